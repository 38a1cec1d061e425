namespace MdfMetrics.Reports.Facts;

/// <summary>The last runs that are all alike.</summary>
/// <param name="First">The oldest of them.</param>
/// <param name="Count">How many of them there are.</param>
/// <param name="Before">The completed runs before them, the newest first.</param>
internal sealed record Streak(RunMetrics First, int Count, IReadOnlyList<RunMetrics> Before)
{
    /// <summary>Goes back from the last run, which is one of them.</summary>
    /// <param name="history">The oldest first.</param>
    /// <param name="isAlike">Whether a run is like the last one; null: it does not tell.</param>
    public static Streak Back(IReadOnlyList<RunMetrics> history, Func<RunMetrics, bool?> isAlike)
    {
        int first = history.Count - 1;
        int count = 1;
        for (int i = first - 1; i >= 0 && isAlike(history[i]) != false; i--)
        {
            if (isAlike(history[i]) == true)
            {
                first = i;
                count++;
            }
        }

        return new Streak(
            history[first],
            count,
            [.. history.Take(first).Where(run => run.status == RunStatus.Completed).Reverse()]);
    }
}
