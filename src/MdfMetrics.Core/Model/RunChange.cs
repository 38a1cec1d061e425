namespace MdfMetrics;

/// <summary>A change in the state of a live run, with the run's figures at that moment.</summary>
public sealed record RunChange
{
    /// <summary>What happened: see <see cref="RunChangeKind"/>.</summary>
    public required string change { get; init; }

    /// <summary>The stage, stage/operator or worker that it happened to; null where it is the run.</summary>
    public string? name { get; init; }

    /// <summary>When it was seen, local time.</summary>
    public required DateTime time { get; init; }

    public required string run_id { get; init; }

    /// <summary>Which pipeline it is a run of; null without a name.</summary>
    public string? pipeline_name { get; init; }

    /// <summary>running, completed, failed, abandoned; unknown where the run is gone and was not written.</summary>
    public required string status { get; init; }

    /// <summary>Why the run failed.</summary>
    public string? error { get; init; }

    /// <summary>The stage of <see cref="operator_name"/>, else the last that is open; null when none is.</summary>
    public string? stage_name { get; init; }

    /// <summary>Of the operators that are going on, the one that has taken the most time; null when none is.</summary>
    public string? operator_name { get; init; }

    /// <summary>Seconds since the run began.</summary>
    public double duration { get; init; } = double.NaN;

    /// <summary>Records that entered the first stage.</summary>
    public long total_input_records { get; init; }

    /// <summary>Records that left the last stage.</summary>
    public long total_output_records { get; init; }

    /// <summary>Records a second that enter the run now; NaN where that is not known yet.</summary>
    public double throughput { get; init; } = double.NaN;

    /// <summary>Input records a second of the run's duration.</summary>
    public double avg_throughput { get; init; }

    /// <summary>Of all latencies of <see cref="operator_name"/> so far, seconds; NaN where that is not known.</summary>
    public double p95_latency { get; init; } = double.NaN;

    /// <summary>Errors of all stages.</summary>
    public long total_errors { get; init; }

    /// <summary>Workers whose process gives signs of life.</summary>
    public int workers_alive { get; init; }

    /// <summary>Workers whose process gives none, but may live.</summary>
    public int workers_silent { get; init; }

    /// <summary>Workers whose process has died.</summary>
    public int workers_dead { get; init; }

    /// <summary>Seconds since the last sign of life of any process; NaN once the run has ended.</summary>
    public double last_sign { get; init; } = double.NaN;

    /// <summary>How much of the reference's work is done, 0 to 100; NaN without a reference.</summary>
    public double progress { get; init; } = double.NaN;

    /// <summary>When the run should end, local time; null without a reference.</summary>
    public DateTime? expected_end { get; init; }

    /// <summary>The run that tells how far along this one is.</summary>
    public string? reference_run_id { get; init; }

    /// <summary>The store's full path.</summary>
    public string? store { get; init; }
}
