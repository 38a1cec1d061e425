namespace MdfMetrics;

/// <summary>A distribution as the columns of a summary hold it, to be merged later: see histograms.</summary>
internal sealed class StoredBuckets
{
    /// <summary>Null without buckets.</summary>
    public long? Scale { get; set; }

    public long? ZeroCount { get; set; }

    public long[] Indexes { get; set; } = [];

    public long[] Counts { get; set; } = [];
}
