using MdfMetrics.Storage;
using MdfMetrics.Storage.Columns;

namespace MdfMetrics.Maintenance.Rewriting;

/// <summary>A file that has rows of some runs.</summary>
/// <param name="Dataset">The dataset.</param>
/// <param name="File">The file.</param>
/// <param name="Keys">The keys of those of the runs that it has rows of, or is named after.</param>
/// <param name="IsWhole">Whether it has rows of no other runs: it goes as a whole.</param>
internal sealed record RunFile(Dataset Dataset, DatasetFile File, IReadOnlySet<string> Keys, bool IsWhole);
