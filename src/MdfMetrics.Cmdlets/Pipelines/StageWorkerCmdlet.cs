using System.Management.Automation;
using MdfMetrics.Cmdlets.Measuring;

namespace MdfMetrics.Cmdlets.Pipelines;

/// <summary>What a worker of a stage runs: its operators, from a queue of records to a sink.</summary>
/// <remarks>A cmdlet, since commands run only in the place of one; it has no name that users could call.</remarks>
internal sealed class StageWorkerCmdlet : PSCmdlet
{
    public static readonly CmdletInfo Info = new("Invoke-MdfStageWorker", typeof(StageWorkerCmdlet));

    [Parameter(Mandatory = true)]
    public RecordQueue Source { get; set; } = null!;

    [Parameter(Mandatory = true)]
    public IReadOnlyList<BoundCommand> Commands { get; set; } = null!;

    [Parameter(Mandatory = true)]
    public IBlockSink Sink { get; set; } = null!;

    protected override void EndProcessing()
    {
        using var chain = new OperatorChain(this, Commands, Sink);
        chain.Run(Source.Read());
    }
}
