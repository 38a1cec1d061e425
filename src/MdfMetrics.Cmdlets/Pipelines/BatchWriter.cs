using System.Management.Automation;

namespace MdfMetrics.Cmdlets.Pipelines;

/// <summary>
/// Gathers what one worker gives into batches for a queue. Its lock is one that hardly anybody else wants, which costs
/// next to nothing for each record; the queue's costs more, and is taken once for each batch.
/// </summary>
internal sealed class BatchWriter(RecordQueue queue, int batchSize)
{
    private readonly object _gate = new();
    private List<object?> _batch = [];

    /// <summary>Adds a record; waits while the queue is full.</summary>
    /// <exception cref="PipelineStoppedException">Nobody reads any more.</exception>
    public void Add(object? record)
    {
        lock (_gate)
        {
            _batch.Add(record);
            if (_batch.Count == batchSize)
            {
                List<object?> full = _batch;
                _batch = new List<object?>(full.Capacity);

                // Still under the lock: what is taken later may not overtake it.
                queue.Add(full);
            }
        }
    }

    /// <summary>
    /// Takes the records of a batch that is not full; null where there are none, or one is being added.
    /// </summary>
    public List<object?>? TryTake()
    {
        if (!Monitor.TryEnter(_gate))
        {
            return null;
        }

        try
        {
            List<object?> taken = _batch;
            if (taken.Count == 0)
            {
                return null;
            }

            _batch = [];
            return taken;
        }
        finally
        {
            Monitor.Exit(_gate);
        }
    }
}
