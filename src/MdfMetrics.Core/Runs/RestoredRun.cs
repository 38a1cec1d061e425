namespace MdfMetrics.Runs;

/// <summary>What became of a run that was to be restored.</summary>
/// <param name="RunId">The id as it was asked for.</param>
/// <param name="Run">The run as it was written; null when there was nothing to add to what is written.</param>
/// <param name="Error">Why it was not restored.</param>
public sealed record RestoredRun(string RunId, RunMetrics? Run, MetricsException? Error);
