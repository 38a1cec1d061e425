namespace MdfMetrics.Summaries.Tables;

/// <summary>What a row of a summary is about.</summary>
/// <param name="PeriodStart">The beginning of the period, UTC.</param>
/// <param name="Pipeline">The pipeline's name; null for runs without one.</param>
/// <param name="Stage">The stage's name; empty for runs.</param>
/// <param name="Operator">The operator's name; empty for runs and stages.</param>
internal readonly record struct SummaryKey(DateTime PeriodStart, string? Pipeline, string Stage, string Operator);
