using System.Management.Automation;
using MdfMetrics.Cmdlets.Measuring;
using MdfMetrics.Cmdlets.Pipelines.Flow;
using MdfMetrics.Cmdlets.Pipelines.Planning;
using MdfMetrics.Cmdlets.Pipelines.Workers;
using MdfMetrics.Cmdlets.Session;
using MdfMetrics.Collection;
using MdfMetrics.Runs;

namespace MdfMetrics.Cmdlets.Pipelines;

/// <summary>
/// Runs a pipeline: each worker on a thread of its own, bounded queues between the stages, and what the cmdlet has to
/// write on the cmdlet's thread.
/// </summary>
internal sealed class PipelineRunner : IWorkerOwner
{
    private static readonly TimeSpan s_tick = TimeSpan.FromMilliseconds(100);
    private static readonly TimeSpan s_patience = TimeSpan.FromSeconds(5);

    private readonly Mailbox _mailbox = new();
    private readonly List<WorkerGroup> _groups;
    private readonly MetricsRun _run;
    private PipelineFailure? _failure;
    private volatile bool _isStopping;
    private long? _ending;

    public PipelineRunner(PipelinePlan plan, PipelineEnvironment environment, MetricsRun run, bool passThru)
    {
        _run = run;
        _groups = new PipelineBuilder(plan, environment, this, passThru).Build();
    }

    /// <summary>The loader, the stages and the writer in order.</summary>
    public IReadOnlyList<WorkerGroup> Groups => _groups;

    /// <summary>Why the pipeline failed; null while it did not.</summary>
    public PipelineFailure? Failure => Volatile.Read(ref _failure);

    /// <summary>Runs to the end, which a failure or <see cref="Stop"/> may bring about.</summary>
    public void Run(PSCmdlet cmdlet, Action onTick)
    {
        try
        {
            Start();
            while (!_groups.TrueForAll(group => group.HasEnded) && Patience() > TimeSpan.Zero)
            {
                Serve(cmdlet, s_tick);
                onTick();
                StopAgain();
            }

            while (Serve(cmdlet, TimeSpan.Zero))
            {
            }
        }
        finally
        {
            Stop();
            Join();
        }
    }

    /// <summary>Stops all workers, from any thread.</summary>
    public void Stop()
    {
        _isStopping = true;
        _mailbox.Close();
        _groups.ForEach(group => group.Close());
    }

    public void Post(Action<PSCmdlet> action) => _mailbox.Post(action);

    public void OnError(PipelineWorker worker, ErrorRecord error)
    {
        if (NativeText.Is(error))
        {
            Post(cmdlet => cmdlet.Host.UI.WriteErrorLine(error.ToString()));
        }
        else if (worker.Group.IsStage)
        {
            ErrorRecord placed = PipelineFailure.Place(error, PlaceOf(worker));
            Post(cmdlet => cmdlet.WriteError(placed));
        }
        else
        {
            OnFailure(worker, new RuntimeException(error.ToString(), error.Exception, error));
        }
    }

    public void OnFailure(PipelineWorker worker, Exception exception)
    {
        if (!_isStopping)
        {
            Interlocked.CompareExchange(ref _failure, new PipelineFailure(exception, PlaceOf(worker)), null);
            Stop();
        }
    }

    public void OnEnd(PipelineWorker worker)
    {
        WorkerGroup group = worker.Group;
        bool isLeft = group.OnEnd();
        Post(static _ => { });
        if (isLeft)
        {
            // As after Select-Object -First: the ones before would find out with their next record, if there is one.
            _groups.TakeWhile(before => before != group).ToList().ForEach(before => before.Close());
        }
    }

    private void Start()
    {
        foreach (WorkerGroup group in _groups.Where(group => group.IsStage))
        {
            group.Scope = _run.Collector.EnterStage(group.Name, group.IsAuxiliary);
            foreach (PipelineWorker worker in group.Workers)
            {
                _ = _run.Workers.For(worker.Runspace);
                RunspaceSession session = RunspaceSession.Of(worker.Runspace);
                session.Push(_run);
                session.SetStage(_run, group.Scope);
            }
        }

        foreach (PipelineWorker worker in _groups.SelectMany(group => group.Workers))
        {
            worker.Start();
        }
    }

    private bool Serve(PSCmdlet cmdlet, TimeSpan patience)
    {
        bool served = false;
        while (_mailbox.Take(served ? TimeSpan.Zero : patience) is { } action)
        {
            action(cmdlet);
            served = true;
        }

        return served;
    }

    /// <summary>A worker that was about to begin when it was asked to stop did not hear it.</summary>
    private void StopAgain()
    {
        if (_isStopping)
        {
            _groups.ForEach(group => group.Stop());
        }
    }

    /// <summary>
    /// How much longer workers are waited for: as long as it takes, until the pipeline stops or nobody takes the records
    /// of those that have not ended.
    /// </summary>
    private TimeSpan Patience()
    {
        if (!_isStopping && !_groups[^1].HasEnded)
        {
            return s_patience;
        }

        _ending ??= Environment.TickCount64;
        return s_patience - TimeSpan.FromMilliseconds(Environment.TickCount64 - _ending.Value);
    }

    /// <summary>What no stop reaches, a call that blocks inside .NET, is left behind on its thread.</summary>
    private void Join()
    {
        foreach (PipelineWorker worker in _groups.SelectMany(group => group.Workers))
        {
            while (!worker.Join(s_tick) && Patience() > TimeSpan.Zero)
            {
                StopAgain();
            }
        }
    }

    private static string PlaceOf(PipelineWorker worker)
    {
        OperatorRecorder? last = RunspaceSession.Of(worker.Runspace).LastError;
        return last is null
            ? worker.Group.Name
            : Invariant($"{last.StageName}/{last.Name}, record {last.InputRecords:N0} on {last.WorkerId}");
    }
}
