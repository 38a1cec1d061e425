using System.Management.Automation;
using MdfMetrics.Cmdlets.Abstractions;
using MdfMetrics.Maintenance.Removal;
using MdfMetrics.Maintenance.Retention;

namespace MdfMetrics.Cmdlets.Commands;

/// <summary>Remove-MdfRun: removes runs with all their files and journals.</summary>
[Cmdlet(VerbsCommon.Remove, "MdfRun", SupportsShouldProcess = true, ConfirmImpact = ConfirmImpact.Medium)]
[OutputType(typeof(RunMetrics))]
public sealed class RemoveMdfRunCommand : RunChangeCommand
{
    private protected override string LiveAdvice => "Wait until it is over, or stop it.";

    private protected override void Change(string store, IReadOnlyList<RunCandidate> runs)
    {
        var confirmation = new Confirmation(this);
        RunCandidate[] agreed = [.. runs.Where(run => confirmation.Ask("Remove", run.Run))];
        if (agreed.Length == 0)
        {
            return;
        }

        var errors = new List<MetricsException>();
        var remover = new RunRemover(store, TimeProvider.System, errors.Add, WriteStep);
        RunRemoval? removal = remover.Remove(agreed, Cancellation);
        if (removal is null)
        {
            WriteBusy(store);
        }
        else if (PassThru)
        {
            WriteObject(agreed.Where(removal.Has).Select(run => run.Run), enumerateCollection: true);
        }

        errors.ForEach(ReportFile);
    }
}
