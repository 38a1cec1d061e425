using MdfMetrics.Latency;
using MdfMetrics.Reports.Data;

namespace MdfMetrics.Reports.Runs;

/// <summary>Distributions as buckets without gaps, coarse enough for a page.</summary>
internal static class BucketColumns
{
    private const int Fine = 3;
    private const int Coarse = 2;
    private const int ManyOperators = 100;

    /// <summary>Buckets for each doubling, as a power of 2, where so many operators are shown.</summary>
    public static int Scale(int operators) => operators > ManyOperators ? Coarse : Fine;

    /// <summary>The latencies of rows together; null where there are none above zero.</summary>
    public static Buckets? Of(IEnumerable<OperatorMetrics> rows, int scale)
    {
        LatencyHistogram[] parts = [.. rows
            .Select(row => row.Latencies?.Histogram)
            .OfType<LatencyHistogram>()
            .Where(part => part.Indexes.Length > 0)];
        if (parts.Length == 0)
        {
            return null;
        }

        scale = Math.Min(scale, parts.Min(part => part.Scale));
        int first = parts.Min(part => LatencyBuckets.Coarsen(part.Lowest, part.Scale - scale));
        int last = parts.Max(part => LatencyBuckets.Coarsen(part.Highest, part.Scale - scale));
        long[] counts = new long[last - first + 1];
        foreach (LatencyHistogram part in parts)
        {
            for (int i = 0; i < part.Indexes.Length; i++)
            {
                ref long count = ref counts[LatencyBuckets.Coarsen(part.Indexes[i], part.Scale - scale) - first];
                count = SaturatingMath.Add(count, part.Counts[i]);
            }
        }

        return new Buckets { Scale = scale, First = first, Counts = counts };
    }
}
