namespace MdfMetrics.Latency;

/// <summary>The non-empty buckets of a distribution.</summary>
/// <param name="Scale">The scale of the buckets: see <see cref="LatencyBuckets"/>.</param>
/// <param name="ZeroCount">Latencies of zero, which lie in no bucket.</param>
/// <param name="Indexes">The buckets, ascending.</param>
/// <param name="Counts">How many latencies each bucket holds: above 0.</param>
internal sealed record LatencyHistogram(int Scale, long ZeroCount, int[] Indexes, long[] Counts)
{
    /// <summary>The lowest bucket, where there is one; else above <see cref="Highest"/>.</summary>
    public int Lowest => Indexes.Length > 0 ? Indexes[0] : int.MaxValue;

    /// <summary>The highest bucket.</summary>
    public int Highest => Indexes.Length > 0 ? Indexes[^1] : int.MinValue;

    /// <summary>All latencies; at most the largest long.</summary>
    public long Total => SaturatingMath.Add(ZeroCount, SaturatingMath.Sum(Counts));

    /// <summary>A bound that all latencies are at or above, in seconds.</summary>
    public double LowerBound => ZeroCount > 0 || Indexes.Length == 0 ? 0 : LatencyBuckets.LowerBound(Lowest, Scale);

    /// <summary>A bound that all latencies are at or below, in seconds.</summary>
    public double UpperBound => Indexes.Length == 0 ? 0 : LatencyBuckets.UpperBound(Highest, Scale);

    /// <summary>Buckets from outside, which may be anything.</summary>
    /// <exception cref="MetricsException"><see cref="MetricsError.InvalidMetric"/>: not a histogram.</exception>
    public static LatencyHistogram Checked(int scale, long zeroCount, int[] indexes, long[] counts)
    {
        if (scale is < LatencyBuckets.CoarsestScale or > LatencyBuckets.FinestScale)
        {
            throw Invalid($"its scale is {scale}");
        }

        if (zeroCount < 0 || indexes.Length != counts.Length)
        {
            throw Invalid($"it has {zeroCount} zeros, {indexes.Length} indexes and {counts.Length} counts");
        }

        // Who writes a file anew may do so in any order, and a bucket in parts.
        Array.Sort(indexes, counts);
        for (int i = 0; i < indexes.Length; i++)
        {
            if (counts[i] <= 0 || !LatencyBuckets.IsPossible(indexes[i], scale))
            {
                throw Invalid($"bucket {indexes[i]} with count {counts[i]} is out of range");
            }
        }

        return Sum([new LatencyHistogram(scale, zeroCount, indexes, counts)]);
    }

    /// <summary>The error for what can't be a histogram.</summary>
    /// <param name="reason">What is wrong with it: "its scale is 9".</param>
    public static MetricsException Invalid(string reason) => new(
        MetricsError.InvalidMetric,
        $"This is no latency histogram: {reason}. Leave latency_histogram out, or give it as MdfMetrics wrote it.");

    /// <summary>The sum of histograms, whatever their order and scales.</summary>
    public static LatencyHistogram Sum(IReadOnlyCollection<LatencyHistogram> parts)
    {
        using BucketAccumulator sum = Accumulate(parts);
        return sum.ToHistogram();
    }

    /// <summary>The histograms added up.</summary>
    public static BucketAccumulator Accumulate(IReadOnlyCollection<LatencyHistogram> parts)
    {
        int scale = parts.Min(part => part.Scale);
        int lowest = int.MaxValue;
        int highest = int.MinValue;
        foreach (LatencyHistogram part in parts.Where(part => part.Indexes.Length > 0))
        {
            lowest = Math.Min(lowest, LatencyBuckets.Coarsen(part.Lowest, part.Scale - scale));
            highest = Math.Max(highest, LatencyBuckets.Coarsen(part.Highest, part.Scale - scale));
        }

        var sum = new BucketAccumulator(scale, lowest, highest);
        foreach (LatencyHistogram part in parts)
        {
            sum.Add(part);
        }

        return sum;
    }

    /// <summary>The value of a rank, counted from 1 and from the smallest: a bucket's midpoint, or 0.</summary>
    public double ValueAt(long rank)
    {
        long seen = ZeroCount;
        if (rank <= seen)
        {
            return 0;
        }

        int bucket = -1;
        while (seen < rank && bucket < Indexes.Length - 1)
        {
            seen = SaturatingMath.Add(seen, Counts[++bucket]);
        }

        return LatencyBuckets.Midpoint(Indexes[bucket], Scale);
    }

    public bool Equals(LatencyHistogram? other) =>
        other is not null
        && Scale == other.Scale
        && ZeroCount == other.ZeroCount
        && Indexes.AsSpan().SequenceEqual(other.Indexes)
        && Counts.AsSpan().SequenceEqual(other.Counts);

    public override int GetHashCode() => HashCode.Combine(Scale, ZeroCount, Indexes.Length, Lowest, Highest, Total);
}
