namespace MdfMetrics.Maintenance.Compaction;

/// <summary>How long the runs of one file may be apart.</summary>
public enum CompactionPeriod
{
    /// <summary>A file for the runs that start in a month, UTC.</summary>
    Month,

    /// <summary>A file for the runs that start on a day, UTC.</summary>
    Day,
}
