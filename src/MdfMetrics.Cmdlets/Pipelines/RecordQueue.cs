using System.Management.Automation;

namespace MdfMetrics.Cmdlets.Pipelines;

/// <summary>
/// Hands records in batches from the workers of one stage to those of the next, in order. Whoever adds waits while it
/// is full, so memory is bounded. Batches are full while there is much to do; a half-full one waits no longer than
/// <see cref="s_patience"/> for the rest.
/// </summary>
internal sealed class RecordQueue
{
    private const int BatchesPerReader = 2;

    private static readonly TimeSpan s_patience = TimeSpan.FromMilliseconds(20);

    private readonly object _gate = new();
    private readonly Queue<List<PSObject?>> _full = new();
    private readonly int _batchSize;
    private readonly int _capacity;
    private List<PSObject?> _open = [];
    private int _readers;
    private bool _completed;
    private bool _closed;
    private long _taken;

    public RecordQueue(int batchSize, int readers)
    {
        _batchSize = batchSize;
        _readers = readers;
        _capacity = BatchesPerReader * (readers + 1);
    }

    /// <summary>Records that were taken.</summary>
    public long Taken => Volatile.Read(ref _taken);

    /// <summary>Adds a record; waits while the queue is full.</summary>
    /// <exception cref="PipelineStoppedException">Nobody reads any more.</exception>
    public void Add(PSObject? record)
    {
        lock (_gate)
        {
            while (_full.Count >= _capacity && !_closed)
            {
                Monitor.Wait(_gate);
            }

            ThrowIfClosed();
            _open.Add(record);
            if (_open.Count == _batchSize)
            {
                _full.Enqueue(_open);
                _open = new List<PSObject?>(Math.Min(_batchSize, _open.Capacity));
                Monitor.PulseAll(_gate);
            }
            else if (_open.Count == 1)
            {
                // Readers that wait for nothing at all begin to wait for the rest of this batch.
                Monitor.PulseAll(_gate);
            }
        }
    }

    /// <summary>The records, for one reader; ends when the queue is completed and empty.</summary>
    /// <exception cref="PipelineStoppedException">The queue was closed.</exception>
    public IEnumerable<PSObject?> Read()
    {
        while (Take() is { } batch)
        {
            foreach (PSObject? record in batch)
            {
                yield return record;
            }
        }
    }

    /// <summary>No more records come.</summary>
    public void Complete()
    {
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
            if (--_readers > 0 || _closed || (_completed && _full.Count == 0 && _open.Count == 0))
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

    private List<PSObject?>? Take()
    {
        lock (_gate)
        {
            while (true)
            {
                ThrowIfClosed();
                if (_full.Count > 0)
                {
                    return Taking(_full.Dequeue());
                }

                bool isNoMoreToCome = _completed;
                if (!isNoMoreToCome && _open.Count == 0)
                {
                    Monitor.Wait(_gate);
                    continue;
                }

                if ((isNoMoreToCome || !Monitor.Wait(_gate, s_patience)) && _full.Count == 0)
                {
                    if (_open.Count > 0)
                    {
                        List<PSObject?> batch = _open;
                        _open = [];
                        return Taking(batch);
                    }

                    if (isNoMoreToCome)
                    {
                        return null;
                    }
                }
            }
        }
    }

    private List<PSObject?> Taking(List<PSObject?> batch)
    {
        _taken += batch.Count;
        Monitor.PulseAll(_gate);
        return batch;
    }

    private void ThrowIfClosed()
    {
        if (_closed)
        {
            throw new PipelineStoppedException();
        }
    }
}
