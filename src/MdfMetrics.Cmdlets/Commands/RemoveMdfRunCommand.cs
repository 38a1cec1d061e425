using System.Management.Automation;
using MdfMetrics.Cmdlets.Abstractions;
using MdfMetrics.Cmdlets.Completion;
using MdfMetrics.Cmdlets.Filters;
using MdfMetrics.Cmdlets.Input;
using MdfMetrics.Maintenance.Removal;
using MdfMetrics.Maintenance.Retention;

namespace MdfMetrics.Cmdlets.Commands;

/// <summary>Remove-MdfRun: removes runs with all their files and journals.</summary>
[Cmdlet(
    VerbsCommon.Remove,
    "MdfRun",
    DefaultParameterSetName = RunIdSet,
    SupportsShouldProcess = true,
    ConfirmImpact = ConfirmImpact.Medium,
    HelpUri = HelpPage.Address)]
[OutputType(typeof(RunMetrics))]
public sealed class RemoveMdfRunCommand : RunChangeCommand
{
    private const string RunIdSet = "RunId";
    private const string PipelineNameSet = "PipelineName";

    private NameFilter _pipelines = null!;

    [Parameter(
        ParameterSetName = RunIdSet,
        Mandatory = true,
        Position = 0,
        ValueFromPipeline = true,
        ValueFromPipelineByPropertyName = true)]
    [Parameter(
        ParameterSetName = PipelineNameSet,
        Position = 0,
        ValueFromPipeline = true,
        ValueFromPipelineByPropertyName = true)]
    [Alias("run_id", "Id")]
    [SupportsWildcards]
    [ValidateNotNullOrEmpty]
    [NoItem]
    [ArgumentCompleter(typeof(RunIdCompleter))]
    public override string[]? RunId { get; set; }

    [Parameter(ParameterSetName = PipelineNameSet, Mandatory = true)]
    [Alias("pipeline_name")]
    [SupportsWildcards]
    [ValidateNotNullOrEmpty]
    [ArgumentCompleter(typeof(PipelineNameCompleter))]
    public string[]? PipelineName { get; set; }

    private protected override string LiveAdvice => "Wait until it is over, or stop it.";

    private protected override void Begin() => _pipelines = new NameFilter(PipelineName);

    private protected override bool IsWanted(RunMetrics run) => _pipelines.IsMatch(run.pipeline_name);

    private protected override void Change(string store, IReadOnlyList<RunCandidate> runs)
    {
        var confirmation = new Confirmation(this);
        RunCandidate[] agreed = [.. runs.Where(run => confirmation.Ask("Remove", run.Run))];
        if (agreed.Length == 0)
        {
            return;
        }

        var errors = new List<MetricsException>();
        var remover = new RunRemover(store, TimeProvider.System, errors.Add, WriteStep)
        {
            Progress = BeginProgress("Removing runs from", store),
        };
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
