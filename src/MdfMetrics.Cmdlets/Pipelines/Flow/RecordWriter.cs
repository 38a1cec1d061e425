using System.Management.Automation;
using MdfMetrics.Cmdlets.Measuring;

namespace MdfMetrics.Cmdlets.Pipelines.Flow;

/// <summary>Takes what one worker puts out, counts it, and passes it in batches to the next queue.</summary>
/// <param name="queue">Where it goes; null: nowhere.</param>
/// <param name="show">Is shown each record too.</param>
/// <param name="limit">How many records are wanted.</param>
internal sealed class RecordWriter(RecordQueue? queue, Action<object?>? show, long limit) : IBlockSink
{
    /// <summary>
    /// Hardly anybody else wants this lock, so it costs next to nothing for each record; the queue's costs more, and is
    /// taken once for each batch. Who takes both takes this one first.
    /// </summary>
    private readonly object _gate = new();

    private readonly int _batchSize = queue?.BatchSize ?? 0;
    private List<object?> _batch = [];
    private long _count;

    public long Count => Volatile.Read(ref _count);

    /// <summary>
    /// Takes a record; waits while the queue is full. The exception after the last one wanted ends the commands before
    /// at that record, as a stop does: no script can catch it, and finally blocks run.
    /// </summary>
    /// <exception cref="PipelineStoppedException">No more is wanted, or nobody reads any more.</exception>
    public void Put(object? value)
    {
        if (queue is not null)
        {
            Add(queue, value);
        }

        show?.Invoke(value);
        if (++_count >= limit)
        {
            throw new PipelineStoppedException();
        }
    }

    /// <summary>Passes on a batch that is not full.</summary>
    public void Flush()
    {
        // Never waits: whoever holds the lock may wait for room in the queue, which only the caller, a reader, makes.
        if (!Monitor.TryEnter(_gate))
        {
            return;
        }

        try
        {
            if (_batch.Count > 0)
            {
                queue?.AddAtOnce(TakeBatch());
            }
        }
        finally
        {
            Monitor.Exit(_gate);
        }
    }

    private void Add(RecordQueue next, object? record)
    {
        lock (_gate)
        {
            _batch.Add(record);
            if (_batch.Count == _batchSize)
            {
                // Still under the lock: what is passed on later may not overtake it.
                next.Add(TakeBatch());
            }
        }
    }

    private List<object?> TakeBatch()
    {
        List<object?> batch = _batch;
        _batch = new List<object?>(batch.Capacity);
        return batch;
    }
}
