namespace MdfMetrics.Storage.Reading;

/// <summary>When runs start, to find the files that may hold them.</summary>
internal static class RunStarts
{
    /// <summary>The starts, ascending; null where one is not known, so that any file may hold its run.</summary>
    public static DateTime[]? Of(IEnumerable<RunMetrics> runs)
    {
        DateTime?[] starts = [.. runs.Select(run => run.StartUtc).Order()];
        return starts is [null, ..] ? null : [.. starts.OfType<DateTime>()];
    }
}
