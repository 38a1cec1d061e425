using HdrHistogram;
using MdfMetrics.Latency;

namespace MdfMetrics.Tests.Latency;

public sealed class LatencyDistributionTests
{
    private static readonly double[] s_percentiles = [0, 0.01, 0.25, 0.5, 0.9, 0.95, 0.98, 0.99, 0.999, 0.9999, 1];

    [Theory]
    [InlineData(0.0, 1)]
    [InlineData(0.07, 7)] // 0.07 * 100 is a little above 7 in binary.
    [InlineData(0.5, 50)]
    [InlineData(0.501, 51)]
    [InlineData(0.95, 95)]
    [InlineData(0.99, 99)]
    [InlineData(1.0, 100)]
    public void Percentile_OneToHundred_IsTheNearestRank(double q, double expected)
    {
        IEnumerable<double> values = Enumerable.Range(1, 100).Reverse().Select(n => (double)n);

        Assert.Equal(expected, LatencyDistribution.FromValues(values).Percentile(q));
    }

    [Theory]
    [InlineData(-0.1)]
    [InlineData(1.1)]
    [InlineData(95.0)]
    [InlineData(double.NaN)]
    public void Percentile_NotFromZeroToOne_Throws(double q) =>
        Assert.Throws<ArgumentOutOfRangeException>(() => LatencyDistribution.Empty.Percentile(q));

    [Theory]
    [InlineData("lognormal")]
    [InlineData("narrow")]
    [InlineData("bimodal")]
    [InlineData("pareto")]
    [InlineData("spread")]
    public void Percentile_AMillionValues_IsWithinOnePointOnePercent(string shape)
    {
        double[] values = Samples.Of(shape, 1_000_000);
        LatencyDistribution distribution = LatencyDistribution.FromValues(values);
        Array.Sort(values);
        foreach (double q in s_percentiles)
        {
            double exact = values[Math.Max(0, (int)Math.Ceiling((decimal)q * values.Length) - 1)];
            Assert.InRange(distribution.Percentile(q) / exact, 1 - 0.011, 1 + 0.011);
        }
    }

    [Theory]
    [InlineData("lognormal")]
    [InlineData("bimodal")]
    [InlineData("pareto")]
    public void Percentile_BesideHdrHistogram_Agrees(string shape)
    {
        double[] values = Samples.Of(shape, 1_000_000);
        LatencyDistribution distribution = LatencyDistribution.FromValues(values);
        var oracle = new LongHistogram(1, long.MaxValue / 4, 3);
        Array.ForEach(values, value => oracle.RecordValue((long)(value * 1e9)));
        foreach (double q in s_percentiles[1..])
        {
            double expected = oracle.GetValueAtPercentile(q * 100) / 1e9;
            Assert.InRange(distribution.Percentile(q) / expected, 1 - 0.012, 1 + 0.012);
        }
    }

    [Fact]
    public void Percentile_AmongZeros_IsZero()
    {
        var recorder = new LatencyRecorder();
        recorder.Record(0, 900);
        recorder.Record(-0.0, 50);
        recorder.Record(3, 50);

        LatencyDistribution distribution = recorder.Snapshot();
        Assert.Equal((950, 0.0, 3.0), (distribution.ZeroCount, distribution.Min, distribution.Max));
        Assert.Equal((0.0, 0.0), (distribution.Percentile(0.5), distribution.Percentile(0.95)));
        Assert.InRange(distribution.Percentile(0.951), 3 * (1 - 0.011), 3);
    }

    [Fact]
    public void BucketIndexes_OfRawValues_AreThoseOfTheHistogram()
    {
        LatencyDistribution distribution = LatencyDistribution.FromValues([2, 0, 1, 2, 0.001]);

        Assert.Equal([-318, 0, 32], distribution.BucketIndexes.ToArray());
        Assert.Equal([1, 1, 2], distribution.BucketCounts.ToArray());
        Assert.Equal((1, 5), (distribution.ZeroCount, distribution.Scale));
    }

    [Fact]
    public void FromBuckets_WhatARowHolds_GivesTheSamePercentiles()
    {
        LatencyDistribution live = LatencyDistribution.FromValues(Samples.Of("zeros", 10_000));
        LatencyDistribution read = LatencyDistribution.FromBuckets(
            live.Scale, live.ZeroCount, live.BucketIndexes, live.BucketCounts, live.Min, live.Max);

        Assert.Equal(live, read);
        Assert.Equal(LatencyMethod.Histogram, read.Method);
    }

    [Fact]
    public void FromBuckets_UnknownRange_TakesTheBucketsBounds()
    {
        LatencyDistribution read = LatencyDistribution.FromBuckets(0, 0, [1, 3], [5, 5], double.NaN, double.NaN);

        Assert.Equal((1.0, 8.0), (read.Min, read.Max));
    }

    [Fact]
    public void FromBuckets_MoreThanFits_LowersTheScaleAndKeepsTheCount()
    {
        int[] indexes = Enumerable.Range(-30_000, 60_000).ToArray();
        long[] counts = Enumerable.Repeat(long.MaxValue / 100_000, 60_000).ToArray();

        LatencyDistribution read = LatencyDistribution.FromBuckets(5, 0, indexes, counts, 0, 1e300);

        Assert.InRange(read.Scale, LatencyBuckets.CoarsestScale, 0);
        Assert.Equal(counts.Sum(), read.Count);
    }

    [Theory]
    [InlineData(6, 0, new[] { 1 }, new[] { 1L }, 1, 2)]
    [InlineData(-4, 0, new[] { 1 }, new[] { 1L }, 1, 2)]
    [InlineData(int.MinValue, 0, new[] { 1 }, new[] { 1L }, 1, 2)]
    [InlineData(5, -1, new[] { 1 }, new[] { 1L }, 1, 2)]
    [InlineData(5, 0, new[] { 1, 2 }, new[] { 1L }, 1, 2)]
    [InlineData(5, 0, new[] { 1 }, new[] { 0L }, 1, 2)]
    [InlineData(5, 0, new[] { 1 }, new[] { -1L }, 1, 2)]
    [InlineData(5, 0, new[] { int.MaxValue }, new[] { 1L }, 1, 2)]
    [InlineData(5, 0, new[] { int.MinValue }, new[] { 1L }, 1, 2)]
    [InlineData(5, 0, new[] { 1 }, new[] { 1L }, 3, 2)]
    [InlineData(5, 0, new[] { 1 }, new[] { 1L }, -1, 2)]
    [InlineData(5, 0, new[] { 1 }, new[] { 1L }, 1, double.PositiveInfinity)]
    public void FromBuckets_NoHistogram_IsRefused(
        int scale, long zeros, int[] indexes, long[] counts, double min, double max)
    {
        MetricsException error = Assert.Throws<MetricsException>(
            () => LatencyDistribution.FromBuckets(scale, zeros, indexes, counts, min, max));

        Assert.Equal(MetricsError.InvalidMetric, error.Error);
    }

    [Fact]
    public void FromBuckets_AnyOrderAndBucketsInParts_AddUp()
    {
        LatencyDistribution written = LatencyDistribution.FromBuckets(5, 2, [3, 40, 3, -7], [1, 5, 2, 4], 0, 3);

        Assert.Equal([-7, 3, 40], written.BucketIndexes.ToArray());
        Assert.Equal([4, 3, 5], written.BucketCounts.ToArray());
        Assert.Equal(14, written.Count);
    }
}
