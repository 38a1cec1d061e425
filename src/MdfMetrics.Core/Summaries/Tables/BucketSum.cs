using MdfMetrics.Latency;

namespace MdfMetrics.Summaries.Tables;

/// <summary>
/// Adds up histograms quickly: those of the finest scale, which nearly all are, in counters side by side; others, and
/// those of a range that no clock has, one by one. The sum is that of <see cref="LatencyHistogram.Sum"/>.
/// </summary>
internal sealed class BucketSum
{
    private const int Step = 64;
    private const int MostCounters = 4096;

    private long[] _counts = [];
    private int _first;
    private long _zeroCount;
    private LatencyHistogram? _others;

    /// <summary>Adds one value, not negative, in seconds.</summary>
    public void Add(double value)
    {
        if (value > 0)
        {
            int index = LatencyBuckets.Index(value);
            if (!TryAdd([index], [1]))
            {
                AddOther(new LatencyHistogram(LatencyBuckets.FinestScale, 0, [index], [1]));
            }
        }
        else
        {
            _zeroCount = SaturatingMath.Add(_zeroCount, 1);
        }
    }

    /// <summary>Adds the histogram of a row.</summary>
    /// <exception cref="MetricsException"><see cref="MetricsError.InvalidMetric"/>: not a histogram.</exception>
    public void Add(long scale, long zeroCount, ReadOnlySpan<long> indexes, ReadOnlySpan<long> counts)
    {
        // Where there are no buckets, there is nothing that the scale could say.
        bool isUsual = scale == LatencyBuckets.FinestScale || indexes.IsEmpty;
        if (isUsual && zeroCount >= 0 && IsValid(indexes, counts) && TryAdd(indexes, counts))
        {
            _zeroCount = SaturatingMath.Add(_zeroCount, zeroCount);
            return;
        }

        try
        {
            AddOther(LatencyHistogram.Checked(
                checked((int)scale),
                zeroCount,
                Array.ConvertAll(indexes.ToArray(), static index => checked((int)index)),
                counts.ToArray()));
        }
        catch (OverflowException)
        {
            throw LatencyHistogram.Invalid("a number in it is too large");
        }
    }

    /// <summary>Adds another sum.</summary>
    public void Add(BucketSum other)
    {
        if (other.ToHistogram() is { } histogram)
        {
            Add(
                histogram.Scale,
                histogram.ZeroCount,
                Array.ConvertAll(histogram.Indexes, static index => (long)index),
                histogram.Counts);
        }
    }

    /// <summary>The sum; null when there is nothing in it.</summary>
    public LatencyHistogram? ToHistogram()
    {
        int found = _counts.Length - _counts.AsSpan().Count(0);
        var indexes = new int[found];
        var counts = new long[found];
        for (int i = _counts.Length - 1; i >= 0 && found > 0; i--)
        {
            if (_counts[i] > 0)
            {
                indexes[--found] = _first + i;
                counts[found] = _counts[i];
            }
        }

        var own = new LatencyHistogram(LatencyBuckets.FinestScale, _zeroCount, indexes, counts);
        LatencyHistogram sum = LatencyHistogram.Sum(_others is null ? [own] : [own, _others]);
        return sum.Total > 0 ? sum : null;
    }

    private static bool IsValid(ReadOnlySpan<long> indexes, ReadOnlySpan<long> counts)
    {
        if (indexes.Length != counts.Length)
        {
            return false;
        }

        long last = long.MinValue;
        bool valid = true;
        for (int i = 0; i < indexes.Length; i++)
        {
            valid &= indexes[i] > last & counts[i] > 0;
            last = indexes[i];
        }

        return valid && (indexes.IsEmpty || (IsIndex(indexes[0]) && IsIndex(last)));
    }

    private static bool IsIndex(long index) =>
        index == (int)index && LatencyBuckets.IsPossible((int)index, LatencyBuckets.FinestScale);

    /// <summary>False, and nothing added, where the range would become too wide.</summary>
    private bool TryAdd(ReadOnlySpan<long> indexes, ReadOnlySpan<long> added)
    {
        if (indexes.IsEmpty)
        {
            return true;
        }

        if (!TryMakeRoom((int)indexes[0], (int)indexes[^1]))
        {
            return false;
        }

        long[] counts = _counts;
        int first = _first;
        long signs = 0;
        for (int i = 0; i < indexes.Length; i++)
        {
            ref long count = ref counts[(int)indexes[i] - first];
            count += added[i];
            signs |= count;
        }

        if (signs < 0)
        {
            // What overflowed is negative now: it stays at the largest long.
            for (int i = 0; i < counts.Length; i++)
            {
                counts[i] = counts[i] < 0 ? long.MaxValue : counts[i];
            }
        }

        return true;
    }

    private bool TryMakeRoom(int lowest, int highest)
    {
        if (_counts.Length > 0 && lowest >= _first && highest - _first < _counts.Length)
        {
            return true;
        }

        int first = lowest & -Step;
        int end = (highest & -Step) + Step;
        if (_counts.Length > 0)
        {
            first = Math.Min(first, _first);
            end = Math.Max(end, _first + _counts.Length);
        }

        if (end - first > MostCounters)
        {
            return false;
        }

        var counts = new long[end - first];
        _counts.CopyTo(counts, _counts.Length > 0 ? _first - first : 0);
        (_counts, _first) = (counts, first);
        return true;
    }

    private void AddOther(LatencyHistogram histogram) =>
        _others = LatencyHistogram.Sum(_others is null ? [histogram] : [_others, histogram]);
}
