using System.Collections;
using System.Collections.Specialized;
using System.Diagnostics;

namespace MdfMetrics.Runs;

/// <summary>Where a run ran, and what its process used meanwhile.</summary>
internal sealed class RunContext
{
    private readonly OrderedDictionary _origin = [];
    private readonly TimeSpan _cpu = ProcessorTime();
    private readonly int[] _collections = Collections();

    public RunContext(RunOrigin origin)
    {
        _origin["user"] = Environment.UserName;
        _origin["process_id"] = Environment.ProcessId;
        origin.AddTo(_origin);
    }

    /// <summary>
    /// The context now: cpu seconds and collections since the start, peak memory of the process in bytes.
    /// </summary>
    public JsonMap ToMap()
    {
        using Process process = Process.GetCurrentProcess();
        var context = new OrderedDictionary();
        foreach (DictionaryEntry entry in _origin)
        {
            context.Add(entry.Key, entry.Value);
        }

        context["cpu_seconds"] = (ProcessorTime() - _cpu).TotalSeconds;
        context["peak_memory_bytes"] = process.PeakWorkingSet64;
        context["gc_collections"] = Collections().Zip(_collections, (now, then) => now - then).ToArray();
        return JsonMap.FromDictionary(context)!;
    }

    private static TimeSpan ProcessorTime()
    {
        using Process process = Process.GetCurrentProcess();
        return process.TotalProcessorTime;
    }

    private static int[] Collections() =>
        [.. Enumerable.Range(0, GC.MaxGeneration + 1).Select(GC.CollectionCount)];
}
