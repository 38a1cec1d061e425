namespace MdfMetrics.Storage.Reading;

/// <summary>Orders runs by start, then by id.</summary>
internal sealed class RunOrder : IComparer<RunMetrics>
{
    private RunOrder()
    {
    }

    public static RunOrder OldestFirst { get; } = new();

    public int Compare(RunMetrics? x, RunMetrics? y)
    {
        int byStart = x!.StartUtc.CompareTo(y!.StartUtc);
        return byStart != 0 ? byStart : string.CompareOrdinal(x.run_id, y.run_id);
    }
}
