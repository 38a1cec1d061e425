using MdfMetrics.Latency;
using MdfMetrics.Secrets;

namespace MdfMetrics;

/// <summary>
/// One operator on one worker of a run: a property for each column of the operators dataset, with the column's name.
/// Unique by run, stage, operator and worker. Latencies are seconds; undefined ones are NaN.
/// </summary>
public sealed record OperatorMetrics
{
    private readonly UtcTime? _timestamp;

    /// <summary>The run's id.</summary>
    public required string run_id { get; init; }

    /// <summary>The stage's name.</summary>
    public required string stage_name { get; init; }

    /// <summary>The operator's name.</summary>
    public required string operator_name { get; init; }

    /// <summary>The worker's id.</summary>
    public required string worker_id { get; init; }

    /// <summary>When the operator began, local time, whole milliseconds.</summary>
    public required DateTime? timestamp
    {
        get => _timestamp?.Local;
        init => _timestamp = value is { } time ? UtcTime.From(time) : null;
    }

    /// <summary>Records that came in; of a source 0.</summary>
    public long input_records { get; init; }

    /// <summary>Records that went out; of a sink those that did not fail.</summary>
    public long output_records { get; init; }

    /// <summary>
    /// 100 · output / input, of an aggregate 100 · (input − failed) / input; NaN when nothing came in.
    /// </summary>
    public double pass_rate { get; init; } = double.NaN;

    /// <summary>Seconds spent in the operator, without the time downstream.</summary>
    public double total_time { get; init; }

    /// <summary>
    /// Mean seconds a record that came in, of a source a record that it gave; without -Begin and -End.
    /// </summary>
    public double avg_latency { get; init; } = double.NaN;

    /// <summary>Smallest latency.</summary>
    public double min_latency { get; init; } = double.NaN;

    /// <summary>Largest latency.</summary>
    public double max_latency { get; init; } = double.NaN;

    /// <summary>Median latency, nearest rank.</summary>
    public double p50_latency { get; init; } = double.NaN;

    /// <summary>95th percentile, nearest rank.</summary>
    public double p95_latency { get; init; } = double.NaN;

    /// <summary>99th percentile, nearest rank.</summary>
    public double p99_latency { get; init; } = double.NaN;

    /// <summary>Records in, of a source records out, a second of total_time; 0 when total_time is 0.</summary>
    public double throughput { get; init; }

    /// <summary>Errors, terminating and non-terminating.</summary>
    public long error_count { get; init; }

    /// <summary>The user's own figures.</summary>
    public JsonMap? custom_metrics { get; init; }

    /// <summary>The stage's place in the run: 0, 1, …</summary>
    public long? stage_index { get; init; }

    /// <summary>The operator's place in its stage: 0, 1, …</summary>
    public long? operator_index { get; init; }

    /// <summary>How the percentiles were found: see <see cref="LatencyMethod"/>; null without latencies.</summary>
    public string? latency_method { get; init; }

    /// <summary>The run's pipeline.</summary>
    public string? pipeline_name { get; init; }

    /// <summary>What it is for: see <see cref="OperatorRole"/>; null is a transform.</summary>
    public string? role { get; init; }

    /// <summary>Records with an error.</summary>
    public long failed_records { get; init; }

    /// <summary>
    /// The latency distribution as base64, so that it survives jobs, JSON and CSV; null when there is none.
    /// </summary>
    public string? latency_histogram => Latencies?.Encode();

    /// <summary>Identity of what was collected: the same id again replaces, another one adds. Not in files.</summary>
    public string? entry_id { get; init; }

    /// <summary>Of two rows of one entry_id the higher revision is the newer.</summary>
    public long revision { get; init; }

    /// <summary>The timestamp as UTC.</summary>
    internal DateTime? TimestampUtc => _timestamp?.Utc;

    /// <summary>The latency distribution; null when only percentiles were reported, or none.</summary>
    internal LatencyDistribution? Latencies { get; init; }

    /// <summary>Whether its percentiles came of latencies that the row has no more.</summary>
    internal bool LacksLatencies => Latencies is null
        && latency_method is (LatencyMethod.Exact or LatencyMethod.Histogram or LatencyMethod.BatchMean);

    /// <summary>The row with latencies, their extremes, percentiles and method; null: with none.</summary>
    internal OperatorMetrics WithLatencies(LatencyDistribution? latencies) => this with
    {
        min_latency = latencies?.Min ?? double.NaN,
        max_latency = latencies?.Max ?? double.NaN,
        p50_latency = latencies?.Percentile(0.50) ?? double.NaN,
        p95_latency = latencies?.Percentile(0.95) ?? double.NaN,
        p99_latency = latencies?.Percentile(0.99) ?? double.NaN,
        latency_method = latencies?.Method,
        Latencies = latencies,
    };

    /// <summary>The same with secrets in the user's own figures masked.</summary>
    internal OperatorMetrics Redacted(SecretRedactor redactor) =>
        custom_metrics?.Redacted(redactor) is var masked && ReferenceEquals(masked, custom_metrics)
            ? this
            : this with { custom_metrics = masked };
}
