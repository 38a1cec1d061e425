namespace MdfMetrics.Reports.Data;

/// <summary>A stage that other runs have.</summary>
internal sealed record MissingStage
{
    public required string Name { get; init; }

    public double? UsualWall { get; init; }
}
