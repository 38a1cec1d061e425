using System.Management.Automation;
using MdfMetrics.Cmdlets.Abstractions;
using MdfMetrics.Cmdlets.Completion;
using MdfMetrics.Cmdlets.Filters;
using MdfMetrics.Cmdlets.Input;
using MdfMetrics.Comparison;
using MdfMetrics.PastRuns;
using MdfMetrics.Storage.Reading;

namespace MdfMetrics.Cmdlets.Commands;

/// <summary>Compare-MdfRun: what a run did better or worse than another one, or than the runs before it.</summary>
[Cmdlet(VerbsData.Compare, "MdfRun", DefaultParameterSetName = ReferenceSet, HelpUri = HelpPage.Address)]
[OutputType(typeof(RunComparison))]
public sealed class CompareMdfRunCommand : StorePathCommand
{
    private const string ReferenceSet = "Reference";
    private const string LastSet = "Last";

    private Func<JsonMap?, bool>? _tags;
    private NameFilter _pipelines = null!;

    [Parameter(ParameterSetName = ReferenceSet, Mandatory = true, Position = 0)]
    [ArgumentCompleter(typeof(RunIdCompleter))]
    public PSObject? Reference { get; set; }

    [Parameter(Position = 1, ValueFromPipeline = true)]
    [ArgumentCompleter(typeof(RunIdCompleter))]
    public PSObject? Difference { get; set; }

    [Parameter(ParameterSetName = LastSet, Mandatory = true)]
    [ValidateRange(1, int.MaxValue)]
    public int Last { get; set; }

    [Parameter(ParameterSetName = LastSet)]
    [Alias("tags")]
    [ValidateNotNullOrEmpty]
    public object? Tag { get; set; }

    [Parameter]
    [Alias("pipeline_name")]
    [SupportsWildcards]
    [ValidateNotNullOrEmpty]
    [ArgumentCompleter(typeof(PipelineNameCompleter))]
    public string[]? PipelineName { get; set; }

    private protected override void Begin()
    {
        this.RequireValue(nameof(Difference), "the newest run is compared");
        _tags = TagFilter.Create(Tag);
        _pipelines = new NameFilter(PipelineName);
    }

    private protected override void Process()
    {
        if (Difference is not null || !MyInvocation.ExpectingInput)
        {
            ContinueOnError(Compare);
        }
    }

    private void Compare()
    {
        RunMetrics? reference = Reference is null ? null : GivenRun.Find(Reference, Read);
        RunMetrics difference = Difference is null ? Newest(reference) : GivenRun.Find(Difference, Read);
        if (!_pipelines.IsMatch(difference.pipeline_name))
        {
            return;
        }

        var comparer = new RunComparer(new RunRows(ReportFile, Cancellation));
        WriteObject(
            reference is not null
                ? comparer.Compare(reference, difference)
                : comparer.CompareWithBefore(Before(difference), difference),
            enumerateCollection: true);
    }

    /// <summary>Of the pipelines that are named, else of the reference's.</summary>
    private RunMetrics Newest(RunMetrics? reference)
    {
        var query = new RunQuery
        {
            Last = 1,
            TagMatches = _tags,
            PipelineMatches = _pipelines.Test
                ?? (reference is null ? null : name => name == reference.pipeline_name),
        };
        return Read(query).LastOrDefault()
            ?? throw NotFound("There is no run to compare. Give one, or another store by -Path.", null);
    }

    private RunMetrics[] Before(RunMetrics run)
    {
        RunMetrics[] before = run.store is { } store
            ? [.. new RunHistory(store, ReportFile, Cancellation).CompletedBefore(run, _tags).Take(Last)]
            : [];
        return before.Length > 0 ? before : throw NotFound(
            $"There is no completed run before '{run.run_id}' in its store to compare it with. Name one by -Reference.",
            run.run_id);
    }

    private IEnumerable<RunMetrics> Read(RunQuery query, string? itsStore = null) =>
        Stores(itsStore).SelectMany(store => new MetricsReader(store).ReadRuns(query, ReportFile, Cancellation));

    private static MetricsException NotFound(string message, object? target) =>
        new(MetricsError.RunNotFound, message, target);
}
