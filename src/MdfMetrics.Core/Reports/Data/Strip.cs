namespace MdfMetrics.Reports.Data;

/// <summary>The last runs of a pipeline as columns.</summary>
internal sealed record Strip
{
    public required string[] Status { get; init; }

    public required double[] Duration { get; init; }

    public required DateTime[] Start { get; init; }

    public required long[] Input { get; init; }
}
