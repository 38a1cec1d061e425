using MdfMetrics.Collection;

namespace MdfMetrics.Cmdlets.Pipelines;

/// <summary>The workers that do the same: the loader, the replicas of a stage, the writer.</summary>
/// <param name="name">What it is in messages.</param>
/// <param name="input">Where its records come from; null for the loader.</param>
/// <param name="output">Where they go; null after the last.</param>
internal sealed class WorkerGroup(string name, RecordQueue? input, RecordQueue? output)
{
    private readonly List<PipelineWorker> _workers = [];
    private int _ended;

    public string Name => name;

    public IReadOnlyList<PipelineWorker> Workers => _workers;

    /// <summary>Whether a stage's, whose operators are measured.</summary>
    public bool IsStage { get; init; }

    /// <summary>The stage in the run; null before the start, and for loader and writer.</summary>
    public StageScope? Scope { get; set; }

    /// <summary>Whether all its workers have ended.</summary>
    public bool HasEnded => Volatile.Read(ref _ended) == _workers.Count;

    /// <summary>Records that its workers took.</summary>
    public long Input => input?.Taken ?? 0;

    /// <summary>Records that they gave.</summary>
    public long Output => _workers.Sum(worker => worker.Sink.Count);

    public void Add(PipelineWorker worker) => _workers.Add(worker);

    public void Stop() => _workers.ForEach(worker => worker.Stop());

    /// <summary>Ends reading and writing at once.</summary>
    public void Close()
    {
        input?.Close();
        output?.Close();
        Stop();
    }

    /// <summary>A worker has ended; the last one ends the stage and what it writes to.</summary>
    /// <returns>True when nobody takes what comes in any more.</returns>
    public bool OnEnd()
    {
        bool isLeft = input?.Leave() ?? false;
        if (Interlocked.Increment(ref _ended) == _workers.Count)
        {
            Scope?.Dispose();
            output?.Complete();
        }

        return isLeft;
    }
}
