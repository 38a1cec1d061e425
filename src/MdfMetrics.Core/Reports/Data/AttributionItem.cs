namespace MdfMetrics.Reports.Data;

/// <summary>A stage beside its usual time.</summary>
internal sealed record AttributionItem
{
    /// <summary>Its place; null where it never ran.</summary>
    public int? Stage { get; init; }

    public required string Label { get; init; }

    public double Value { get; init; }

    public double? Usual { get; init; }

    public double? Delta { get; init; }

    /// <summary>The operator that it is due to.</summary>
    public string? Detail { get; init; }

    public double? Ratio { get; init; }

    /// <summary>worse, better, same, none, or missing.</summary>
    public required string Verdict { get; init; }
}
