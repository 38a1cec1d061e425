using MdfMetrics.Cmdlets.Pipelines.Flow;
using MdfMetrics.Cmdlets.Pipelines.Planning;
using MdfMetrics.Collection;
using MdfMetrics.Pipelines;

namespace MdfMetrics.Cmdlets.Pipelines.Workers;

/// <summary>The workers that do the same: the loader, the replicas of a stage, the writer.</summary>
/// <param name="name">What it is in messages.</param>
/// <param name="commands">The operators, or the loader or writer.</param>
/// <param name="source">Where its records come from; null for the loader.</param>
/// <param name="target">Where they go; null after the last.</param>
internal sealed class WorkerGroup(
    string name,
    IReadOnlyList<BoundCommand> commands,
    RecordQueue? source,
    RecordQueue? target)
{
    private readonly List<PipelineWorker> _workers = [];
    private int _ended;

    public string Name => name;

    public IReadOnlyList<BoundCommand> Commands => commands;

    public RecordQueue? Source => source;

    public IReadOnlyList<PipelineWorker> Workers => _workers;

    /// <summary>Whether a stage's, whose operators are measured.</summary>
    public bool IsStage => commands[0].Definition.Role == CommandRole.Operator;

    /// <summary>Whether it is a stage that is none of the run's flow.</summary>
    public bool IsAuxiliary { get; init; }

    /// <summary>The stage in the run; null before the start, and for loader and writer.</summary>
    public StageScope? Scope { get; set; }

    /// <summary>Whether all its workers have ended.</summary>
    public bool HasEnded => Volatile.Read(ref _ended) == _workers.Count;

    public long InputRecords => source?.Taken ?? 0;

    public long OutputRecords => _workers.Sum(worker => worker.Output.Count);

    public void Add(PipelineWorker worker) => _workers.Add(worker);

    public void Stop() => _workers.ForEach(worker => worker.Stop());

    /// <summary>Ends reading and writing at once.</summary>
    public void Close()
    {
        source?.Close();
        target?.Close();
        Stop();
    }

    /// <summary>A worker has ended; the last one ends the stage and what it writes to.</summary>
    /// <returns>True when nobody takes what comes in any more.</returns>
    public bool OnEnd()
    {
        bool isLeft = source?.Leave() ?? false;
        if (Interlocked.Increment(ref _ended) == _workers.Count)
        {
            Scope?.Dispose();
            target?.Complete();
        }

        return isLeft;
    }
}
