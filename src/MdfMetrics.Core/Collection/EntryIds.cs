using System.Diagnostics;

namespace MdfMetrics.Collection;

/// <summary>The ids of entries: no two processes and no two entries have the same.</summary>
internal static class EntryIds
{
    private static readonly long s_processStart = Process.GetCurrentProcess().StartTime.ToUniversalTime().Ticks;

    /// <summary>Of all runs of the process: rows of one run are added to another.</summary>
    private static long s_entries;

    /// <summary>A new id for an entry of a worker.</summary>
    public static string Next(string workerId) => Invariant(
        $"{workerId}/{s_processStart:x}.{Environment.ProcessId:x}/{Interlocked.Increment(ref s_entries)}");
}
