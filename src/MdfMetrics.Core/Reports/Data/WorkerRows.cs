namespace MdfMetrics.Reports.Data;

/// <summary>The rows of a run as columns.</summary>
internal sealed record WorkerRows
{
    public required int[] Op { get; init; }

    public required int[] Worker { get; init; }

    public required double[] Start { get; init; }

    public required long[] In { get; init; }

    public required long[] Out { get; init; }

    public required double[] Time { get; init; }

    public required double[] P50 { get; init; }

    public required double[] P95 { get; init; }

    public required double[] P99 { get; init; }

    public required double[] Max { get; init; }

    public required long[] Errors { get; init; }
}
