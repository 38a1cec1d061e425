using MdfMetrics.Comparison;
using MdfMetrics.Reports.Data;
using MdfMetrics.Reports.Facts;
using static MdfMetrics.Reports.Data.KnownNumber;

namespace MdfMetrics.Reports.Pipelines;

/// <summary>The operators of a pipeline as the page shows them.</summary>
/// <param name="isCompleted">Of each run.</param>
/// <param name="first">The place of the run that a step begins with; null where there is none.</param>
/// <param name="duration">Median seconds of a run.</param>
internal sealed class OperatorTrends(
    PipelineSeries series,
    IReadOnlyList<bool> isCompleted,
    int? first,
    double duration)
{
    private readonly Dictionary<string, int> _stages =
        series.Stages.Select((stage, i) => (stage.Name, i)).ToDictionary(stage => stage.Name, stage => stage.i);

    public IReadOnlyList<OperatorTrend> Make() =>
        [.. series.Operators.Where(step => _stages.ContainsKey(step.Stage)).Select(Line)];

    private OperatorTrend Line(OperatorSeries step)
    {
        double now = Culprit.MedianOf(step.Time, isCompleted, first ?? 0, isCompleted.Count);
        double usual = first is { } at ? Culprit.MedianOf(step.Time, isCompleted, 0, at) : double.NaN;
        double[] logs = [.. Enumerable.Range(first ?? 0, isCompleted.Count - (first ?? 0))
            .Where(i => isCompleted[i] && step.Time[i] > 0)
            .Select(i => Math.Log(step.Time[i]))];
        double[] rates = [.. step.PassRate.Where(double.IsFinite)];
        return new OperatorTrend
        {
            Stage = _stages[step.Stage],
            Name = step.Name,
            Runs = step.Time.Count(double.IsFinite),
            Share = Finite(100 * now / duration),
            Time = now,
            Usual = Finite(usual),
            Ratio = Finite(now / usual),
            Spread = logs.Length > 1 ? 100 * RobustSpread.Of(logs) : null,
            P95 = step.P95,
            PassRate = Finite(RunFacts.MedianOf(rates)),
            PassLow = rates.Length > 0 ? rates.Min() : null,
            Errors = SaturatingMath.Sum(step.Errors),
            ErrorRuns = step.Errors.Count(errors => errors > 0),
        };
    }
}
