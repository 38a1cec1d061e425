using System.Collections;
using System.Management.Automation;
using MdfMetrics.Cmdlets.Abstractions;
using MdfMetrics.Cmdlets.Completion;
using MdfMetrics.Cmdlets.Errors;
using MdfMetrics.Cmdlets.Input;
using MdfMetrics.Maintenance.Retention;
using MdfMetrics.Maintenance.Tagging;
using MdfMetrics.Storage.Reading;

namespace MdfMetrics.Cmdlets.Commands;

/// <summary>Set-MdfRun: marks runs with tags after they were written, and corrects their pipeline's name.</summary>
[Cmdlet(
    VerbsCommon.Set,
    "MdfRun",
    DefaultParameterSetName = TagSet,
    SupportsShouldProcess = true,
    ConfirmImpact = ConfirmImpact.Medium,
    HelpUri = HelpPage.Address)]
[OutputType(typeof(RunMetrics))]
public sealed class SetMdfRunCommand : RunChangeCommand
{
    private const string TagSet = "Tag";
    private const string PipelineNameSet = "PipelineName";

    private LabelChange _labels = null!;

    [Parameter(ParameterSetName = TagSet, Mandatory = true)]
    [Parameter(ParameterSetName = PipelineNameSet)]
    [Alias("tags")]
    [ValidateNotNullOrEmpty]
    public IDictionary? Tag { get; set; }

    [Parameter(ParameterSetName = PipelineNameSet, Mandatory = true)]
    [Alias("pipeline_name")]
    [AllowEmptyString]
    [ArgumentCompleter(typeof(PipelineNameCompleter))]
    public string? PipelineName { get; set; }

    private protected override string LiveAdvice =>
        "Give its tags and its pipeline's name to Start-MdfRun, or set them when it is over.";

    private protected override void Begin() =>
        _labels = new LabelChange((IDictionary?)CustomMetrics.Unwrap(Tag), PipelineName);

    private protected override void Change(string store, IReadOnlyList<RunCandidate> runs)
    {
        var confirmation = new Confirmation(this);
        string action = "Set " + string.Join(" and ", Labels());
        RunMetrics[] agreed =
            [.. runs.Select(run => run.Run).Where(run => IsWritten(run) && confirmation.Ask(action, run))];
        if (agreed.Length == 0)
        {
            return;
        }

        var errors = new List<MetricsException>();
        var tagger = new RunTagger(store, TimeProvider.System, errors.Add, WriteStep);
        if (!tagger.Change(agreed, _labels, Cancellation))
        {
            WriteBusy(store);
        }
        else if (PassThru)
        {
            var query = new RunQuery { ExactIds = [.. agreed.Select(run => run.run_id)] };
            WriteEach(new MetricsReader(store).ReadRuns(query, ReportFile, Cancellation));
        }

        errors.ForEach(ReportFile);
    }

    private IEnumerable<string> Labels()
    {
        if (PipelineName is not null)
        {
            yield return $"the pipeline {PipelineName}";
        }

        if (Tag is not null)
        {
            yield return $"the tags {string.Join(", ", Tag.Keys.Cast<object>())}";
        }
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
