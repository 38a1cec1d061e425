using System.Management.Automation;
using System.Management.Automation.Runspaces;
using MdfMetrics.Cmdlets.Measuring;
using MdfMetrics.Cmdlets.Pipelines.Flow;
using MdfMetrics.Cmdlets.Pipelines.Planning;

namespace MdfMetrics.Cmdlets.Pipelines.Workers;

/// <summary>One worker of a pipeline: a runspace with a thread of its own, that runs its commands to the end.</summary>
internal sealed class PipelineWorker
{
    private const string RecordsScript = "param($records) $records";

    private readonly object _gate = new();
    private readonly PipelineEnvironment _environment;
    private readonly IWorkerOwner _owner;
    private readonly Thread _thread;
    private PowerShell? _shell;

    /// <param name="runspace">The runspace; it is disposed at the end.</param>
    /// <param name="environment">Opens the runspace, where it is not open yet.</param>
    public PipelineWorker(
        WorkerGroup group,
        RecordWriter output,
        Runspace runspace,
        PipelineEnvironment environment,
        IWorkerOwner owner)
    {
        _environment = environment;
        _owner = owner;
        Group = group;
        Output = output;
        Runspace = runspace;
        _thread = new Thread(Work) { IsBackground = true, Name = $"MdfMetrics {group.Name}" };
    }

    public WorkerGroup Group { get; }

    public RecordWriter Output { get; }

    public Runspace Runspace { get; }

    public void Start() => _thread.Start();

    /// <summary>Asks the commands to stop; may be called again.</summary>
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
            AddCommands(shell);
            Forward(shell.Streams.Error, error => _owner.OnError(this, error));
            Forward(shell.Streams.Warning, record => _owner.Post(cmdlet => cmdlet.WriteWarning(record.Message)));
            Forward(shell.Streams.Verbose, record => _owner.Post(cmdlet => cmdlet.WriteVerbose(record.Message)));
            Forward(shell.Streams.Debug, record => _owner.Post(cmdlet => cmdlet.WriteDebug(record.Message)));
            Forward(shell.Streams.Information, record => _owner.Post(cmdlet => cmdlet.WriteInformation(record)));
            Run(shell);
        }
        catch (PipelineStoppedException)
        {
            // Stopped from outside, or its output wants no more.
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

    /// <summary>
    /// The pipeline that a user would write by hand, put together of commands, not of text: so nothing of the document
    /// is parsed as code, and a terminating error of a command ends all of it, where in a script it would end one
    /// statement.
    /// </summary>
    private void AddCommands(PowerShell shell)
    {
        if (Group is { IsStage: true, Source: { } queue })
        {
            shell.AddCommand(StageWorkerCmdlet.Info)
                .AddParameter(nameof(StageWorkerCmdlet.Source), queue)
                .AddParameter(nameof(StageWorkerCmdlet.Commands), Group.Commands)
                .AddParameter(nameof(StageWorkerCmdlet.Output), Output);
            return;
        }

        if (Group.Source is not null)
        {
            shell.AddScript(RecordsScript, useLocalScope: true).AddArgument(Group.Source.Read());
        }

        BoundCommand command = Group.Commands[0];
        shell.AddCommand(command.Command, useLocalScope: true).AddParameters(command.ToParameters());
        shell.AddScript(BlockTail.Script, useLocalScope: true).AddArgument(new BlockTail(Output));
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
