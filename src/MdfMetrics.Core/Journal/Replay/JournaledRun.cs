using MdfMetrics.Aggregation;
using MdfMetrics.Journal.Lines;

namespace MdfMetrics.Journal.Replay;

/// <summary>A run as its journals tell it.</summary>
internal sealed record JournaledRun
{
    public required string Folder { get; init; }

    /// <summary>The run without its totals; its status is running until it was stopped.</summary>
    public required RunMetrics Header { get; init; }

    /// <summary>How the run is to be written.</summary>
    public required WriterOptions Options { get; init; }

    /// <summary>The stages, each as it was last told.</summary>
    public required IReadOnlyList<StageRecord> Stages { get; init; }

    /// <summary>The operator entries, of each the highest revision.</summary>
    public required IReadOnlyList<OperatorMetrics> Entries { get; init; }

    /// <summary>The processes that take part.</summary>
    public required IReadOnlyList<JournaledProcess> Processes { get; init; }

    /// <summary>The rows that each journal, by its name, tells of.</summary>
    public required IReadOnlyDictionary<string, HashSet<OperatorKey>> Keys { get; init; }

    /// <summary>
    /// The moment of the last thing that the journals tell, UTC, by the clock of the machine that started the run: two
    /// machines' clocks are never compared.
    /// </summary>
    public required DateTime LastUtc { get; init; }

    /// <summary>True when the run has ended and is not to be written: what its journals have goes with them.</summary>
    public required bool IsDiscarded { get; init; }

    /// <summary>True when the run was stopped, and its process died before it was written.</summary>
    public bool WasStopped => Header.status != RunStatus.Running;

    /// <summary>The entries that a later revision of some journals may replace, and what is added to them.</summary>
    public IEnumerable<OperatorMetrics> EntriesOf(IEnumerable<string> journals)
    {
        HashSet<OperatorKey> keys = [.. journals.SelectMany(name => Keys.GetValueOrDefault(name) ?? [])];
        return Entries.Where(row => keys.Contains(OperatorKey.Of(row)));
    }

    /// <summary>The run with its figures so far.</summary>
    /// <param name="status">running or abandoned, unless it was stopped.</param>
    public RunMetrics ToRun(string status)
    {
        RunMetrics header = Header;
        if (!WasStopped)
        {
            bool ended = status != RunStatus.Running;
            header = header with
            {
                status = status,
                end_time = ended ? LastUtc : null,
                duration = (LastUtc - header.StartUtc!.Value).TotalSeconds,
            };
        }

        return MetricsAggregator.Aggregate(header, Stages, Entries);
    }
}
