using System.Management.Automation;
using System.Management.Automation.Runspaces;
using MdfMetrics.Cmdlets.Commands;
using MdfMetrics.Cmdlets.Instrumentation;
using MdfMetrics.Pipelines;

namespace MdfMetrics.Cmdlets.Pipelines;

/// <summary>
/// What a worker runs: the pipeline that a user would write by hand, from a queue of records to a sink. It is put
/// together of commands, not of text: so nothing of the document is parsed as code, and a terminating error of a
/// command ends all of it, where in a script it would end one statement.
/// </summary>
/// <param name="source">Where the records come from; null for the loader.</param>
/// <param name="commands">The operators, or the loader or writer.</param>
/// <param name="sink">Where they go.</param>
internal sealed class WorkerPipeline(RecordQueue? source, IReadOnlyList<BoundCommand> commands, RecordSink sink)
{
    private const string Source = "param($records) $records";
    private const string Call =
        "param($__MdfCommand, $__MdfParameters) { & $__MdfCommand @__MdfParameters }.GetNewClosure()";

    public RecordSink Sink => sink;

    /// <summary>Adds the commands to an empty shell.</summary>
    public void Compose(PowerShell shell)
    {
        if (source is not null)
        {
            shell.AddScript(Source, useLocalScope: true).AddArgument(source.Read());
        }

        foreach (BoundCommand command in commands)
        {
            if (command.Definition.Role == CommandRole.Operator)
            {
                AddOperator(shell, command);
            }
            else
            {
                shell.AddCommand(command.Command, useLocalScope: true).AddParameters(command.ToParameters());
            }
        }

        shell.AddScript(BlockPipeline.Tail, useLocalScope: true).AddArgument(sink);
    }

    private static void AddOperator(PowerShell shell, BoundCommand command)
    {
        bool skips = command.Definition.SkipsErrors;
        shell.AddCommand("MdfMetrics\\Measure-MdfOperator")
            .AddParameter("Name", command.Definition.Name)
            .AddParameter("Pipeline", Block(shell.Runspace, command))
            .AddParameter("OnError", skips ? OnError.Skip : OnError.Stop)
            .AddParameter("ErrorAction", skips ? ActionPreference.Continue : ActionPreference.Stop);
    }

    private static PSObject Block(Runspace runspace, BoundCommand command)
    {
        using var shell = PowerShell.Create();
        shell.Runspace = runspace;
        return shell.AddScript(Call, useLocalScope: true)
            .AddArgument(command.Command)
            .AddArgument(command.ToParameters())
            .Invoke()[0];
    }
}
