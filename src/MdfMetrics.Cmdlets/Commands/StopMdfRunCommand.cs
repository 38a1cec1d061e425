using System.Management.Automation;
using MdfMetrics.Cmdlets.Abstractions;
using MdfMetrics.Cmdlets.Input;
using MdfMetrics.Runs;

namespace MdfMetrics.Cmdlets.Commands;

/// <summary>Stop-MdfRun: ends a run, writes it and returns its figures.</summary>
[Cmdlet(VerbsLifecycle.Stop, "MdfRun", SupportsShouldProcess = true, HelpUri = HelpPage.Address)]
[OutputType(typeof(RunMetrics))]
public sealed class StopMdfRunCommand : RecordingCommand
{
    [Parameter(Position = 0, ValueFromPipeline = true)]
    [RunOfThisProcess]
    public RunHandle? Run { get; set; }

    [Parameter]
    [ValidateSet(RunStatus.Completed, RunStatus.Failed)]
    public string? Status { get; set; }

    [Parameter]
    public string? ErrorMessage { get; set; }

    private protected override void Process() => ContinueWhenPiped(StopOne);

    private void StopOne()
    {
        string status = Status ?? (string.IsNullOrEmpty(ErrorMessage) ? RunStatus.Completed : RunStatus.Failed);
        LiveRun live = RequireRun(Run);
        MetricsRun run = live as MetricsRun ?? throw new MetricsException(
            MetricsError.RunIsJoined,
            $"The run '{live.RunId}' was started by another process, which stops it. End this worker's part with "
                + "Disconnect-MdfRun.",
            live.RunId);
        Expect(run);
        if (!run.IsDryRun && !ShouldProcess(run.StorePath, $"Stop and write the run '{run.RunId}'"))
        {
            return;
        }

        if (StopRun(run, status, ErrorMessage) is { } metrics)
        {
            WriteObject(metrics);
        }
    }
}
