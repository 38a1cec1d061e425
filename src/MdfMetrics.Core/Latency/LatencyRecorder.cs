namespace MdfMetrics.Latency;

/// <summary>
/// Collects the latencies of one operator in at most 4 KB, whatever their number and range: up to 128 as they are, more
/// in buckets. One thread records, in a few nanoseconds and without locks; any thread may take a snapshot meanwhile.
/// </summary>
public sealed class LatencyRecorder
{
    private const int FewestSlots = 8;

    // What another thread reads is replaced as a whole, never changed in shape. The counters are published before the
    // values go, and a reader takes the values first: it can't miss both.
    private double[] _values = [];
    private int _valueCount;
    private BucketCounters? _counters;
    private bool _hasBatches;
    private double _min = double.PositiveInfinity;
    private double _max = double.NegativeInfinity;

    /// <summary>Starts empty.</summary>
    public LatencyRecorder()
    {
    }

    /// <summary>Continues from latencies recorded before.</summary>
    public LatencyRecorder(LatencyDistribution start)
    {
        _hasBatches = start.Method == LatencyMethod.BatchMean;
        if (start.Count > 0)
        {
            (_min, _max) = (start.Min, start.Max);
        }

        if (start.Values is { } values)
        {
            _values = [.. values];
            _valueCount = values.Length;
        }
        else
        {
            using BucketAccumulator sum = LatencyHistogram.Accumulate([start.Histogram]);
            _counters = sum.ToCounters();
        }
    }

    /// <summary>Records the latency of one record.</summary>
    /// <param name="seconds">Not negative, finite.</param>
    /// <exception cref="MetricsException"><see cref="MetricsError.InvalidMetric"/>: not such a number.</exception>
    public void Record(double seconds)
    {
        Check(seconds);
        if (_counters is not { } counters || !counters.TryAdd(seconds, 1))
        {
            Add(seconds, 1);
        }
    }

    /// <summary>
    /// Records a batch: each of its records counts with the same latency, the mean. From a batch of two on the
    /// distribution's method is batch_mean; an empty batch records nothing.
    /// </summary>
    /// <param name="seconds">The mean latency: not negative, finite.</param>
    /// <param name="count">The records of the batch, not negative.</param>
    /// <exception cref="MetricsException"><see cref="MetricsError.InvalidMetric"/>: not such numbers.</exception>
    public void Record(double seconds, long count)
    {
        if (count < 0)
        {
            throw new MetricsException(
                MetricsError.InvalidMetric,
                $"A batch can't have {count} records: give a count of 0 or more.",
                count);
        }

        if (count > 0)
        {
            Check(seconds);
            _hasBatches |= count > 1;
            Add(seconds, count);
        }
    }

    /// <summary>What has been recorded so far. While another thread records, its latest may be missing.</summary>
    public LatencyDistribution Snapshot()
    {
        double[] values = Volatile.Read(ref _values);
        int count = Math.Min(Volatile.Read(ref _valueCount), values.Length);
        if (Volatile.Read(ref _counters) is not { } counters)
        {
            return LatencyDistribution.OfValues(values[..count], _hasBatches);
        }

        LatencyHistogram histogram = counters.Read();
        Interlocked.MemoryBarrier();
        return new LatencyDistribution(histogram, _min, _max, _hasBatches);
    }

    private void Check(double seconds)
    {
        if (seconds < _min || seconds > _max || double.IsNaN(seconds))
        {
            Widen(seconds);
        }
    }

    private void Widen(double seconds)
    {
        if (!(seconds >= 0 && double.IsFinite(seconds)))
        {
            throw new MetricsException(
                MetricsError.InvalidMetric,
                Invariant($"A latency can't be {seconds}: give seconds as a finite number of 0 or more."),
                seconds);
        }

        double magnitude = Math.Abs(seconds); // Negative zero is zero.
        _min = Math.Min(_min, magnitude);
        _max = Math.Max(_max, magnitude);

        // Whoever sees the count of this record also sees these.
        Interlocked.MemoryBarrier();
    }

    private void Add(double seconds, long count)
    {
        if (_counters is null)
        {
            if (count <= LatencyDistribution.MostValues - _valueCount)
            {
                Keep(Math.Abs(seconds), (int)count);
                return;
            }

            using BucketAccumulator values = BucketAccumulator.Of(_values.AsSpan(0, _valueCount));
            Volatile.Write(ref _counters, values.ToCounters());
            Volatile.Write(ref _values, []);
        }

        if (!_counters.TryAdd(seconds, count))
        {
            Grow(seconds, count);
        }
    }

    private void Keep(double seconds, int count)
    {
        int total = _valueCount + count;
        if (total > _values.Length)
        {
            int slots = Math.Max(FewestSlots, (int)System.Numerics.BitOperations.RoundUpToPowerOf2((uint)total));
            var values = new double[slots];
            _values.AsSpan(0, _valueCount).CopyTo(values);
            Volatile.Write(ref _values, values);
        }

        _values.AsSpan(_valueCount, count).Fill(seconds);
        Volatile.Write(ref _valueCount, total);
    }

    private void Grow(double seconds, long count)
    {
        LatencyHistogram present = _counters!.Read();
        int[] index = [LatencyBuckets.Index(seconds, present.Scale)];
        using BucketAccumulator sum = LatencyHistogram.Accumulate([present, new(present.Scale, 0, index, [count])]);
        Volatile.Write(ref _counters, sum.ToCounters());
    }
}
