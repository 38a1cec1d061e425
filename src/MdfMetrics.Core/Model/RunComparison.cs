namespace MdfMetrics;

/// <summary>One figure of one run against the same figure of another run, or of the runs before.</summary>
public sealed record RunComparison
{
    /// <summary>worse, better, same or unknown: see <see cref="RunVerdict"/>.</summary>
    public required string verdict { get; init; }

    /// <summary>run, stage or operator.</summary>
    public required string level { get; init; }

    /// <summary>The stage; null at run level.</summary>
    public string? stage_name { get; init; }

    /// <summary>The operator, its workers merged; null at run and stage level.</summary>
    public string? operator_name { get; init; }

    /// <summary>The column: overall_pass_rate, p95_latency, …</summary>
    public required string metric { get; init; }

    /// <summary>Its value in the reference run, or its median over the runs before; NaN where there is none.</summary>
    public double reference { get; init; } = double.NaN;

    /// <summary>Its value in the run that is compared; NaN where there is none.</summary>
    public double difference { get; init; } = double.NaN;

    /// <summary>The change in percent of the reference; NaN when that is 0 or unknown.</summary>
    public double change { get; init; } = double.NaN;

    /// <summary>
    /// The least that <see cref="difference"/> would be by noise alone, in its unit; NaN where that is not known.
    /// </summary>
    public double noise_low { get; init; } = double.NaN;

    /// <summary>The most that it would be by noise alone.</summary>
    public double noise_high { get; init; } = double.NaN;

    /// <summary>Why the verdict is what it is.</summary>
    public required string reason { get; init; }

    /// <summary>The reference run; null where several runs are the reference.</summary>
    public string? reference_run_id { get; init; }

    /// <summary>How many runs are the reference.</summary>
    public int reference_runs { get; init; }

    /// <summary>The run that is compared.</summary>
    public required string run_id { get; init; }
}
