using MdfMetrics.Alerts;
using MdfMetrics.Progress;
using MdfMetrics.Reports.Data;
using MdfMetrics.Reports.Facts;
using MdfMetrics.Reports.Overviews;
using MdfMetrics.Reports.Pipelines;
using MdfMetrics.Reports.Runs;
using MdfMetrics.Secrets;
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

    /// <summary>Follows the work where there are many runs.</summary>
    public WorkProgress Progress { get; init; } = WorkProgress.None;

    /// <summary>What beside the runs a report depends on, as text.</summary>
    public string Settings => string.Join('\n', (Rules ?? [])
        .Select(rule => rule.Document)
        .Prepend($"{s_writer} {Title} {Rules?.Count}"));

    /// <param name="runs">At least one, in any order.</param>
    public Report Make(IReadOnlyCollection<RunMetrics> runs) =>
        runs.Count == 1 ? OfRun(runs.Single())
        : runs.DistinctBy(run => run.pipeline_name).Count() == 1 ? OfPipeline(runs)
        : OfAll(runs);

    /// <param name="absences">The alerts about missing runs that it shows; null: those of its pipeline.</param>
    public RunReport OfRun(RunMetrics run, IEnumerable<Alert>? absences = null)
    {
        run = Shown([run])[0];
        RunMetrics? reference = Reference is null ? null : Shown([Reference])[0];
        RunEvidence evidence = new RunEvidenceReader(onError, token).Read(run, reference);
        return new RunReportBuilder(evidence, Frame(run)).Build(Alerts([run], absences));
    }

    /// <param name="runs">Of one pipeline.</param>
    /// <param name="absences">The alerts about missing runs that it shows; null: those of the pipeline.</param>
    public PipelineReport OfPipeline(IEnumerable<RunMetrics> runs, IEnumerable<Alert>? absences = null)
    {
        RunMetrics[] ordered = Shown([.. runs.Order(RunOrder.OldestFirst)]);
        return new PipelineReportBuilder(ordered, Frame(ordered[^1]), onError, Progress, token)
            .Build(Alerts([ordered[^1]], absences));
    }

    /// <param name="runs">Of any pipelines.</param>
    /// <param name="absences">The alerts about missing runs that it shows; null: those of the pipelines.</param>
    public OverviewReport OfAll(IEnumerable<RunMetrics> runs, IEnumerable<Alert>? absences = null)
    {
        RunMetrics[] ordered = Shown([.. runs.Order(RunOrder.OldestFirst)]);
        RunMetrics[] newest = [.. ordered.GroupBy(run => run.pipeline_name).Select(runs => runs.Last())];
        return new OverviewBuilder(ordered, Frame(ordered[^1]), onError, Progress, token)
            .Build(Alerts(newest, absences));
    }

    /// <summary>The alerts about missing runs of the pipelines of runs, for reports that are made together.</summary>
    public IReadOnlyList<Alert> Absences(IReadOnlyList<RunMetrics> runs) =>
        Evaluator() is { } evaluator ? [.. evaluator.JudgeAbsences(runs)] : [];

    /// <summary>The zone of the store's summaries; UTC where there is none, or none that can be known.</summary>
    public PeriodZone ZoneOf(string? store)
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

    /// <summary>
    /// Runs as a report may show them, which tells when they were. Secrets are masked once more: others wrote files too.
    /// </summary>
    private static RunMetrics[] Shown(RunMetrics[] runs) =>
        Array.Find(runs, static run => run.StartUtc is null) is not { } undated
            ? Array.ConvertAll(runs, static run => run.Redacted(SecretRedactor.Standard))
            : throw new MetricsException(
                MetricsError.InvalidMetric,
                $"The run '{undated.run_id}' has no start_time, so that no report can show it. Leave it out: "
                    + "Get-MdfRun | Where-Object start_time.",
                undated.run_id);

    private ReportFrame Frame(RunMetrics newest) =>
        new(clock.GetUtcNow().UtcDateTime, s_writer, ZoneOf(newest.store), Title, Rules?.Count);

    private Alert[] Alerts(IReadOnlyList<RunMetrics> runs, IEnumerable<Alert>? absences) =>
        Evaluator() is { } evaluator
            ? [.. absences ?? evaluator.JudgeAbsences(runs), .. evaluator.JudgeEach(runs)]
            : [];

    private AlertEvaluator? Evaluator() =>
        Rules is null ? null : new AlertEvaluator(Rules, null, clock, onError, token);
}
