using MdfMetrics.Latency;

namespace MdfMetrics.Tests.Latency;

public sealed class LatencyRecorderTests
{
    [Fact]
    public void Snapshot_NothingRecorded_IsEmpty()
    {
        LatencyDistribution empty = new LatencyRecorder().Snapshot();

        Assert.Equal(0, empty.Count);
        Assert.True(double.IsNaN(empty.Min) && double.IsNaN(empty.Max) && double.IsNaN(empty.Percentile(0.5)));
        Assert.Equal(LatencyMethod.Exact, empty.Method);
        Assert.True(empty.BucketIndexes.IsEmpty);
    }

    [Theory]
    [InlineData(128, LatencyMethod.Exact)]
    [InlineData(129, LatencyMethod.Histogram)]
    public void Record_AroundTheLimit_KeepsValuesUpTo128(int count, string method)
    {
        var recorder = new LatencyRecorder();
        for (int i = 1; i <= count; i++)
        {
            recorder.Record(i);
        }

        LatencyDistribution distribution = recorder.Snapshot();
        Assert.Equal(method, distribution.Method);
        Assert.Equal((count, 1.0, (double)count), (distribution.Count, distribution.Min, distribution.Max));
    }

    [Theory]
    [InlineData(-1e-9)]
    [InlineData(double.NaN)]
    [InlineData(double.PositiveInfinity)]
    [InlineData(double.NegativeInfinity)]
    public void Record_ImpossibleLatency_IsRefusedAndNothingChanges(double seconds)
    {
        var recorder = new LatencyRecorder();
        recorder.Record(0.25);

        MetricsException error = Assert.Throws<MetricsException>(() => recorder.Record(seconds));
        Assert.Throws<MetricsException>(() => recorder.Record(seconds, 3));
        Assert.Equal((MetricsError.InvalidMetric, seconds), (error.Error, error.Target));
        Assert.Equal(LatencyDistribution.FromValues([0.25]), recorder.Snapshot());
    }

    [Fact]
    public void Record_NegativeCount_IsRefused() =>
        Assert.Throws<MetricsException>(() => new LatencyRecorder().Record(1, -1));

    [Theory]
    [InlineData(0, 0, LatencyMethod.Exact)]
    [InlineData(1, 1, LatencyMethod.Exact)]
    [InlineData(100, 100, LatencyMethod.BatchMean)]
    [InlineData(1_000_000, 1_000_000, LatencyMethod.BatchMean)]
    [InlineData(long.MaxValue, long.MaxValue, LatencyMethod.BatchMean)]
    public void Record_Batch_CountsEachRecordWithTheMean(long records, long expected, string method)
    {
        var recorder = new LatencyRecorder();
        recorder.Record(0.5, records);

        LatencyDistribution distribution = recorder.Snapshot();
        Assert.Equal((expected, method), (distribution.Count, distribution.Method));
        Assert.Equal(records == 0 ? double.NaN : 0.5, distribution.Percentile(0.99));
    }

    [Fact]
    public void Record_HugeBatches_StayAtTheLargestCount()
    {
        var recorder = new LatencyRecorder();
        recorder.Record(0.5, long.MaxValue);
        recorder.Record(0.5, long.MaxValue);
        recorder.Record(0, long.MaxValue);
        recorder.Record(0.7);
        recorder.Record(0);

        LatencyDistribution distribution = recorder.Snapshot();
        Assert.Equal(long.MaxValue, distribution.Count);
        Assert.Equal(long.MaxValue, distribution.ZeroCount);
        Assert.Equal([-32, -16], distribution.BucketIndexes.ToArray());
        Assert.Equal([long.MaxValue, 1], distribution.BucketCounts.ToArray());
    }

    [Fact]
    public void Record_CountsPastEachWidth_LoseNothing()
    {
        var recorder = new LatencyRecorder();
        long[] batches = [200, 56, 65_000, 1_000, 4_294_900_000, 200_000, 1];
        foreach (long batch in batches)
        {
            recorder.Record(1.0, batch);
            recorder.Record(1.5);
        }

        LatencyDistribution distribution = recorder.Snapshot();
        Assert.Equal([0, 19], distribution.BucketIndexes.ToArray());
        Assert.Equal([4_295_166_257, 7], distribution.BucketCounts.ToArray());
    }

