using System.Collections;
using System.Management.Automation;
using MdfMetrics.Cmdlets.Abstractions;
using MdfMetrics.Cmdlets.Errors;
using MdfMetrics.Cmdlets.Input;
using MdfMetrics.Maintenance.Retention;
using MdfMetrics.Maintenance.Tagging;
using MdfMetrics.Storage.Reading;

namespace MdfMetrics.Cmdlets.Commands;

/// <summary>Set-MdfRun: marks runs with tags after they were written.</summary>
[Cmdlet(VerbsCommon.Set, "MdfRun", SupportsShouldProcess = true, ConfirmImpact = ConfirmImpact.Medium)]
[OutputType(typeof(RunMetrics))]
public sealed class SetMdfRunCommand : RunChangeCommand
{
    [Parameter(Mandatory = true)]
    [Alias("tags")]
    [ValidateNotNullOrEmpty]
    public IDictionary Tag { get; set; } = null!;

    private protected override string LiveAdvice => "Give its tags to Start-MdfRun, or set them when it is over.";

    private protected override void Change(string store, IReadOnlyList<RunCandidate> runs)
    {
        var confirmation = new Confirmation(this);
        string action = $"Set the tags {string.Join(", ", Tag.Keys.Cast<object>())}";
        RunMetrics[] agreed =
            [.. runs.Select(run => run.Run).Where(run => IsWritten(run) && confirmation.Ask(action, run))];
        if (agreed.Length == 0)
        {
            return;
        }

        var errors = new List<MetricsException>();
        var tags = (IDictionary)CustomMetrics.Unwrap(Tag)!;
        var tagger = new RunTagger(store, TimeProvider.System, errors.Add, WriteStep);
        if (!tagger.Merge(agreed, tags, Cancellation))
        {
            WriteBusy(store);
        }
        else if (PassThru)
        {
            var query = new RunQuery { ExactIds = [.. agreed.Select(run => run.run_id)] };
            WriteObject(new MetricsReader(store).ReadRuns(query, ReportFile, Cancellation), enumerateCollection: true);
        }

        errors.ForEach(ReportFile);
    }

    private bool IsWritten(RunMetrics run)
    {
        if (run.path is null)
        {
            WriteError(ErrorRecords.Create(
                MetricsError.RunNotFound,
                $"The run '{run.run_id}' crashed and is not written yet. Restore-MdfRun writes it.",
                run.run_id));
        }

        return run.path is not null;
    }
}
