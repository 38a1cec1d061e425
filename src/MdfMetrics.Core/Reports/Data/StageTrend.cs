namespace MdfMetrics.Reports.Data;

/// <summary>The times of a stage over runs.</summary>
internal sealed record StageTrend
{
    public required string Name { get; init; }

    public required double[] Wall { get; init; }
}
