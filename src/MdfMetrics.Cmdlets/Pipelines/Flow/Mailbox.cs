using System.Management.Automation;

namespace MdfMetrics.Cmdlets.Pipelines.Flow;

/// <summary>What workers want the cmdlet to do on its own thread. Who posts waits while it is full.</summary>
internal sealed class Mailbox
{
    private const int Capacity = 1000;

    private readonly object _gate = new();
    private readonly Queue<Action<PSCmdlet>> _actions = new();
    private bool _closed;

    /// <summary>Adds an action; drops it when the mailbox is closed.</summary>
    public void Post(Action<PSCmdlet> action)
    {
        lock (_gate)
        {
            while (_actions.Count == Capacity && !_closed)
            {
                Monitor.Wait(_gate);
            }

            if (!_closed)
            {
                _actions.Enqueue(action);
                Monitor.PulseAll(_gate);
            }
        }
    }

    /// <summary>The next action; null when none came in time.</summary>
    public Action<PSCmdlet>? Take(TimeSpan patience)
    {
        lock (_gate)
        {
            if (_actions.Count == 0 && patience > TimeSpan.Zero)
            {
                Monitor.Wait(_gate, patience);
            }

            if (_actions.TryDequeue(out Action<PSCmdlet>? action))
            {
                Monitor.PulseAll(_gate);
            }

            return action;
        }
    }

    /// <summary>Ends waiting; what is in it can still be taken.</summary>
    public void Close()
    {
        lock (_gate)
        {
            _closed = true;
            Monitor.PulseAll(_gate);
        }
    }
}
