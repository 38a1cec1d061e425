using System.Management.Automation;
using MdfMetrics.Cmdlets.Measuring;
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
internal sealed class WorkerCommands(RecordQueue? source, IReadOnlyList<BoundCommand> commands, RecordSink sink)
{
    private const string Source = "param($records) $records";

    public RecordSink Sink => sink;

    /// <summary>Adds the commands to an empty shell.</summary>
    public void Compose(PowerShell shell)
    {
        if (source is not null && commands[0].Definition.Role == CommandRole.Operator)
        {
            shell.AddCommand(StageWorkerCmdlet.Info)
                .AddParameter(nameof(StageWorkerCmdlet.Source), source)
                .AddParameter(nameof(StageWorkerCmdlet.Commands), commands)
                .AddParameter(nameof(StageWorkerCmdlet.Sink), sink);
            return;
        }

        if (source is not null)
        {
            shell.AddScript(Source, useLocalScope: true).AddArgument(source.Read());
        }

        shell.AddCommand(commands[0].Command, useLocalScope: true).AddParameters(commands[0].ToParameters());
        shell.AddScript(BlockTail.Script, useLocalScope: true).AddArgument(new BlockTail(sink));
    }
}
