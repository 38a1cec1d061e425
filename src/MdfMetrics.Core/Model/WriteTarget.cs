namespace MdfMetrics;

/// <summary>Where a run is meant to be written, and how.</summary>
/// <param name="Store">The store's full path.</param>
/// <param name="Options">How.</param>
internal sealed record WriteTarget(string Store, WriterOptions Options);
