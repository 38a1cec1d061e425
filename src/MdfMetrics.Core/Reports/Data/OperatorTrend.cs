namespace MdfMetrics.Reports.Data;

/// <summary>An operator over runs.</summary>
internal sealed record OperatorTrend
{
    public int Stage { get; init; }

    public required string Name { get; init; }

    /// <summary>How many runs have it.</summary>
    public int Runs { get; init; }

    /// <summary>Its share of the time of the runs, per cent.</summary>
    public double? Share { get; init; }

    /// <summary>Median seconds of its slowest worker; since the step, where there is one.</summary>
    public double Time { get; init; }

    /// <summary>The same before the step.</summary>
    public double? Usual { get; init; }

    public double? Ratio { get; init; }

    /// <summary>How far its times scatter, per cent of the median.</summary>
    public double? Spread { get; init; }

    public required double[] P95 { get; init; }

    public double? PassRate { get; init; }

    public double? PassLow { get; init; }

    public long Errors { get; init; }

    public int ErrorRuns { get; init; }
}
