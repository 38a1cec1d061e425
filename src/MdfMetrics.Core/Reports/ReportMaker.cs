using MdfMetrics.Alerts;
using MdfMetrics.Reports.Data;
using MdfMetrics.Reports.Facts;
using MdfMetrics.Reports.Overviews;
using MdfMetrics.Reports.Pipelines;
using MdfMetrics.Reports.Runs;
using MdfMetrics.Storage.Reading;
using MdfMetrics.Summaries.Periods;
using MdfMetrics.Summaries.Tables;

namespace MdfMetrics.Reports;

/// <summary>Makes the report that runs ask for: of one run, of one pipeline, or of several.</summary>
/// <param name="clock">Tells when reports are made, and how long runs that go on have lasted.</param>
/// <param name="onError">Receives files that can't be read.</param>
internal sealed class ReportMaker(TimeProvider clock, Action<MetricsException> onError, CancellationToken token)
{
    private static readonly string s_writer =
        $"MdfMetrics {typeof(ReportMaker).Assembly.GetName().Version!.ToString(fieldCount: 3)}";

    /// <summary>The title; null: the name of what is shown.</summary>
    public string? Title { get; init; }

    /// <summary>The alert rules to judge by; null: none.</summary>
    public IReadOnlyList<AlertRule>? Rules { get; init; }

    /// <summary>The run to hold a run against; null: the completed runs of its pipeline before it.</summary>
    public RunMetrics? Reference { get; init; }

    /// <param name="runs">At least one, in any order.</param>
    public Report Make(IReadOnlyCollection<RunMetrics> runs)
    {
        RunMetrics[] ordered = [.. runs.Order(RunOrder.OldestFirst)];
        var frame = new ReportFrame(
            clock.GetUtcNow().UtcDateTime,
            s_writer,
            ZoneOf(ordered[^1].store),
            Title,
            Rules?.Count);
        RunMetrics[] newest = [.. ordered.GroupBy(run => run.pipeline_name).Select(runs => runs.Last())];
        Alert[] alerts = Rules is null ? []
            : [.. new AlertEvaluator(Rules, null, clock, onError, token).JudgeRuns(newest)];
        return ordered.Length == 1
            ? new RunReportBuilder(Evidence(ordered[0]), frame).Build(alerts)
            : newest.Length == 1
            ? new PipelineReportBuilder(ordered, frame, onError, token).Build(alerts)
            : new OverviewBuilder(ordered, frame, onError, token).Build(alerts);
    }

    private RunEvidence Evidence(RunMetrics run) => new RunEvidenceReader(onError, token).Read(run, Reference);

    /// <summary>The zone of the store's summaries; UTC where there is none, or none that can be known.</summary>
    private PeriodZone ZoneOf(string? store)
    {
        try
        {
            return store is null ? PeriodZone.Utc : SummaryZone.Read(store);
        }
        catch (MetricsException e)
        {
            onError(e);
            return PeriodZone.Utc;
        }
    }
}
