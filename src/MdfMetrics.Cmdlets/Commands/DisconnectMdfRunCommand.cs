using System.Management.Automation;
using MdfMetrics.Cmdlets.Abstractions;
using MdfMetrics.Cmdlets.Input;
using MdfMetrics.Runs;

namespace MdfMetrics.Cmdlets.Commands;

/// <summary>Disconnect-MdfRun: ends this worker's part in a run that it joined.</summary>
[Cmdlet(VerbsCommunications.Disconnect, "MdfRun", SupportsShouldProcess = true, HelpUri = HelpPage.Address)]
[OutputType(typeof(void))]
public sealed class DisconnectMdfRunCommand : MdfCommand
{
    [Parameter(Position = 0, ValueFromPipeline = true)]
    [RunOfThisProcess]
    public RunHandle? Run { get; set; }

    private protected override void Process() => ContinueWhenPiped(Leave);

    private void Leave()
    {
        LiveRun live = RequireRun(Run);
        JoinedRun run = live as JoinedRun ?? throw new MetricsException(
            MetricsError.RunNotJoined,
            $"The run '{live.RunId}' was started here, not joined. End it with Stop-MdfRun.",
            live.RunId);
        if (run.Options.Enabled && !ShouldProcess(run.StorePath, $"Leave the run '{run.RunId}'"))
        {
            return;
        }

        run.Leave();
        Session.Remove(run);
        ReportJournal(run);
    }
}
