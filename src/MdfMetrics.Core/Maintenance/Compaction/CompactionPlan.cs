using MdfMetrics.ParquetFiles.Columns;

namespace MdfMetrics.Maintenance.Compaction;

/// <summary>What is to be compacted.</summary>
/// <param name="Targets">The runs of each new file, by start and then by id.</param>
/// <param name="Files">The files of each dataset that are replaced.</param>
/// <param name="Skipped">How many runs stay as they are though they are in no file of their period.</param>
internal sealed record CompactionPlan(
    IReadOnlyList<(CompactionTarget Target, IReadOnlyList<RunEntry> Runs)> Targets,
    IReadOnlyDictionary<Dataset, IReadOnlyList<CompactionSource>> Files,
    int Skipped)
{
    /// <summary>How many runs are compacted.</summary>
    public int Runs => Targets.Sum(target => target.Runs.Count);
}
