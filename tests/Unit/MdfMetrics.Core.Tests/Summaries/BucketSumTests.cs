using MdfMetrics.Latency;
using MdfMetrics.Summaries.Tables;

namespace MdfMetrics.Tests.Summaries;

public sealed class BucketSumTests
{
    [Fact]
    public void Add_HistogramsOfAnyScaleAndRange_EqualsTheMergeOfDistributions()
    {
        var random = new Random(5);
        LatencyDistribution[] parts =
        [
            .. Enumerable.Range(0, 50).Select(part => LatencyDistribution.FromValues(Enumerable.Range(0, 300).Select(i =>
                i % 40 == 0 ? 0 : Math.Pow(10, ((random.NextDouble() - 0.5) * (part % 5 == 0 ? 40 : 3)) - 3)))),
        ];
        var sum = new BucketSum();

        foreach (LatencyDistribution part in parts)
        {
            sum.Add(part.Scale, part.ZeroCount, Wide(part.BucketIndexes), part.BucketCounts);
        }

        Assert.Equal(LatencyDistribution.Merge(parts).Histogram, sum.ToHistogram());
    }

    [Fact]
    public void Add_Sums_EqualsOneSum()
    {
        var (left, right, whole) = (new BucketSum(), new BucketSum(), new BucketSum());
        double[] values = [0, 0.001, 0.002, 1e-9, 5, 5, 86_400 * 300, double.Epsilon, double.MaxValue];
        for (int i = 0; i < values.Length; i++)
        {
            (i % 2 == 0 ? left : right).Add(values[i]);
            whole.Add(values[i]);
        }

        left.Add(right);

        Assert.Equal(whole.ToHistogram(), left.ToHistogram());
        Assert.Equal(9, whole.ToHistogram()!.Total);
    }

    [Fact]
    public void Add_HugeCounts_StayAtTheLargestLong()
    {
        var sum = new BucketSum();

        sum.Add(5, 1, [10, 11], [long.MaxValue, 3]);
        sum.Add(5, long.MaxValue, [10, 11], [long.MaxValue, 4]);

        LatencyHistogram histogram = sum.ToHistogram()!;
        Assert.Equal(long.MaxValue, histogram.ZeroCount);
        Assert.Equal(long.MaxValue, histogram.Counts[0]);
    }

    [Fact]
    public void Add_AnyOrderAndBucketsInParts_AddsUp()
    {
        var sum = new BucketSum();

        sum.Add(5, 2, [3, 40, 3, -7], [1, 5, 2, 4]);

        Assert.Equal([-7, 3, 40], sum.ToHistogram()!.Indexes);
        Assert.Equal([4, 3, 5], sum.ToHistogram()!.Counts);
    }

    [Theory]
    [InlineData(6, 0, new long[] { 1 }, new long[] { 1 })]
    [InlineData(5, -1, new long[] { 1 }, new long[] { 1 })]
    [InlineData(5, 0, new long[] { 1 }, new long[] { 0 })]
    [InlineData(5, 0, new long[] { 1 }, new long[] { -5 })]
    [InlineData(5, 0, new long[] { 1, 2 }, new long[] { 1 })]
    [InlineData(5, 0, new long[] { long.MaxValue }, new long[] { 1 })]
    [InlineData(5, 0, new long[] { 40_000 }, new long[] { 1 })]
    [InlineData(long.MaxValue, 0, new long[] { 1 }, new long[] { 1 })]
    public void Add_NoHistogram_IsRefusedAndAddsNothing(long scale, long zeroCount, long[] indexes, long[] counts)
    {
        var sum = new BucketSum();

        MetricsException error = Assert.Throws<MetricsException>(() => sum.Add(scale, zeroCount, indexes, counts));

        Assert.Equal(MetricsError.InvalidMetric, error.Error);
        Assert.Null(sum.ToHistogram());
    }

    [Fact]
    public void ToHistogram_Empty_IsNull()
    {
        var sum = new BucketSum();
        sum.Add(5, 0, [], []);

        Assert.Null(sum.ToHistogram());
    }

    private static long[] Wide(ReadOnlySpan<int> indexes) => Array.ConvertAll(indexes.ToArray(), index => (long)index);
}
