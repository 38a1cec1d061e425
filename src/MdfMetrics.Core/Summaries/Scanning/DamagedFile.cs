using MdfMetrics.Storage.Layout;

namespace MdfMetrics.Summaries.Scanning;

/// <summary>A file that can't be read, and why.</summary>
internal readonly record struct DamagedFile(DatasetFile File, MetricsException Error);
