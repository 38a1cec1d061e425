namespace MdfMetrics.Reports.Data;

/// <summary>A histogram of latencies: base-2 logarithmic buckets without gaps.</summary>
internal sealed record Buckets
{
    /// <summary>Buckets for each doubling: 2 to the power of it.</summary>
    public int Scale { get; init; }

    /// <summary>The index of the first bucket: it ends at 2^(index / 2^scale) seconds.</summary>
    public int First { get; init; }

    public required long[] Counts { get; init; }
}
