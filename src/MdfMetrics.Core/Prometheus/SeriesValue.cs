namespace MdfMetrics.Prometheus;

/// <summary>The value of one series of a metric.</summary>
/// <param name="Value">A finite number.</param>
/// <param name="Suffix">What comes after the metric's name: _sum, _count, _bucket or nothing.</param>
/// <param name="Label">The label that it has besides those of its row, as it is written; null: none.</param>
internal readonly record struct SeriesValue(double Value, string Suffix = "", string? Label = null);
