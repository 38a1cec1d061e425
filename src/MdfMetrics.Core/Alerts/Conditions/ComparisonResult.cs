namespace MdfMetrics.Alerts.Conditions;

/// <summary>A comparison that was made.</summary>
/// <param name="Value">Its value: a double or text; NaN or null where it is missing.</param>
/// <param name="Threshold">What it was compared with; NaN where a baseline has too few runs.</param>
/// <param name="Baseline">What the threshold was worked out from; null for a fixed one.</param>
internal sealed record ComparisonResult(AlertColumn Column, object? Value, object Threshold, string? Baseline);
