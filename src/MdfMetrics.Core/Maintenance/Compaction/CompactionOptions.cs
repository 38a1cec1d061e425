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
}
