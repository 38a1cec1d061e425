namespace MdfMetrics.Alerts.Conditions;

/// <summary>A statistic of the same figure in runs before.</summary>
/// <param name="statistic">median, mean, max or min.</param>
/// <param name="runs">How many completed runs it looks back over.</param>
internal sealed class Baseline(string statistic, int runs)
{
    private const int FewestValues = 3;

    /// <summary>For messages: the median of the last 10 runs.</summary>
    public string Description => $"the {statistic} of the last {runs} runs";

    /// <summary>
    /// The statistic of the values there are; NaN when there are fewer than 3, or than the 1 or 2 asked for. Each run
    /// counts once: of several workers by the statistic of theirs.
    /// </summary>
    public double Of(AlertColumn column, AlertSubject subject)
    {
        double[] values = Known(subject.History.Last(runs).Select(rows => Of(Known(rows.Select(column.Number)))));
        return values.Length < Math.Min(FewestValues, runs) ? double.NaN : Of(values);
    }

    private static double[] Known(IEnumerable<double> values) => [.. values.Where(double.IsFinite).Order()];

    private double Of(double[] sorted) => sorted.Length == 0 ? double.NaN : statistic switch
    {
        "mean" => sorted.Average(),
        "max" => sorted[^1],
        "min" => sorted[0],
        _ => Median.OfSorted(sorted),
    };
}
