namespace MdfMetrics;

/// <summary>
/// The runs of one period: a property for each column of the summary, with the column's name. A run belongs to the
/// period that its start lies in. What is undefined is NaN (NULL in files).
/// </summary>
public sealed record RunSummary
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

    /// <summary>How many runs.</summary>
    public long run_count { get; init; }

    /// <summary>How many of them completed.</summary>
    public long completed_count { get; init; }

    /// <summary>How many of them failed.</summary>
    public long failed_count { get; init; }

    /// <summary>How many of them were abandoned.</summary>
    public long abandoned_count { get; init; }

    /// <summary>Records that entered the first stages.</summary>
    public long total_input_records { get; init; }

    /// <summary>Records that left the last stages.</summary>
    public long total_output_records { get; init; }

    /// <summary>100 · output / input of all runs together; NaN when nothing came in.</summary>
    public double overall_pass_rate { get; init; } = double.NaN;

    /// <summary>Input records a second of the runs' durations together.</summary>
    public double avg_throughput { get; init; }

    /// <summary>Errors of all runs.</summary>
    public long total_errors { get; init; }

    /// <summary>Seconds of all runs together.</summary>
    public double total_duration { get; init; }

    /// <summary>Seconds of the shortest run.</summary>
    public double min_duration { get; init; } = double.NaN;

    /// <summary>Seconds of the longest run.</summary>
    public double max_duration { get; init; } = double.NaN;

    /// <summary>Median of the durations, nearest rank, within 1.1 %.</summary>
    public double p50_duration { get; init; } = double.NaN;

    /// <summary>95th percentile of the durations.</summary>
    public double p95_duration { get; init; } = double.NaN;

    /// <summary>99th percentile of the durations.</summary>
    public double p99_duration { get; init; } = double.NaN;

    /// <summary>The same as <see cref="overall_pass_rate"/>.</summary>
    public double pass_rate => overall_pass_rate;

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

    /// <summary>The distribution of the durations, as files hold it.</summary>
    internal StoredBuckets Buckets { get; init; } = new();
}
