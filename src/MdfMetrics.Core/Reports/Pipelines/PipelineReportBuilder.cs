using MdfMetrics.Progress;
using MdfMetrics.Reports.Changes;
using MdfMetrics.Reports.Data;
using MdfMetrics.Reports.Facts;
using MdfMetrics.Reports.Runs;
using MdfMetrics.Reports.Words;

namespace MdfMetrics.Reports.Pipelines;

/// <summary>Makes the report of several runs of one pipeline.</summary>
internal sealed class PipelineReportBuilder
{
    private const int MostReferences = 10;
    private const int MostSpread = 2;

    private static readonly (string Metric, string Name)[] s_trends =
        [("total_input_records", "volume"), ("overall_pass_rate", "pass rate"), ("total_errors", "errors")];

    private readonly ReportFrame _frame;
    private readonly PipelineHistory _history;
    private readonly PipelineState _state;
    private readonly PipelineSeries _series;
    private readonly DateWords _dates;
    private readonly bool[] _isCompleted;
    private readonly int? _first;
    private readonly Culprit? _culprit;

    /// <param name="runs">The oldest first.</param>
    /// <param name="progress">Follows the reading of rows.</param>
    public PipelineReportBuilder(
        IReadOnlyList<RunMetrics> runs,
        ReportFrame frame,
        Action<MetricsException> onError,
        WorkProgress progress,
        CancellationToken token)
    {
        _frame = frame;
        _history = new PipelineHistory(runs);
        _state = new PipelineState(_history);
        _series = new PipelineSeries(runs, onError, progress, token);
        _dates = new DateWords(frame.Zone, runs);
        _isCompleted = [.. runs.Select(run => run.status == RunStatus.Completed)];
        _first = _state.Step is { } step ? runs.ToList().IndexOf(step.First) : null;
        _culprit = _first is { } at ? Culprit.Find(_series, _isCompleted, at, _state.Step!.IsWorse) : null;
    }

    private PipelineWords Words => new(_state, _culprit, _dates);

    /// <param name="alerts">The alerts of the newest run.</param>
    public PipelineReport Build(IEnumerable<Alert> alerts)
    {
        IReadOnlyList<ChangeLine> changes = Changes();
        double duration = RunFacts.MedianOf(_state.Current.Select(run => run.duration));
        IReadOnlyList<OperatorTrend> operators = new OperatorTrends(_series, _isCompleted, _first, duration).Make();
        return new PipelineReport
        {
            Kind = ReportKind.Pipeline,
            Generated = _frame.Generated,
            Writer = _frame.Writer,
            Zone = _frame.Zone.Id,
            Title = _frame.Title,
            Pipeline = new PipelineLabel
            {
                Name = _history.Name,
                Tags = TagTexts.Of(_history.Newest.tags),
                Cadence = _dates.Cadence,
            },
            Verdict = Words.Verdict(),
            Figures = PipelineFigures.Of(_state, _dates),
            Reference = Reference(),
            Change = _state.Step is not { } step ? null : new ChangePoint
            {
                At = _first!.Value,
                Start = step.First.StartUtc!.Value,
                Ratio = step.Ratio,
                Note = changes is [var change, ..]
                    ? $"{change.What} {change.Was ?? "none"} → {change.Now ?? "none"}"
                    : null,
            },
            Alerts = [.. alerts.Select(AlertLines.Of)],
            Rules = _frame.Rules,
            Changes = changes,
            Stages = [.. _series.Stages.Select(stage => new StageTrend { Name = stage.Name, Wall = stage.Walls })],
            History = RunHistoryColumns.Of(_history.Runs) with { Error = [.. _history.Runs.Select(run => run.error)] },
            Operators = operators,
            Failures = [.. Words.Errors().Select(group => new FailureGroup
            {
                Error = group.Error,
                Runs = [.. group.Runs.Select(run => new FailedRun
                {
                    RunId = run.run_id,
                    Start = run.StartUtc!.Value,
                    Status = run.status,
                    After = run.duration,
                })],
            })],
            Findings = Findings(operators),
        };
    }

    private ReferenceRuns? Reference() => _state.Step is not { } step ? null : new ReferenceRuns
    {
        Count = step.Before.Count,
        Label = $"median of the {step.Before.Count} completed runs before {_dates.Of(step.First)}",
        Short = "before",
        First = step.Before[0].StartUtc,
        Before = true,
    };

    private IReadOnlyList<ChangeLine> Changes() => _state.Step is not { } step ? [] : ChangeFinder.Find(
        step.First,
        [.. step.Before.Reverse().Take(MostReferences)],
        step.IsWorse ? "first slow run" : "first fast run");

    private Dictionary<string, string> Findings(IReadOnlyList<OperatorTrend> operators) => new()
    {
        [FindingName.Duration] = Duration(),
        [FindingName.Trends] = Trends(),
        [FindingName.Calendar] = Words.Calendar(),
        [FindingName.Operators] = Operators(operators),
        [FindingName.Failures] = _history.NotCompleted.Count == 0 ? "Every run completed."
            : $"{Spoken.Count(_history.NotCompleted.Count, "run")} did not complete, {
                Spoken.Count(Words.Errors().Count, "kind")} of error.",
    };

    private string Duration()
    {
        if (_state.Step is not { } step)
        {
            double median = RunFacts.MedianOf(_history.Completed.Select(run => run.duration));
            return $"Median {Spoken.Duration(median)}; no step.";
        }

        string stage = _culprit is null ? string.Empty : $" The step is in stage {_culprit.Operator.Stage}.";
        return $"Median {Spoken.Duration(step.Compared.reference)} before {_dates.Of(step.First)}, {
            Spoken.Duration(RunFacts.MedianOf(step.Since.Select(run => run.duration)))} since.{stage}";
    }

    private string Trends()
    {
        (string Name, Step? Step)[] steps = [.. s_trends.Select(trend =>
            (trend.Name, StepFinder.Find(_history.Completed, trend.Metric)))];
        string[] moved = [.. steps
            .Where(trend => trend.Step is not null)
            .Select(trend => $"{trend.Name} since {_dates.Of(trend.Step!.First)}")];
        string[] still = [.. steps.Where(trend => trend.Step is null).Select(trend => trend.Name)];
        string steady = still.Length == 0 ? string.Empty
            : $"{Spoken.Capital(Spoken.List(still))} {
                (still is ["volume"] or ["pass rate"] ? "shows" : "show")} no step.";
        return moved.Length == 0 ? steady : $"Moved: {Spoken.List(moved)}. {steady}".TrimEnd();
    }

    private string Operators(IReadOnlyList<OperatorTrend> operators)
    {
        string[] wide = [.. operators
            .OrderByDescending(step => step.Spread ?? 0)
            .Take(MostSpread)
            .Select(step => $"{_series.Stages[step.Stage].Name} / {step.Name}")];
        return _culprit is not null
            ? _culprit.Others.Count == 0 ? $"Only {_culprit.Operator.FullName} changed."
                : $"{_culprit.Operator.FullName} changed the most; {
                    Spoken.List([.. _culprit.Others.Select(other => other.FullName)])} changed, too."
            : wide.Length > 0 ? $"No operator's time moved with a step; {Spoken.List(wide)} scatter the most."
            : "The runs have no operators.";
    }
}
