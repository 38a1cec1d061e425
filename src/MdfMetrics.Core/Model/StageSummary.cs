namespace MdfMetrics;

/// <summary>
/// One stage over the runs of one period: a property for each column of the summary, with the column's name. What is
/// undefined is NaN (NULL in files).
/// </summary>
public sealed record StageSummary
{
    private readonly UtcTime _periodStart;
    private readonly DateTime? _localStart;

    /// <summary>hour, day, week (from Monday, as ISO weeks) or month.</summary>
    public required string period { get; init; }

    /// <summary>When the period begins, in the local time of this machine.</summary>
    public required DateTime period_start
    {
        get => _periodStart.Local;
        init => _periodStart = UtcTime.From(value);
    }

    /// <summary>The stage's name.</summary>
    public required string stage_name { get; init; }

    /// <summary>How many runs have the stage.</summary>
    public long run_count { get; init; }

    /// <summary>How many of them completed.</summary>
    public long completed_count { get; init; }

    /// <summary>How many of them failed.</summary>
    public long failed_count { get; init; }

    /// <summary>How many of them were abandoned.</summary>
    public long abandoned_count { get; init; }

    /// <summary>Records that entered the stage.</summary>
    public long input_records { get; init; }

    /// <summary>Records that left the stage.</summary>
    public long output_records { get; init; }

    /// <summary>100 · output / input of all runs together; NaN when nothing came in.</summary>
    public double pass_rate { get; init; } = double.NaN;

    /// <summary>Seconds of the slowest operator row of each run, added up.</summary>
    public double total_time { get; init; }

    /// <summary>Seconds the stage was open, added up; a row without a wall_time counts with its total_time.</summary>
    public double wall_time { get; init; }

    /// <summary>Input records a second of <see cref="wall_time"/>; 0 when that is 0.</summary>
    public double throughput { get; init; }

    /// <summary>Errors of the stage.</summary>
    public long error_count { get; init; }

    /// <summary>Shortest wall_time, in seconds.</summary>
    public double min_wall_time { get; init; } = double.NaN;

    /// <summary>Longest wall_time, in seconds.</summary>
    public double max_wall_time { get; init; } = double.NaN;

    /// <summary>Median of wall_time over the runs, nearest rank, within 1.1 %.</summary>
    public double p50_wall_time { get; init; } = double.NaN;

    /// <summary>95th percentile of wall_time over the runs.</summary>
    public double p95_wall_time { get; init; } = double.NaN;

    /// <summary>99th percentile of wall_time over the runs.</summary>
    public double p99_wall_time { get; init; } = double.NaN;

    /// <summary>The stage's smallest place in a run: 0, 1, …</summary>
    public long? stage_index { get; init; }

    /// <summary>The pipeline that the runs are of; null for those without a name.</summary>
    public string? pipeline_name { get; init; }

    /// <summary>The time zone whose hours, days, weeks or months these are: its IANA name.</summary>
    public string time_zone { get; init; } = "UTC";

    /// <summary>
    /// The beginning of the period as calendars and clocks of <see cref="time_zone"/> name it; of no kind, since it is no
    /// moment.
    /// </summary>
    public DateTime local_start
    {
        get => _localStart ?? DateTime.SpecifyKind(PeriodStartUtc, DateTimeKind.Unspecified);
        init => _localStart = DateTime.SpecifyKind(value, DateTimeKind.Unspecified);
    }

    /// <summary>The store's full path.</summary>
    public string? store { get; init; }

    /// <summary>The period's start as UTC, what files hold and what sorting goes by.</summary>
    internal DateTime PeriodStartUtc => _periodStart.Utc;

    /// <summary>The distribution of wall_time, as files hold it.</summary>
    internal StoredBuckets Buckets { get; init; } = new();
}
