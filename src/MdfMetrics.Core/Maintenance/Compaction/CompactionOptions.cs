namespace MdfMetrics.Maintenance.Compaction;

/// <summary>What to compact.</summary>
public sealed record CompactionOptions
{
    /// <summary>Only runs that started before, UTC.</summary>
    public required DateTime BeforeUtc { get; init; }

    /// <summary>
    /// How long the runs of a file may be apart; null: a month, in folders of a day the day.
    /// </summary>
    public CompactionPeriod? Period { get; init; }

    /// <summary>
    /// The layout that all files are brought into, those of recent runs too; null: each run stays in its own.
    /// </summary>
    public PartitionBy? PartitionBy { get; init; }
}
