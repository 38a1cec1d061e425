namespace MdfMetrics.Reports.Data;

/// <summary>Which stages the time went to that a run took more, or less, than usual.</summary>
internal sealed record Attribution
{
    /// <summary>Seconds; null of a run that failed: the items tell how far it got.</summary>
    public double? Total { get; init; }

    public required IReadOnlyList<AttributionItem> Items { get; init; }
}
