using System.Management.Automation;

namespace MdfMetrics.Cmdlets.Pipelines.Flow;

/// <summary>
/// Hands records in batches from the workers of one stage to those of the next, in the order of each. Whoever adds
/// waits while it is full, so memory is bounded. A reader that has nothing to do waits no longer than
/// <see cref="s_patience"/> before it takes batches that are not full.
/// </summary>
internal sealed class RecordQueue
{
    private const int BatchesPerReader = 2;

    private static readonly TimeSpan s_patience = TimeSpan.FromMilliseconds(20);

    /// <summary>Taken after a <see cref="RecordWriter"/>'s lock where both are, never before it.</summary>
    private readonly object _gate = new();

    private readonly Queue<List<object?>> _batches = new();
    private readonly List<RecordWriter> _writers = [];
    private readonly int _capacity;
    private int _readers;
    private bool _completed;
    private bool _closed;
    private long _taken;

    public RecordQueue(int batchSize, int readers)
    {
        BatchSize = batchSize;
        _readers = readers;
        _capacity = BatchesPerReader * (readers + 1);
    }

    public int BatchSize { get; }

    public long Taken => Volatile.Read(ref _taken);

    /// <summary>Makes a writer known; all are before the first of them writes.</summary>
    public void AddWriter(RecordWriter writer) => _writers.Add(writer);

    /// <summary>Adds a batch; waits while the queue is full.</summary>
    /// <exception cref="PipelineStoppedException">Nobody reads any more.</exception>
    public void Add(List<object?> batch)
    {
        lock (_gate)
        {
            while (_batches.Count >= _capacity && !_closed)
            {
                Monitor.Wait(_gate);
            }

            ThrowIfClosed();
            _batches.Enqueue(batch);
            Monitor.PulseAll(_gate);
        }
    }

    /// <summary>Adds a batch that readers wait for: there is room, and the writer must not be kept.</summary>
    public void AddAtOnce(List<object?> batch)
    {
        lock (_gate)
        {
            _batches.Enqueue(batch);
            Monitor.PulseAll(_gate);
        }
    }

    /// <summary>The records, for one reader; ends when the queue is completed and empty.</summary>
    /// <exception cref="PipelineStoppedException">The queue was closed.</exception>
    public IEnumerable<object?> Read()
    {
        while (Take() is { } batch)
        {
            foreach (object? record in batch)
            {
                yield return record;
            }
        }
    }

    /// <summary>No more records come: all who write have ended.</summary>
    public void Complete()
    {
        FlushWriters();
        lock (_gate)
        {
            _completed = true;
            Monitor.PulseAll(_gate);
        }
    }

    /// <summary>A reader wants no more.</summary>
    /// <returns>True when it was the last one, and there is or may come more: what adds may stop.</returns>
    public bool Leave()
    {
        lock (_gate)
        {
            if (--_readers > 0 || _closed || (_completed && _batches.Count == 0))
            {
                return false;
            }
        }

        Close();
        return true;
    }

    /// <summary>Ends reading and adding at once.</summary>
    public void Close()
    {
        lock (_gate)
        {
            _closed = true;
            Monitor.PulseAll(_gate);
        }
    }

    private List<object?>? Take()
    {
        while (true)
        {
            lock (_gate)
            {
                ThrowIfClosed();
                if (_batches.TryDequeue(out List<object?>? batch))
                {
                    _taken += batch.Count;
                    if (_batches.Count == _capacity / 2)
                    {
                        // Not sooner: whoever adds then makes several batches before it has to wait again.
                        Monitor.PulseAll(_gate);
                    }

                    return batch;
                }

                if (_completed)
                {
                    return null;
                }

                if (Monitor.Wait(_gate, s_patience))
                {
                    continue;
                }
            }

            FlushWriters();
        }
    }

    private void FlushWriters() => _writers.ForEach(writer => writer.Flush());

    private void ThrowIfClosed()
    {
        if (_closed)
        {
            throw new PipelineStoppedException();
        }
    }
}
