using System.Management.Automation;
using MdfMetrics.Cmdlets.Abstractions;
using MdfMetrics.Cmdlets.Completion;
using MdfMetrics.Cmdlets.Input;
using MdfMetrics.Cmdlets.Measuring;
using MdfMetrics.Cmdlets.Session;
using MdfMetrics.Collection;
using MdfMetrics.Runs;

namespace MdfMetrics.Cmdlets.Commands;

/// <summary>
/// Enter-MdfStage: opens a stage of the run; with a block, runs it and leaves the stage in every case.
/// </summary>
[Cmdlet(VerbsCommon.Enter, "MdfStage", HelpUri = HelpPage.Address)]
[OutputType(typeof(object))]
public sealed class EnterMdfStageCommand : MdfCommand
{
    [Parameter(Mandatory = true, Position = 0)]
    [Alias("stage_name", "StageName")]
    [AllowEmptyString]
    [ArgumentCompleter(typeof(StageNameCompleter))]
    public string Name { get; set; } = string.Empty;

    [Parameter(Position = 1)]
    public ScriptBlock? ScriptBlock { get; set; }

    [Parameter]
    public SwitchParameter Auxiliary { get; set; }

    [Parameter]
    [RunOfThisProcess]
    public RunHandle? Run { get; set; }

    [Parameter]
    public SwitchParameter ShowProgress { get; set; }

    private protected override void End()
    {
        LiveRun run = RequireRun(Run);
        if (Session.StageOf(run) is { } open)
        {
            throw new MetricsException(
                MetricsError.StageAlreadyEntered,
                $"The stage '{open.Name}' is open already, and stages do not nest. Leave it with Exit-MdfStage first.",
                Name);
        }

        StageScope stage = run.Collector.EnterStage(Name, Auxiliary);
        Session.SetStage(run, stage);
        if (ScriptBlock is null)
        {
            return;
        }

        using (stage)
        {
            bool isShown = ShowProgress && run.Options.Enabled;
            DotSourcedBlock.Run(this, ScriptBlock, isShown ? new RunProgress(this, run) : null);
        }
    }
}