    [Theory]
    [InlineData("lognormal")]
    [InlineData("zeros")]
    [InlineData("any")]
    public void Recorder_FromASnapshot_ContinuesAsIfNotInterrupted(string shape)
    {
        foreach (int cut in new[] { 0, 1, 100, 128, 129, 5000 })
        {
            double[] values = Samples.Of(shape, 10_000);
            var continued = new LatencyRecorder(LatencyDistribution.FromValues(values[..cut]));
            foreach (double value in values[cut..])
            {
                continued.Record(value);
            }

            Assert.Equal(LatencyDistribution.FromValues(values), continued.Snapshot());
        }
    }

    [Fact]
    public void Recorder_FromASnapshot_IsThatBeforeAnyMore()
    {
        LatencyDistribution before = LatencyDistribution.FromValues(Samples.Of("lognormal", 1000));

        Assert.Equal(before, new LatencyRecorder(before).Snapshot());
    }

    [Theory]
    [InlineData("lognormal", 5)]
    [InlineData("narrow", 5)]
    [InlineData("bimodal", 5)]
    [InlineData("pareto", 5)]
    [InlineData("spread", 5)]
    [InlineData("any", -1)]
    public void Record_AMillionValues_HasTheFinestScaleForAllRealisticRanges(string shape, int scale)
    {
        LatencyDistribution distribution = LatencyDistribution.FromValues(Samples.Of(shape, 1_000_000));

        Assert.Equal(scale, distribution.Scale);
        Assert.Equal(1_000_000, distribution.Count);
    }

    [Fact]
    public void Record_TheWholeRangeWithTheLargestCounts_StillFits()
    {
        var recorder = new LatencyRecorder();
        for (double value = double.Epsilon; double.IsFinite(value); value *= 1.4)
        {
            recorder.Record(value, long.MaxValue / 2);
            value = Math.Max(value, 2 * double.Epsilon);
        }

        recorder.Record(double.MaxValue);
        LatencyDistribution distribution = recorder.Snapshot();
        Assert.Equal(LatencyBuckets.CoarsestScale, distribution.Scale);
        Assert.Equal((double.Epsilon, double.MaxValue), (distribution.Min, distribution.Max));
    }

    [Theory]
    [InlineData("lognormal", 128, 1250)]
    [InlineData("lognormal", 1_000_000, 1550)]
    [InlineData("spread", 1_000_000, 4096)]
    [InlineData("any", 1_000_000, 4096)]
    public void Recorder_OfManyValues_StaysSmall(string shape, int count, int most)
    {
        LatencyDistribution held = LatencyDistribution.FromValues(Samples.Of(shape, count));
        _ = new LatencyRecorder(held);
        long before = GC.GetAllocatedBytesForCurrentThread();

        _ = new LatencyRecorder(held);

        // What the constructor needs for itself is in it too.
        Assert.InRange(GC.GetAllocatedBytesForCurrentThread() - before, 1, most);
    }

    [Fact]
    public void Record_ValuesInRange_AllocatesNothing()
    {
        double[] values = Samples.Of("lognormal", 200_000);
        var recorder = new LatencyRecorder(LatencyDistribution.FromValues(values));
        recorder.Record(values[0]);
        long before = GC.GetAllocatedBytesForCurrentThread();
        for (int i = 0; i < 100; i++)
        {
            recorder.Record(values[i]);
        }

        Assert.Equal(0, GC.GetAllocatedBytesForCurrentThread() - before);
    }

    [Fact]
    public async Task Snapshot_WhileAnotherThreadRecords_IsAlwaysWhole()
    {
        double[] values = Samples.Of("spread", 300_000);
        var recorder = new LatencyRecorder();
        Task writer = Task.Run(() => Array.ForEach(values, recorder.Record));
        double[] sorted = [.. values.Order()];
        long seen = 0;
        do
        {
            LatencyDistribution snapshot = recorder.Snapshot();
            Assert.InRange(snapshot.Count, seen, values.Length);
            seen = snapshot.Count;
            if (seen > 0)
            {
                Assert.InRange(snapshot.Min, sorted[0], snapshot.Max);
                Assert.InRange(snapshot.Percentile(0.5), snapshot.Min, snapshot.Max);
                Assert.Equal(snapshot, LatencyDistribution.Decode(snapshot.Encode()));
            }
        }
        while (!writer.IsCompleted);

        await writer;
        Assert.Equal(LatencyDistribution.FromValues(values), recorder.Snapshot());
    }
}
