namespace MdfMetrics.Comparison;

/// <summary>A figure that runs are compared by.</summary>
/// <param name="Name">Its column.</param>
/// <param name="IsHigherBetter">Which way is the better one.</param>
/// <param name="SmallestChange">The relative change below which figures are the same, whatever the records say.</param>
/// <param name="Show">The figure that the user sees.</param>
/// <param name="Measure">The figure that is judged, with its interval of z standard errors; null: none.</param>
internal sealed record ComparedMetric<TRow>(
    string Name,
    bool IsHigherBetter,
    double SmallestChange,
    Func<TRow, double> Show,
    Func<TRow, double, Estimate?> Measure);
