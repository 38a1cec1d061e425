using MdfMetrics.Progress;
using MdfMetrics.Reports.Data;
using MdfMetrics.Reports.Facts;
using MdfMetrics.Reports.Pipelines;
using MdfMetrics.Reports.Words;

namespace MdfMetrics.Reports.Overviews;

/// <summary>Makes the report of several pipelines.</summary>
internal sealed class OverviewBuilder
{
    private const string Unnamed = "without a name";
    private const int MostSaid = 3;
    private const int MostFailures = 50;

    private readonly ReportFrame _frame;
    private readonly IReadOnlyList<RunMetrics> _runs;
    private readonly PipelineSummary[] _pipelines;
    private readonly DateWords _dates;

    /// <param name="runs">The oldest first.</param>
    /// <param name="progress">Follows the work.</param>
    public OverviewBuilder(
        IReadOnlyList<RunMetrics> runs,
        ReportFrame frame,
        Action<MetricsException> onError,
        WorkProgress progress,
        CancellationToken token)
    {
        (_runs, _frame) = (runs, frame);
        _dates = new DateWords(frame.Zone, []);
        IGrouping<string?, RunMetrics>[] pipelines = [.. runs.GroupBy(run => run.pipeline_name)];
        progress.Begin("Comparing", "pipelines", pipelines.Length, left: 2);
        _pipelines = [.. progress.Follow(pipelines)
            .Select(group => new PipelineSummary([.. group], frame.Zone, onError, token))
            .OrderBy(pipeline => VerdictLevel.Rank(pipeline.State.Level))
            .ThenByDescending(pipeline => pipeline.State.History.NotCompleted.Count)
            .ThenBy(pipeline => pipeline.State.History.Name, StringComparer.Ordinal)];
    }

    private IEnumerable<PipelineSummary> Needy =>
        _pipelines.Where(pipeline => VerdictLevel.Rank(pipeline.State.Level) < VerdictLevel.Rank(VerdictLevel.Same));

    private double CompletedShare =>
        100.0 * _runs.Count(run => run.status == RunStatus.Completed) / _runs.Count;

    /// <param name="alerts">The alerts of the newest run of each pipeline.</param>
    public OverviewReport Build(IEnumerable<Alert> alerts)
    {
        IReadOnlyList<Lane> lanes = Lanes.Of(_pipelines);
        RunMetrics[] failed = [.. _runs.Where(run => run.status is RunStatus.Failed or RunStatus.Abandoned).Reverse()];
        return new OverviewReport
        {
            Kind = ReportKind.Overview,
            Generated = _frame.Generated,
            Writer = _frame.Writer,
            Zone = _frame.Zone.Id,
            Title = _frame.Title,
            Store = new StoreName { Name = StoreNames() },
            Verdict = Verdict(),
            Figures = Figures(failed.Length),
            Alerts = [.. alerts.Select(alert => AlertLines.Of(alert) with { Text = alert.message })],
            Rules = _frame.Rules,
            Pipelines = [.. _pipelines.Select(pipeline => pipeline.Line())],
            Lanes = lanes,
            Failures = [.. failed.Take(MostFailures).Select(run => new FailureLine
            {
                Pipeline = run.pipeline_name,
                RunId = run.run_id,
                Start = run.StartUtc!.Value,
                Status = run.status,
                After = run.duration,
                Error = run.error,
            })],
            Findings = new Dictionary<string, string>
            {
                [FindingName.Pipelines] = "Sorted by need: what failed or changed comes first.",
                [FindingName.Lanes] = Lanes.Finding(lanes),
                [FindingName.Failures] = failed.Length == 0 ? "Every run completed."
                    : $"{failed.Length} of {_runs.Count} runs did not complete.",
            },
        };
    }

    private string StoreNames() => Spoken.List([.. _runs
        .Select(run => Path.GetFileName(run.store) is { Length: > 0 } name ? name : "memory")
        .Distinct()]);

    private Verdict Verdict()
    {
        PipelineSummary[] needy = [.. Needy];
        string level = needy.Length > 0 ? needy[0].State.Level : VerdictLevel.Same;
        string all = _pipelines.Length == 2 ? "both pipelines" : $"all {_pipelines.Length} pipelines";
        int failed = _pipelines.Count(pipeline => pipeline.State.Level == VerdictLevel.Failed);
        return new Verdict
        {
            Level = level,
            Headline = needy.Length == 0
                ? Sentence.Of($"{TextPart.Strong(Spoken.Capital(all))} run as usual.")
                : needy.Length == _pipelines.Length
                ? Sentence.Of($"{TextPart.Hot($"{Spoken.Capital(all)} need a look")}.")
                : Sentence.Of($"{TextPart.Hot($"{needy.Length} of {_pipelines.Length} pipelines {
                    (needy.Length == 1 ? "needs" : "need")} a look")}."),
            Leads = [.. needy.Take(MostSaid).Select(pipeline => Sentence.Of(
                $"{TextPart.Strong(pipeline.State.History.Name ?? Unnamed)}: {pipeline.Words.Short()}"))],
            Notes = [failed == 0
                ? Sentence.Of($"The newest run of each completed.")
                : Sentence.Of($"The newest run of {Spoken.Count(failed, "pipeline")} did not complete.")],
        };
    }

    private Figure[] Figures(int failed) =>
    [
        One("pipelines", "Pipelines", "", _pipelines.Length, $"in {StoreNames()}"),
        One("runs", "Runs", "", _runs.Count, PipelineFigures.Span(_runs, _dates)),
        One("status", "Completed", "%", CompletedShare, failed == 0 ? "all that ended" : $"{failed} did not") with
        {
            Verdict = failed > 0 ? FigureVerdict.Worse : FigureVerdict.None,
        },
        One("records", "Records in", "records", _runs.Sum(run => (double)run.total_input_records), "all runs"),
        One("time", "Time spent", "s", _runs.Select(run => run.duration).Where(double.IsFinite).Sum(), "all runs"),
        One("errors", "Errors", "", _runs.Sum(run => (double)run.total_errors), "all runs"),
    ];

    private static Figure One(string key, string label, string unit, double value, string words) => new()
    {
        Key = key,
        Label = label,
        Unit = unit,
        Value = value,
        Verdict = FigureVerdict.None,
        Words = words,
    };
}
