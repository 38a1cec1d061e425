using System.Buffers;

namespace MdfMetrics.Latency;

/// <summary>
/// Adds up bucket counts and brings them to the scale that they must have: the finest one at which the non-empty
/// buckets span at most 128 chunks that take at most 3 KB. Both measures only grow with the content, so a scale that a
/// part had to leave the whole has to leave too: any split and order of adding ends with the same buckets and scale.
/// </summary>
internal sealed class BucketAccumulator : IDisposable
{
    private const int MostChunks = 128;
    private const int MostBytes = 3072;

    private long[] _counts = [];
    private int _length;
    private int _scale;
    private int _lowest;
    private int _highest;
    private long _zeroCount;

    /// <summary>Makes room.</summary>
    /// <param name="scale">The finest scale that the result may have.</param>
    /// <param name="lowest">The lowest bucket that will be added, at that scale.</param>
    /// <param name="highest">The highest bucket that will be added; below the lowest where there will be none.</param>
    public BucketAccumulator(int scale, int lowest, int highest) => Open(scale, lowest, highest);

    private int FirstIndex => _lowest & -BucketCounters.ChunkSize;

    private Span<long> Counts => _counts.AsSpan(0, _length);

    /// <summary>The buckets of raw values, which are not negative.</summary>
    public static BucketAccumulator Of(ReadOnlySpan<double> values)
    {
        int lowest = int.MaxValue;
        int highest = int.MinValue;
        foreach (double value in values)
        {
            if (value > 0)
            {
                int index = LatencyBuckets.Index(value);
                lowest = Math.Min(lowest, index);
                highest = Math.Max(highest, index);
            }
        }

        var sum = new BucketAccumulator(LatencyBuckets.FinestScale, lowest, highest);
        foreach (double value in values)
        {
            if (value > 0)
            {
                sum.Add(LatencyBuckets.FinestScale, LatencyBuckets.Index(value), 1);
            }
            else
            {
                sum.AddZeros(1);
            }
        }

        return sum;
    }

    /// <summary>Adds to a bucket.</summary>
    /// <param name="scale">The scale of the index, not below the one given to the constructor.</param>
    /// <param name="index">The bucket at that scale.</param>
    /// <param name="count">How many; at the largest long the count stays there.</param>
    public void Add(int scale, int index, long count)
    {
        ref long total = ref _counts[LatencyBuckets.Coarsen(index, scale - _scale) - FirstIndex];
        total = SaturatingMath.Add(total, count);
    }

    /// <summary>Adds a histogram of the same or a finer scale.</summary>
    public void Add(LatencyHistogram histogram)
    {
        AddZeros(histogram.ZeroCount);
        for (int i = 0; i < histogram.Indexes.Length; i++)
        {
            Add(histogram.Scale, histogram.Indexes[i], histogram.Counts[i]);
        }
    }

    /// <summary>Adds latencies of zero.</summary>
    public void AddZeros(long count) => _zeroCount = SaturatingMath.Add(_zeroCount, count);

    /// <summary>The sum as live counters.</summary>
    public BucketCounters ToCounters()
    {
        Fit();
        return new BucketCounters(_scale, FirstIndex, Counts, _zeroCount);
    }

    /// <summary>The sum as the non-empty buckets, ascending.</summary>
    public LatencyHistogram ToHistogram()
    {
        Fit();
        int found = Counts.Length - Counts.Count(0);
        var indexes = new int[found];
        var counts = new long[found];
        for (int i = Counts.Length - 1; i >= 0; i--)
        {
            if (_counts[i] > 0)
            {
                indexes[--found] = FirstIndex + i;
                counts[found] = _counts[i];
            }
        }

        return new LatencyHistogram(_scale, _zeroCount, indexes, counts);
    }

    public void Dispose()
    {
        ArrayPool<long>.Shared.Return(_counts);
        _counts = [];
    }

    private static int Chunks(int lowest, int highest) =>
        lowest > highest ? 0 : (highest >> BucketCounters.ChunkBits) - (lowest >> BucketCounters.ChunkBits) + 1;

    private void Open(int scale, int lowest, int highest)
    {
        while (Chunks(lowest, highest) > MostChunks)
        {
            scale--;
            lowest = LatencyBuckets.Coarsen(lowest, 1);
            highest = LatencyBuckets.Coarsen(highest, 1);
        }

        (_scale, _lowest, _highest) = (scale, lowest, highest);
        _length = Chunks(lowest, highest) * BucketCounters.ChunkSize;
        _counts = ArrayPool<long>.Shared.Rent(_length);
        Counts.Clear();
    }

    private void Fit()
    {
        while (Bytes() > MostBytes)
        {
            long[] finer = _counts;
            int finerScale = _scale;
            int finerFirst = FirstIndex;
            int finerLength = _length;
            Open(_scale - 1, LatencyBuckets.Coarsen(_lowest, 1), LatencyBuckets.Coarsen(_highest, 1));
            for (int i = 0; i < finerLength; i++)
            {
                if (finer[i] > 0)
                {
                    Add(finerScale, finerFirst + i, finer[i]);
                }
            }

            ArrayPool<long>.Shared.Return(finer);
        }
    }

    private int Bytes()
    {
        int bytes = 0;
        for (int i = 0; i < _length; i += BucketCounters.ChunkSize)
        {
            bytes += BucketCounters.ChunkBytes(_counts.AsSpan(i, BucketCounters.ChunkSize));
        }

        return bytes;
    }
}
