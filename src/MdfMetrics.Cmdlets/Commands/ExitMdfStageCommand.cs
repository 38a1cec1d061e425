using System.Management.Automation;
using MdfMetrics.Cmdlets.Abstractions;
using MdfMetrics.Cmdlets.Input;
using MdfMetrics.Collection;
using MdfMetrics.Runs;

namespace MdfMetrics.Cmdlets.Commands;

/// <summary>Exit-MdfStage: leaves the stage that is open in this runspace.</summary>
[Cmdlet(VerbsCommon.Exit, "MdfStage", HelpUri = HelpPage.Address)]
[OutputType(typeof(void))]
public sealed class ExitMdfStageCommand : MdfCommand
{
    [Parameter]
    [RunOfThisProcess]
    public RunHandle? Run { get; set; }

    private protected override void End()
    {
        LiveRun run = RequireRun(Run);
        StageScope stage = Session.StageOf(run) ?? throw new MetricsException(
            MetricsError.StageNotEntered,
            $"No stage of the run '{run.RunId}' is open in this runspace. Enter one with Enter-MdfStage first.",
            run.RunId);
        stage.Dispose();
    }
}
