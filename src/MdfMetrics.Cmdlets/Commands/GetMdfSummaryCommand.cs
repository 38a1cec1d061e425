using System.Management.Automation;
using MdfMetrics.Cmdlets.Abstractions;
using MdfMetrics.Cmdlets.Completion;
using MdfMetrics.Cmdlets.Filters;
using MdfMetrics.Cmdlets.Input;
using MdfMetrics.Summaries;
using MdfMetrics.Summaries.Periods;

namespace MdfMetrics.Cmdlets.Commands;

/// <summary>Get-MdfSummary: the rows of a summary, oldest first.</summary>
[Cmdlet(VerbsCommon.Get, "MdfSummary", HelpUri = HelpPage.Address)]
[OutputType(typeof(RunSummary), typeof(StageSummary), typeof(OperatorSummary))]
public sealed class GetMdfSummaryCommand : StorePathCommand
{
    [Parameter(Position = 0)]
    public SummaryLevel Level { get; set; } = SummaryLevel.Run;

    [Parameter(Position = 1)]
    public SummaryPeriod Period { get; set; } = SummaryPeriod.Day;

    [Parameter]
    [ValidateNotNull]
    public object? Since { get; set; }

    [Parameter]
    [ValidateNotNull]
    public object? Until { get; set; }

    [Parameter]
    [ValidateRange(1, int.MaxValue)]
    public int? Last { get; set; }

    [Parameter]
    [Alias("pipeline_name")]
    [SupportsWildcards]
    [ValidateNotNullOrEmpty]
    [ArgumentCompleter(typeof(SummaryPipelineCompleter))]
    public string[]? PipelineName { get; set; }

    [Parameter]
    [Alias("stage_name")]
    [SupportsWildcards]
    [ArgumentCompleter(typeof(SummaryStageCompleter))]
    public string[]? StageName { get; set; }

    [Parameter]
    [Alias("operator_name")]
    [SupportsWildcards]
    [ArgumentCompleter(typeof(SummaryOperatorCompleter))]
    public string[]? OperatorName { get; set; }

    private protected override void Process()
    {
        SummaryLevel level = LevelAskedFor();
        RefuseNames(level);
        var query = new SummaryQuery
        {
            Period = Period,
            SinceUtc = UserTime.Utc(Since),
            UntilUtc = UserTime.Utc(Until),
            Last = Last,
            PipelineMatches = new NameFilter(PipelineName).Test,
            StageMatches = new NameFilter(StageName).Test,
            OperatorMatches = new NameFilter(OperatorName).Test,
        };
        ForEachStore(store => Write(store, level, query));
    }

    private void Write(string store, SummaryLevel level, SummaryQuery query)
    {
        var reader = new SummaryReader(store);
        try
        {
            WriteEach(Read(reader, level, query));
            if (!reader.Has(Period))
            {
                WriteWarning($"The store '{store}' has no summary by {Period.ToString().ToLowerInvariant()} yet: "
                    + $"Update-MdfSummary {Period} makes it of the runs, and keeps it up to date.");
            }
        }
        catch (MetricsException e) when (e.Error == MetricsError.StoreNotFound)
        {
            ReportMissing(e);
        }
    }

    private IEnumerable<object> Read(SummaryReader reader, SummaryLevel level, SummaryQuery query) => level switch
    {
        SummaryLevel.Run => reader.ReadRuns(query, ReportFile, Cancellation),
        SummaryLevel.Stage => reader.ReadStages(query, ReportFile, Cancellation),
        _ => reader.ReadOperators(query, ReportFile, Cancellation),
    };

    /// <summary>A name that a level does not have would find nothing, and say nothing.</summary>
    private void RefuseNames(SummaryLevel level)
    {
        string[]? names = level switch
        {
            SummaryLevel.Run => StageName ?? OperatorName,
            SummaryLevel.Stage => OperatorName,
            _ => null,
        };
        if (names is not null)
        {
            throw new MetricsException(
                MetricsError.InvalidName,
                $"Rows of the level {level} have no name '{string.Join("', '", names)}': leave -Level out, and the "
                    + "names decide it.",
                names);
        }
    }

    /// <summary>Whoever names an operator or a stage, and no level, means that level.</summary>
    private SummaryLevel LevelAskedFor() =>
        MyInvocation.BoundParameters.ContainsKey(nameof(Level)) ? Level
        : OperatorName is not null ? SummaryLevel.Operator
        : StageName is not null ? SummaryLevel.Stage
        : SummaryLevel.Run;
}
