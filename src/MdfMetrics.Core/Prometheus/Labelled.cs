namespace MdfMetrics.Prometheus;

/// <summary>A pipeline, stage or operator that has series, and the labels that tell it from others.</summary>
/// <param name="Labels">The labels as they are written, without braces.</param>
internal readonly record struct Labelled<TRow>(string Labels, TRow Row);
