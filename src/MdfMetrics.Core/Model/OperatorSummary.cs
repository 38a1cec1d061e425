namespace MdfMetrics;

/// <summary>
/// One operator over the runs and workers of one period: a property for each column of the summary, with the column's
/// name. What is undefined is NaN (NULL in files).
/// </summary>
public sealed record OperatorSummary
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

    /// <summary>The operator's name.</summary>
    public required string operator_name { get; init; }

    /// <summary>How many runs have the operator.</summary>
    public long run_count { get; init; }

    /// <summary>How many of them completed.</summary>
    public long completed_count { get; init; }

    /// <summary>How many of them failed.</summary>
    public long failed_count { get; init; }

    /// <summary>How many of them were abandoned.</summary>
    public long abandoned_count { get; init; }

    /// <summary>Records that came in, over all workers.</summary>
    public long input_records { get; init; }

    /// <summary>Records that went out, over all workers.</summary>
    public long output_records { get; init; }

    /// <summary>100 · output / input of all rows together; NaN when nothing came in.</summary>
    public double pass_rate { get; init; } = double.NaN;

    /// <summary>Seconds spent in the operator, over all workers.</summary>
    public double total_time { get; init; }

    /// <summary>Input records a second of <see cref="total_time"/>; 0 when that is 0.</summary>
    public double throughput { get; init; }

    /// <summary>Errors of the operator.</summary>
    public long error_count { get; init; }

    /// <summary>Smallest latency, in seconds.</summary>
    public double min_latency { get; init; } = double.NaN;

    /// <summary>Largest latency, in seconds.</summary>
    public double max_latency { get; init; } = double.NaN;

    /// <summary>Median latency of all records, from merged histograms; NaN where one of them is missing.</summary>
    public double p50_latency { get; init; } = double.NaN;

    /// <summary>95th percentile of the latencies of all records.</summary>
    public double p95_latency { get; init; } = double.NaN;

    /// <summary>99th percentile of the latencies of all records.</summary>
    public double p99_latency { get; init; } = double.NaN;

    /// <summary>
    /// histogram; batch_mean, where that is true of a row; reported, where a row has percentiles and no histogram, so
    /// that there are none of the whole; null without latencies.
    /// </summary>
    public string? latency_method { get; init; }

    /// <summary>The stage's smallest place in a run: 0, 1, …</summary>
    public long? stage_index { get; init; }

    /// <summary>The operator's smallest place in its stage: 0, 1, …</summary>
    public long? operator_index { get; init; }

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

    /// <summary>The distribution of the latencies, as files hold it.</summary>
    internal StoredBuckets Buckets { get; init; } = new();
}
