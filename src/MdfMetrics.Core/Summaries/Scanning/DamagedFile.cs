namespace MdfMetrics.Summaries.Scanning;

/// <summary>A file, by its number among those read, that can't be read, and why.</summary>
internal readonly record struct DamagedFile(int File, MetricsException Error);
