using MdfMetrics.Collection;
using MdfMetrics.Configuration;

namespace MdfMetrics.Runs;

/// <summary>
/// A run that this process takes part in: it started it (<see cref="MetricsRun"/>) or joined it
/// (<see cref="JoinedRun"/>).
/// </summary>
public abstract class LiveRun
{
    private int _ended;
    private int _toldOfStore;

    private protected LiveRun(
        string runId,
        string storePath,
        MetricsOptions options,
        WorkerIds workers,
        TimeProvider time)
    {
        RunId = runId;
        StorePath = storePath;
        Options = options;
        Workers = workers;
        Time = time;
        Collector = new MetricsCollector(runId, time) { Redactor = options.Redactor };
    }

    public string RunId { get; }

    /// <summary>When it started, UTC.</summary>
    public DateTime StartUtc { get; private protected init; }

    /// <summary>The store's full path.</summary>
    public string StorePath { get; }

    /// <summary>What to record and how to store it.</summary>
    public MetricsOptions Options { get; }

    /// <summary>Which pipeline it is a run of; null without a name.</summary>
    public string? PipelineName { get; private protected init; }

    /// <summary>The user's marks.</summary>
    public JsonMap? Tags { get; private protected init; }

    /// <summary>The live figures of this process.</summary>
    public MetricsCollector Collector { get; }

    /// <summary>Names the workers of this process.</summary>
    public WorkerIds Workers { get; }

    /// <summary>running, then the status it ended with.</summary>
    public string Status { get; private protected set; } = RunStatus.Running;

    /// <summary>True until this process's part in the run has ended.</summary>
    public bool IsRunning => Volatile.Read(ref _ended) == 0;

    private protected TimeProvider Time { get; }

    /// <summary>The run as far as this process has come with it, carrying its stages and operators.</summary>
    public RunMetrics GetRunMetrics() => Collector.GetRunMetrics(new RunMetrics
    {
        run_id = RunId,
        start_time = StartUtc,
        status = Status,
        tags = Tags,
        pipeline_name = PipelineName,
        store = StorePath,
    });

    /// <summary>The error of whoever goes on with a run that has ended for this process.</summary>
    public abstract MetricsException AlreadyStopped();

    /// <summary>True once: the user is told once that the store can't be written.</summary>
    public bool TakeStoreWarning() => Interlocked.Exchange(ref _toldOfStore, 1) == 0;

    /// <summary>Why the journal can't be written. Null while all is well.</summary>
    public MetricsException? JournalError => JournalFailure is { } failure
        ? new MetricsException(MetricsError.StoreNotWritable, Describe(failure), StorePath, failure)
        : null;

    /// <summary>The process ends: what it did is kept, as far as that goes in a moment.</summary>
    internal abstract void Abandon(string reason);

    private protected abstract Exception? JournalFailure { get; }

    private protected abstract string Describe(Exception journalFailure);

    /// <summary>Ends this process's part; false when it has ended already.</summary>
    private protected bool TryEnd() => Interlocked.Exchange(ref _ended, 1) == 0;
}
