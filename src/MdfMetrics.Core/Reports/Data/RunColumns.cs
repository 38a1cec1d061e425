namespace MdfMetrics.Reports.Data;

/// <summary>Runs as columns, the oldest first.</summary>
internal sealed record RunColumns
{
    public required string[] RunId { get; init; }

    public required DateTime[] Start { get; init; }

    public required string[] Status { get; init; }

    public required double[] Duration { get; init; }

    public required long[] Input { get; init; }

    public required long[] Output { get; init; }

    public required double[] PassRate { get; init; }

    public required double[] Throughput { get; init; }

    public required long[] Errors { get; init; }

    public double[]? P95 { get; init; }

    /// <summary>The operator whose p95 it is.</summary>
    public string? P95Of { get; init; }

    public string?[]? Error { get; init; }
}
