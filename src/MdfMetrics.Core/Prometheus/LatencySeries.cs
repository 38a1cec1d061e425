using MdfMetrics.Aggregation;
using MdfMetrics.Latency;

namespace MdfMetrics.Prometheus;

/// <summary>The latencies of an operator as the series of a summary or of a classic histogram.</summary>
internal static class LatencySeries
{
    private const string Sum = "_sum";
    private const string Count = "_count";
    private const string Bucket = "_bucket";

    /// <summary>Three quantiles, sum and count; of an operator without latencies none.</summary>
    public static IEnumerable<SeriesValue> Summary(OperatorMetrics row)
    {
        (string Quantile, double Latency)[] quantiles =
            [("0.5", row.p50_latency), ("0.95", row.p95_latency), ("0.99", row.p99_latency)];
        SeriesValue[] known =
        [
            .. quantiles
                .Where(quantile => double.IsFinite(quantile.Latency))
                .Select(quantile => new SeriesValue(
                    quantile.Latency,
                    Label: LabelText.Of(LabelText.Quantile, quantile.Quantile))),
        ];
        return known.Length > 0 ? [.. known, .. Totals(row, row.Latencies?.Count ?? OperatorRates.Entered(row))] : [];
    }

    /// <summary>
    /// A bucket for each power of two from the smallest latency to the largest, sum and count; none where the
    /// distribution is not known.
    /// </summary>
    public static IEnumerable<SeriesValue> Histogram(OperatorMetrics row) => row.Latencies is { Count: > 0 } latencies
        ? [.. Buckets(latencies), .. Totals(row, latencies.Count)]
        : [];

    private static IEnumerable<SeriesValue> Totals(OperatorMetrics row, long count) =>
        [new SeriesValue(row.total_time, Sum), new SeriesValue(count, Count)];

    private static IEnumerable<SeriesValue> Buckets(LatencyDistribution latencies)
    {
        int[] indexes = latencies.BucketIndexes.ToArray();
        long[] counts = latencies.BucketCounts.ToArray();
        int scale = Math.Min(latencies.Scale, 0);
        int steps = latencies.Scale - scale;
        long below = latencies.ZeroCount;
        int next = 0;
        for (int bucket = First(); next < indexes.Length; bucket++)
        {
            for (; next < indexes.Length && LatencyBuckets.Coarsen(indexes[next], steps) == bucket; next++)
            {
                below = SaturatingMath.Add(below, counts[next]);
            }

            yield return UpTo(TextFormat.Number(LatencyBuckets.UpperBound(bucket, scale)), below);
        }

        yield return UpTo("+Inf", latencies.Count);

        int First() => indexes.Length > 0 ? LatencyBuckets.Coarsen(indexes[0], steps) : 0;
    }

    private static SeriesValue UpTo(string bound, long count) =>
        new(count, Bucket, LabelText.Of(LabelText.UpperBound, bound));
}
