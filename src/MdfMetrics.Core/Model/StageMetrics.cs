using MdfMetrics.Secrets;

namespace MdfMetrics;

/// <summary>One stage of a run: a property for each column of the stages dataset, with the column's name.</summary>
public sealed record StageMetrics
{
    private readonly UtcTime? _timestamp;

    /// <summary>The run's id.</summary>
    public required string run_id { get; init; }

    /// <summary>The stage's name, unique in its run.</summary>
    public required string stage_name { get; init; }

    /// <summary>
    /// The earliest moment of its operators (or when it was entered), local time, whole milliseconds.
    /// </summary>
    public required DateTime? timestamp
    {
        get => _timestamp?.Local;
        init => _timestamp = value is { } time ? UtcTime.From(time) : null;
    }

    /// <summary>Distinct workers.</summary>
    public long num_workers { get; init; }

    /// <summary>Records that entered the first operator, or that it gave as a source; over all workers.</summary>
    public long input_records { get; init; }

    /// <summary>Records that left the last operator, over all workers.</summary>
    public long output_records { get; init; }

    /// <summary>
    /// 100 · output / input, the product of these where aggregates cut the stage; NaN when nothing came in.
    /// </summary>
    public double pass_rate { get; init; } = double.NaN;

    /// <summary>Seconds of the slowest operator row: the bottleneck.</summary>
    public double total_time { get; init; }

    /// <summary>Mean of the operator rows' throughputs above 0, records a second; 0 when there is none.</summary>
    public double avg_throughput { get; init; }

    /// <summary>Smallest throughput above 0.</summary>
    public double min_throughput { get; init; }

    /// <summary>Largest throughput.</summary>
    public double max_throughput { get; init; }

    /// <summary>Errors of its operators.</summary>
    public long error_count { get; init; }

    /// <summary>The stage's place in the run: 0, 1, …</summary>
    public long? stage_index { get; init; }

    /// <summary>Seconds the stage was open; NaN when not measured.</summary>
    public double wall_time { get; init; } = double.NaN;

    /// <summary>The user's own figures.</summary>
    public JsonMap? custom_metrics { get; init; }

    /// <summary>The run's pipeline.</summary>
    public string? pipeline_name { get; init; }

    /// <summary>See <see cref="StageRole"/>; null is a stage of the run's flow.</summary>
    public string? role { get; init; }

    /// <summary>The timestamp as UTC.</summary>
    internal DateTime? TimestampUtc => _timestamp?.Utc;

    /// <summary>
    /// False for a stage with neither operator rows nor figures given by the user: it does not count for the run's
    /// input and output.
    /// </summary>
    internal bool HasFigures { get; init; } = true;

    /// <summary>The same with secrets in the user's own figures masked.</summary>
    internal StageMetrics Redacted(SecretRedactor redactor) =>
        custom_metrics?.Redacted(redactor) is var masked && ReferenceEquals(masked, custom_metrics)
            ? this
            : this with { custom_metrics = masked };
}
