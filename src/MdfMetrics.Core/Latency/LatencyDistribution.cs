namespace MdfMetrics.Latency;

/// <summary>Placeholder.</summary>
public sealed class LatencyDistribution
{
    /// <summary>Placeholder.</summary>
    public long Count { get; init; }

    /// <summary>Placeholder.</summary>
    public string Encode() => $"{Count}";
}
