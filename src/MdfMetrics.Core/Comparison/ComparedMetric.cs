namespace MdfMetrics.Comparison;

/// <summary>A figure that runs are compared by.</summary>
/// <param name="Name">Its column.</param>
/// <param name="Rise">The verdict where it rises beyond noise.</param>
/// <param name="Fall">The verdict where it falls beyond noise.</param>
/// <param name="Scale">What it is judged on.</param>
/// <param name="Show">The figure that the user sees.</param>
/// <param name="Measure">The figure that is judged, on its scale, as its records leave it; null: none.</param>
internal sealed record ComparedMetric<TRow>(
    string Name,
    string Rise,
    string Fall,
    Scale Scale,
    Func<TRow, double> Show,
    Func<TRow, Estimate?> Measure)
{
    /// <summary>What the judged figure is a part of: errors are judged a record.</summary>
    public Func<TRow, double> Whole { get; init; } = _ => 1;

    /// <summary>A time or a rate of it: what several runs vary by stands in for the noise of too few records.</summary>
    public bool IsTiming { get; init; }

    /// <summary>Whether a row can have it.</summary>
    public Func<TRow, bool> IsOf { get; init; } = _ => true;

    /// <summary>What judges figures above 100 % instead; null where there are none.</summary>
    public ComparedMetric<TRow>? Above100 { get; init; }
}
