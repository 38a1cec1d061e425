namespace MdfMetrics.Storage.Reading;

/// <summary>Orders runs by start, then by id.</summary>
/// <param name="unknown">What counts as the start of a run that has none.</param>
internal sealed class RunOrder(DateTime unknown) : IComparer<RunMetrics>
{
    /// <summary>The oldest first; those whose start is not known come last.</summary>
    public static RunOrder OldestFirst { get; } = new(DateTime.MaxValue);

    /// <summary>The oldest first, before them those whose start is not known: the newest are at the end.</summary>
    public static RunOrder NewestLast { get; } = new(DateTime.MinValue);

    public int Compare(RunMetrics? x, RunMetrics? y)
    {
        int byStart = (x!.StartUtc ?? unknown).CompareTo(y!.StartUtc ?? unknown);
        return byStart != 0 ? byStart : string.CompareOrdinal(x.run_id, y.run_id);
    }
}
