namespace MdfMetrics.Reports.Data;

/// <summary>Where a run failed.</summary>
internal sealed record ErrorPlace
{
    public required string Stage { get; init; }

    public string? Operator { get; init; }
}
