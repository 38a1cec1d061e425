namespace MdfMetrics.Latency;

/// <summary>
/// The latencies of one operator, in seconds: up to 128 values as they are, else counts of base-2 logarithmic buckets.
/// Immutable; two distributions are equal when they hold the same.
/// </summary>
public sealed class LatencyDistribution : IEquatable<LatencyDistribution>
{
    internal const int MostValues = 128;

    private readonly bool _hasBatches;
    private LatencyHistogram? _histogram;

    internal LatencyDistribution(LatencyHistogram histogram, double min, double max, bool hasBatches)
    {
        _histogram = histogram;
        _hasBatches = hasBatches;
        Count = histogram.Total;
        (Min, Max) = Count > 0 ? (min, max) : (double.NaN, double.NaN);
    }

    private LatencyDistribution(double[] sorted, bool hasBatches)
    {
        Values = sorted;
        _hasBatches = hasBatches;
        Count = sorted.Length;
        (Min, Max) = Count > 0 ? (sorted[0], sorted[^1]) : (double.NaN, double.NaN);
    }

    /// <summary>No latencies.</summary>
    public static LatencyDistribution Empty { get; } = new([], hasBatches: false);

    /// <summary>How many latencies; at most the largest long.</summary>
    public long Count { get; }

    /// <summary>The smallest latency; NaN when there is none.</summary>
    public double Min { get; }

    /// <summary>The largest latency; NaN when there is none.</summary>
    public double Max { get; }

    /// <summary>How many latencies are 0; they lie in no bucket.</summary>
    public long ZeroCount => Histogram.ZeroCount;

    /// <summary>The scale of the buckets: 5, or less for ranges that no clock has.</summary>
    public int Scale => Histogram.Scale;

    /// <summary>The buckets that are not empty, ascending; also where the values themselves are known.</summary>
    public ReadOnlySpan<int> BucketIndexes => Histogram.Indexes;

    /// <summary>How many latencies lie in each of <see cref="BucketIndexes"/>.</summary>
    public ReadOnlySpan<long> BucketCounts => Histogram.Counts;

    /// <summary>How percentiles are found: exact, histogram or batch_mean; see <see cref="LatencyMethod"/>.</summary>
    public string Method =>
        _hasBatches ? LatencyMethod.BatchMean
        : Values is not null ? LatencyMethod.Exact
        : LatencyMethod.Histogram;

    /// <summary>The latencies themselves, ascending; null where only buckets are known.</summary>
    internal double[]? Values { get; }

    internal LatencyHistogram Histogram => _histogram ??= HistogramOf(Values!);

    /// <summary>The distribution of raw values, in any order.</summary>
    /// <exception cref="MetricsException"><see cref="MetricsError.InvalidMetric"/>: not finite or below 0.</exception>
    public static LatencyDistribution FromValues(IEnumerable<double> seconds)
    {
        var recorder = new LatencyRecorder();
        foreach (double latency in seconds)
        {
            recorder.Record(latency);
        }

        return recorder.Snapshot();
    }

    /// <summary>The distribution that a row of a file holds.</summary>
    /// <param name="scale">The scale of the indexes; more than 5, or less than -3, is refused.</param>
    /// <param name="zeroCount">Latencies of zero.</param>
    /// <param name="indexes">The non-empty buckets, ascending.</param>
    /// <param name="counts">A count above 0 for each bucket.</param>
    /// <param name="min">The smallest latency in seconds; NaN for the lowest bucket's lower bound.</param>
    /// <param name="max">The largest latency in seconds; NaN for the highest bucket's upper bound.</param>
    /// <exception cref="MetricsException"><see cref="MetricsError.InvalidMetric"/>: not a histogram.</exception>
    public static LatencyDistribution FromBuckets(
        int scale,
        long zeroCount,
        ReadOnlySpan<int> indexes,
        ReadOnlySpan<long> counts,
        double min,
        double max)
    {
        LatencyHistogram histogram = LatencyHistogram.Checked(scale, zeroCount, indexes.ToArray(), counts.ToArray());
        return WithRange(histogram, min, max, hasBatches: false);
    }

    /// <summary>
    /// All latencies together. Values stay values while there are at most 128 and every part has them; the rest adds
    /// bucket counts. The result does not depend on the order or grouping of the parts.
    /// </summary>
    public static LatencyDistribution Merge(IEnumerable<LatencyDistribution> distributions)
    {
        LatencyDistribution[] parts = distributions.Where(part => part.Count > 0).ToArray();
        bool hasBatches = parts.Any(part => part._hasBatches);
        if (parts.All(part => part.Values is not null) && parts.Sum(part => (long)part.Values!.Length) <= MostValues)
        {
            return OfValues(parts.SelectMany(part => part.Values!).ToArray(), hasBatches);
        }

        LatencyHistogram sum = LatencyHistogram.Sum(Array.ConvertAll(parts, part => part.Histogram));
        return new LatencyDistribution(sum, parts.Min(part => part.Min), parts.Max(part => part.Max), hasBatches);
    }

    /// <summary>Reads what <see cref="Encode"/> wrote.</summary>
    /// <exception cref="MetricsException"><see cref="MetricsError.InvalidMetric"/>: any other text.</exception>
    public static LatencyDistribution Decode(string text) => LatencyCodec.Decode(text);

    /// <summary>The distribution as short base64 text, for objects that leave the process. Loses nothing.</summary>
    public string Encode() => LatencyCodec.Encode(this);

    /// <summary>The nearest-rank percentile: the latency of rank ceil(q·n), in seconds; NaN without any.</summary>
    /// <param name="q">From 0 (the smallest) to 1 (the largest).</param>
    public double Percentile(double q)
    {
        if (!(q >= 0 && q <= 1))
        {
            throw new ArgumentOutOfRangeException(nameof(q), q, "Give 0 to 1: 0.95 for the 95th percentile.");
        }

        if (Count == 0)
        {
            return double.NaN;
        }

        // In decimals, because 0.07 * 100 is above 7 in binary, and would give the next rank.
        long rank = Math.Max(1, (long)Math.Ceiling((decimal)q * Count));
        return Values is { } values ? values[rank - 1] : Math.Clamp(Histogram.ValueAt(rank), Min, Max);
    }

    public bool Equals(LatencyDistribution? other) =>
        other is not null
        && Method == other.Method
        && Min.Equals(other.Min)
        && Max.Equals(other.Max)
        && Values.AsSpan().SequenceEqual(other.Values)
        && Histogram.Equals(other.Histogram);

    public override bool Equals(object? obj) => Equals(obj as LatencyDistribution);

    public override int GetHashCode() => HashCode.Combine(Count, Min, Max, Method);

    /// <summary>Takes over values in any order.</summary>
    internal static LatencyDistribution OfValues(double[] values, bool hasBatches)
    {
        Array.Sort(values);
        return new LatencyDistribution(values, hasBatches);
    }

    /// <summary>A histogram from outside with the range that came with it.</summary>
    internal static LatencyDistribution WithRange(LatencyHistogram histogram, double min, double max, bool hasBatches)
    {
        min = double.IsNaN(min) ? histogram.LowerBound : min;
        max = double.IsNaN(max) ? histogram.UpperBound : max;
        return min >= 0 && min <= max && double.IsFinite(max)
            ? new LatencyDistribution(histogram, min, max, hasBatches)
            : throw LatencyHistogram.Invalid(Invariant($"its range is {min} to {max} seconds"));
    }

    private static LatencyHistogram HistogramOf(double[] values)
    {
        using BucketAccumulator sum = BucketAccumulator.Of(values);
        return sum.ToHistogram();
    }
}
