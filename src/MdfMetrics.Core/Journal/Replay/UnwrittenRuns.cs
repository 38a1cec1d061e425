namespace MdfMetrics.Journal.Replay;

/// <summary>The runs of a store that only their journals tell of.</summary>
/// <param name="Live">A process is at work for them.</param>
/// <param name="Dead">None is, and they were not written.</param>
/// <param name="Unknown">Only a watch over the heartbeats of other machines would tell.</param>
public readonly record struct UnwrittenRuns(int Live, int Dead, int Unknown);
