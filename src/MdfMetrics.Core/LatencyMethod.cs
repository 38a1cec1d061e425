namespace MdfMetrics;

/// <summary>The values of the column latency_method: how the percentiles were found.</summary>
public static class LatencyMethod
{
    /// <summary>From the raw values (at most 128).</summary>
    public const string Exact = "exact";

    /// <summary>From base-2 logarithmic buckets: relative error at most 1.1 %.</summary>
    public const string Histogram = "histogram";

    /// <summary>Only the time of whole batches was known: each record counts with its batch's mean.</summary>
    public const string BatchMean = "batch_mean";

    /// <summary>Given by the caller; no histogram, so it can't be merged.</summary>
    public const string Reported = "reported";
}
