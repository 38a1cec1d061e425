namespace MdfMetrics.Storage.Reading;

/// <summary>Merges runs of two sources, each of them oldest first.</summary>
public static class OrderedRuns
{
    /// <summary>The runs of both, oldest first.</summary>
    /// <param name="written">The runs that are written: streamed.</param>
    /// <param name="unwritten">The runs that are not.</param>
    /// <param name="last">The maximum, of the newest; null for all.</param>
    public static IEnumerable<RunMetrics> OldestFirst(
        IEnumerable<RunMetrics> written,
        IReadOnlyList<RunMetrics> unwritten,
        int? last)
    {
        IEnumerable<RunMetrics> merged = Merge(written, unwritten);
        return last is { } count ? merged.TakeLast(count) : merged;
    }

    private static IEnumerable<RunMetrics> Merge(IEnumerable<RunMetrics> written, IReadOnlyList<RunMetrics> unwritten)
    {
        int next = 0;
        foreach (RunMetrics run in written)
        {
            for (; next < unwritten.Count && RunOrder.OldestFirst.Compare(unwritten[next], run) < 0; next++)
            {
                yield return unwritten[next];
            }

            yield return run;
        }

        for (; next < unwritten.Count; next++)
        {
            yield return unwritten[next];
        }
    }
}
