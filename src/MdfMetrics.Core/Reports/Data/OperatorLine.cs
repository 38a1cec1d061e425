namespace MdfMetrics.Reports.Data;

/// <summary>An operator of a run, its workers merged.</summary>
internal sealed record OperatorLine
{
    /// <summary>The place of its stage.</summary>
    public int Stage { get; init; }

    public required string Name { get; init; }

    public required string Role { get; init; }

    public int Workers { get; init; }

    public long In { get; init; }

    public long Out { get; init; }

    public long Failed { get; init; }

    public long Errors { get; init; }

    public double? PassRate { get; init; }

    /// <summary>Seconds of its slowest worker.</summary>
    public double Time { get; init; }

    /// <summary>Seconds of all of them.</summary>
    public double Busy { get; init; }

    public double? P50 { get; init; }

    public double? P95 { get; init; }

    public double? P99 { get; init; }

    public double? Max { get; init; }

    public double Throughput { get; init; }

    /// <summary>Null where no other run has it.</summary>
    public OperatorReference? Vs { get; init; }

    /// <summary>Its p95 in the runs of the history.</summary>
    public required double[] Trend { get; init; }

    public Buckets? Hist { get; init; }

    public Buckets? UsualHist { get; init; }
}
