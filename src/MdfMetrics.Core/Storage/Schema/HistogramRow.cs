namespace MdfMetrics.Storage.Schema;

/// <summary>The latency buckets of one operator row, as the histograms dataset holds them.</summary>
internal sealed class HistogramRow
{
    public string run_id { get; init; } = "";

    public string stage_name { get; init; } = "";

    public string operator_name { get; init; } = "";

    public string worker_id { get; init; } = "";

    public DateTime? timestamp { get; init; }

    public long scale { get; init; }

    public long zero_count { get; init; }

    public long[] bucket_index { get; init; } = [];

    public long[] bucket_count { get; init; } = [];

    public string? pipeline_name { get; init; }
}
