namespace MdfMetrics.Reports.Data;

/// <summary>The store that an overview is of.</summary>
internal sealed record StoreName
{
    public required string Name { get; init; }
}
