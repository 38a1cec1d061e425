namespace MdfMetrics.Runs;

/// <summary>
/// The runs of this process that were not stopped. When the process ends without Stop-MdfRun, they are written as
/// failed, and those it joined are left, in bounded time; what that does not reach, the journals have. The end of the
/// process is watched only as long as there are any.
/// </summary>
/// <param name="watch">Calls back when the process is about to end, until it is disposed.</param>
internal sealed class LiveRuns(Func<Action<string>, IDisposable> watch)
{
    private static readonly TimeSpan s_longest = TimeSpan.FromSeconds(5);

    /// <summary>
    /// Nothing of a run is called under it. The system's own lock of its handlers is taken inside, and never held while
    /// it calls them.
    /// </summary>
    private readonly object _gate = new();
    private readonly HashSet<LiveRun> _runs = [];
    private IDisposable? _watching;

    /// <summary>Those of this process.</summary>
    public static LiveRuns OfProcess { get; } = new(static onEnd => new ProcessEnd(onEnd));

    public void Add(LiveRun run)
    {
        lock (_gate)
        {
            _runs.Add(run);
            _watching ??= watch(StopAll);
        }
    }

    public void Remove(LiveRun run)
    {
        lock (_gate)
        {
            if (_runs.Remove(run) && _runs.Count == 0)
            {
                _watching?.Dispose();
                _watching = null;
            }
        }
    }

    private void StopAll(string reason)
    {
        LiveRun[] runs;
        lock (_gate)
        {
            runs = [.. _runs];
        }

        var stopping = new Thread(() => Array.ForEach(runs, run => Stop(run, reason))) { IsBackground = true };
        stopping.Start();
        stopping.Join(s_longest);
    }

    private static void Stop(LiveRun run, string reason)
    {
        try
        {
            run.Abandon(reason);
        }
        catch (MetricsException)
        {
            // Stopped meanwhile, or the store can't be written: the journal has it.
        }
    }
}
