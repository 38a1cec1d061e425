using System.Management.Automation;
using MdfMetrics.Cmdlets.Abstractions;
using MdfMetrics.Cmdlets.Completion;
using MdfMetrics.Cmdlets.Filters;
using MdfMetrics.Cmdlets.Input;
using MdfMetrics.Cmdlets.Views;
using MdfMetrics.Maintenance.Removal;
using MdfMetrics.Maintenance.Retention;
using MdfMetrics.Progress;
using MdfMetrics.Storage.Layout;

namespace MdfMetrics.Cmdlets.Commands;

/// <summary>Clear-MdfMetrics: removes old runs from stores, and says in one object for each what was done.</summary>
[Cmdlet(
    VerbsCommon.Clear,
    "MdfMetrics",
    SupportsShouldProcess = true,
    ConfirmImpact = ConfirmImpact.Medium,
    HelpUri = HelpPage.Address)]
[OutputType(typeof(RetentionSummary))]
public sealed class ClearMdfMetricsCommand : StorePathCommand
{
    private RetentionPolicy _policy = null!;

    [Parameter(Position = 0)]
    [ValidateNotNull]
    public object? OlderThan { get; set; }

    [Parameter]
    [Alias("pipeline_name")]
    [SupportsWildcards]
    [ValidateNotNullOrEmpty]
    [ArgumentCompleter(typeof(PipelineNameCompleter))]
    public string[]? PipelineName { get; set; }

    [Parameter]
    [ValidateRange(1, long.MaxValue)]
    public long? MaxSize { get; set; }

    [Parameter]
    [ValidateRange(1, int.MaxValue)]
    public int? KeepLast { get; set; }

    [Parameter]
    [ValidateSet(RunStatus.Completed, RunStatus.Failed, RunStatus.Abandoned)]
    [ValidateNotNullOrEmpty]
    public string[]? KeepStatus { get; set; }

    [Parameter]
    [ValidateNotNullOrEmpty]
    public object[]? KeepTag { get; set; }

    private protected override void Begin()
    {
        _policy = new RetentionPolicy
        {
            Pipelines = new NameFilter(PipelineName).Test,
            BeforeUtc = OlderThan is null ? null : UserTime.UtcBack(OlderThan),
            MaxBytes = MaxSize,
            KeepLast = KeepLast ?? 0,
            KeepStatuses = KeepStatus?.ToHashSet(StringComparer.OrdinalIgnoreCase),
            KeepTags = AnyOf([.. (KeepTag ?? []).Select(TagFilter.Create).OfType<Func<JsonMap?, bool>>()]),
        };
        _policy.Require();
    }

    private protected override void Process() => ForEachStore(store => Clear(StoreLayout.FullPath(store)));

    private static Func<JsonMap?, bool> AnyOf(Func<JsonMap?, bool>[] filters) =>
        tags => Array.Exists(filters, filter => filter(tags));

    /// <summary>Errors come after the summary, so that -ErrorAction Stop stops nothing half-way.</summary>
    private void Clear(string store)
    {
        var errors = new List<MetricsException>();
        WorkProgress progress = BeginProgress("Clearing", store);
        RetentionChoice choice =
            RetentionChoice.Make(store, _policy, TimeProvider.System, errors.Add, Cancellation, progress);
        var confirmation = new Confirmation(this);
        RunCandidate[] agreed = [.. choice.Runs.Where(run => confirmation.Ask("Remove", run.Run))];
        var remover = new RunRemover(store, TimeProvider.System, errors.Add, WriteStep) { Progress = progress };
        RunRemoval? removal = confirmation.IsWhatIf
            ? remover.Measure(choice.Runs, Cancellation)
            : remover.Remove(agreed, Cancellation);
        WriteObject(new RetentionSummary
        {
            status = removal is null ? RetentionStatus.Busy
                : confirmation.IsWhatIf ? RetentionStatus.Planned
                : RetentionStatus.Cleared,
            runs = removal?.Runs ?? 0,
            files = removal?.Files ?? 0,
            bytes = removal?.Bytes ?? 0,
            kept = choice.Kept,
            skipped = choice.Live + choice.Runs.Count - (removal?.Runs ?? 0),
            errors = errors.Count,
            store = store,
        });
        if (removal is not null && choice.BytesOver > 0)
        {
            WriteWarning(
                $"What stays in '{store}' takes {Readable.Bytes(choice.BytesOver)} more than -MaxSize allows.");
        }

        errors.ForEach(ReportFile);
    }
}
