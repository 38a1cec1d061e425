using System.Management.Automation;
using System.Management.Automation.Runspaces;

namespace MdfMetrics.Cmdlets.Pipelines;

/// <summary>One worker of a pipeline: a runspace with a thread of its own, that runs one pipeline to its end.</summary>
internal sealed class PipelineWorker
{
    private readonly object _gate = new();
    private readonly PipelineEnvironment _environment;
    private readonly WorkerCommands _pipeline;
    private readonly IWorkerOwner _owner;
    private readonly Thread _thread;
    private PowerShell? _shell;

    /// <param name="environment">Opens the runspace, where it is not open yet.</param>
    /// <param name="runspace">The runspace; it is disposed at the end.</param>
    /// <param name="name">What it is in messages.</param>
    /// <param name="pipeline">What it runs.</param>
    /// <param name="owner">Receives what happens.</param>
    public PipelineWorker(
        PipelineEnvironment environment,
        Runspace runspace,
        string name,
        WorkerCommands pipeline,
        IWorkerOwner owner)
    {
        _environment = environment;
        _pipeline = pipeline;
        _owner = owner;
        Runspace = runspace;
        Name = name;
        _thread = new Thread(Work) { IsBackground = true, Name = $"MdfMetrics {name}" };
    }

    public string Name { get; }

    public Runspace Runspace { get; }

    public RecordSink Sink => _pipeline.Sink;

    public bool IsAlive => _thread.IsAlive;

    public void Start() => _thread.Start();

    /// <summary>Asks the pipeline to stop; may be called again.</summary>
    public void Stop()
    {
        lock (_gate)
        {
            _shell?.BeginStop(null, null);
        }
    }

    /// <summary>Waits for the end of the thread.</summary>
    public bool Join(TimeSpan patience) => _thread.ThreadState.HasFlag(ThreadState.Unstarted) || _thread.Join(patience);

    private void Work()
    {
        try
        {
            if (Runspace.RunspaceStateInfo.State == RunspaceState.BeforeOpen)
            {
                _environment.Open(Runspace);
            }

            using var shell = PowerShell.Create();
            shell.Runspace = Runspace;
            _pipeline.Compose(shell);
            Forward(shell.Streams.Error, error => _owner.OnError(this, error));
            Forward(shell.Streams.Warning, record => _owner.Post(cmdlet => cmdlet.WriteWarning(record.Message)));
            Forward(shell.Streams.Verbose, record => _owner.Post(cmdlet => cmdlet.WriteVerbose(record.Message)));
            Forward(shell.Streams.Debug, record => _owner.Post(cmdlet => cmdlet.WriteDebug(record.Message)));
            Forward(shell.Streams.Information, record => _owner.Post(cmdlet => cmdlet.WriteInformation(record)));
            Run(shell);
        }
        catch (PipelineStoppedException)
        {
            // Stopped from outside, or its sink wants no more.
        }
        catch (Exception e)
        {
            _owner.OnFailure(this, e);
        }
        finally
        {
            Runspace.Dispose();
            _owner.OnEnd(this);
        }
    }

    private void Run(PowerShell shell)
    {
        lock (_gate)
        {
            _shell = shell;
        }

        try
        {
            shell.Invoke();
        }
        finally
        {
            lock (_gate)
            {
                _shell = null;
            }
        }
    }

    /// <summary>Takes the records out as they come, else they would pile up.</summary>
    private static void Forward<T>(PSDataCollection<T> stream, Action<T> handle) => stream.DataAdded += (_, _) =>
    {
        foreach (T record in stream.ReadAll())
        {
            handle(record);
        }
    };
}
