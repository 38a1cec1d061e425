namespace MdfMetrics;

/// <summary>How a store's files are laid out in folders.</summary>
public enum PartitionBy
{
    /// <summary><c>runs/run_….parquet</c></summary>
    None,

    /// <summary><c>2026-01-24/runs/run_….parquet</c>, by the UTC date of the run's start.</summary>
    Date,

    /// <summary><c>runs/date=2026-01-24/run_….parquet</c></summary>
    Hive,
}
