using MdfMetrics.Reports.Facts;

namespace MdfMetrics.Reports.Pipelines;

/// <summary>The operator that a step of the duration is due to.</summary>
/// <param name="Before">Its median seconds before the step.</param>
/// <param name="Since">Its median seconds since.</param>
/// <param name="Others">The other operators that changed by more than a tenth.</param>
internal sealed record Culprit(
    OperatorSeries Operator,
    double Before,
    double Since,
    IReadOnlyList<OperatorSeries> Others)
{
    private const double Notable = 0.1;

    // What takes less of the run than this changes nothing.
    private const double LeastShare = 0.01;

    /// <param name="series">Operators in runs.</param>
    /// <param name="first">The place of the run that the step begins with.</param>
    /// <param name="isWorse">Whether runs became slower.</param>
    public static Culprit? Find(PipelineSeries series, IReadOnlyList<bool> isCompleted, int first, bool isWorse)
    {
        (OperatorSeries Step, double Before, double Since)[] all = [.. series.Operators.Select(step => (
            step,
            MedianOf(step.Time, isCompleted, 0, first),
            MedianOf(step.Time, isCompleted, first, isCompleted.Count)))
            .Where(step => double.IsFinite(step.Item2) && double.IsFinite(step.Item3))];
        double least = LeastShare * all.Select(step => step.Since).DefaultIfEmpty().Max();
        (OperatorSeries Step, double Before, double Since)[] changed = [.. all
            .Where(step => Math.Max(step.Since, step.Before) > least
                && Math.Abs((step.Since / step.Before) - 1) > Notable)
            .OrderByDescending(step => isWorse ? step.Since - step.Before : step.Before - step.Since)];
        return changed is [var most, .. var others] && most.Since > most.Before == isWorse
            ? new Culprit(most.Step, most.Before, most.Since, [.. others.Select(other => other.Step)])
            : null;
    }

    /// <summary>The median over the completed runs of some places; NaN where none has it.</summary>
    public static double MedianOf(IReadOnlyList<double> values, IReadOnlyList<bool> isCompleted, int from, int to) =>
        RunFacts.MedianOf(Enumerable.Range(from, to - from).Where(i => isCompleted[i]).Select(i => values[i]));
}
