using MdfMetrics.Latency;

namespace MdfMetrics.Tests.Latency;

public sealed class LatencyMergeTests
{
    [Theory]
    [InlineData("lognormal", 1)]
    [InlineData("bimodal", 2)]
    [InlineData("pareto", 3)]
    [InlineData("zeros", 4)]
    [InlineData("spread", 5)]
    [InlineData("any", 6)]
    public void Merge_AnySplitOrderAndGrouping_EqualsTheWhole(string shape, int seed)
    {
        var random = new Random(seed);
        for (int round = 0; round < 40; round++)
        {
            double[] values = Samples.Of(shape, random.Next(1, 6000), random.Next());
            LatencyDistribution whole = LatencyDistribution.FromValues(values);
            var parts = new List<LatencyDistribution>(Split(values, random));
            while (parts.Count > 1)
            {
                LatencyDistribution[] shuffled = [.. parts];
                random.Shuffle(shuffled);
                int group = random.Next(2, shuffled.Length + 1);
                parts = [.. shuffled[group..], LatencyDistribution.Merge(shuffled[..group])];
            }

            Assert.Equal(whole, parts[0]);
            Assert.Equal(whole.Scale, parts[0].Scale);
        }
    }

    [Fact]
    public void Merge_HeavyAndWideParts_HasOneScaleInAnyOrder()
    {
        var random = new Random(11);
        LatencyDistribution[] parts = Enumerable.Range(0, 24).Select(_ => Heavy(random)).ToArray();
        LatencyDistribution whole = LatencyDistribution.Merge(parts);
        Assert.InRange(whole.Scale, LatencyBuckets.CoarsestScale, LatencyBuckets.FinestScale - 1);
        for (int round = 0; round < 50; round++)
        {
            random.Shuffle(parts);
            int cut = random.Next(1, parts.Length);
            LatencyDistribution left = parts[..cut].Aggregate((sum, next) => LatencyDistribution.Merge([sum, next]));
            LatencyDistribution right = LatencyDistribution.Merge(parts[cut..]);

            Assert.Equal(whole, LatencyDistribution.Merge([left, right]));
        }
    }

    [Theory]
    [InlineData(64, 64, LatencyMethod.Exact)]
    [InlineData(64, 65, LatencyMethod.Histogram)]
    [InlineData(0, 3, LatencyMethod.Exact)]
    [InlineData(1, 200, LatencyMethod.Histogram)]
    public void Merge_RawParts_StayExactUpTo128(int left, int right, string method)
    {
        LatencyDistribution merged = LatencyDistribution.Merge(
        [
            LatencyDistribution.FromValues(Samples.Of("pareto", left)),
            LatencyDistribution.FromValues(Samples.Of("pareto", right)),
        ]);

        Assert.Equal((left + right, method), (merged.Count, merged.Method));
    }

    [Fact]
    public void Merge_Histograms_HaveTheRangeOfAll()
    {
        LatencyDistribution merged = LatencyDistribution.Merge(
        [
            LatencyDistribution.FromBuckets(5, 0, [3, 40], [5, 6], 1.0625, 2.375),
            LatencyDistribution.FromBuckets(5, 0, [5, 39], [5, 6], 1.1, 2.3),
            LatencyDistribution.FromBuckets(5, 0, [-90, 2], [1, 1], 0.14, 1.04),
        ]);

        Assert.Equal((0.14, 2.375), (merged.Min, merged.Max));
    }

    [Fact]
    public void Merge_BatchMeanPart_MakesTheWholeBatchMean()
    {
        var batches = new LatencyRecorder();
        batches.Record(0.1, 10);

        LatencyDistribution one = LatencyDistribution.FromValues([1]);

        LatencyDistribution merged = LatencyDistribution.Merge([one, batches.Snapshot()]);

        Assert.Equal(LatencyMethod.BatchMean, merged.Method);
        Assert.Equal((11, 0.1, 1.0), (merged.Count, merged.Percentile(0.5), merged.Percentile(1)));
    }

    [Fact]
    public void Merge_Nothing_IsEmpty() => Assert.Equal(LatencyDistribution.Empty, LatencyDistribution.Merge([]));

    [Fact]
    public void Merge_HugeCounts_StayAtTheLargest()
    {
        LatencyDistribution huge = LatencyDistribution.FromBuckets(5, 0, [7], [long.MaxValue], 1.1, 1.2);

        LatencyDistribution merged = LatencyDistribution.Merge([huge, huge]);

        Assert.Equal(long.MaxValue, merged.Count);
        Assert.InRange(merged.Percentile(1), 1.1, 1.2);
    }

    private static LatencyDistribution[] Split(double[] values, Random random)
    {
        int workers = random.Next(1, 9);
        return values.GroupBy(_ => random.Next(workers)).Select(LatencyDistribution.FromValues).ToArray();
    }

    private static LatencyDistribution Heavy(Random random)
    {
        var recorder = new LatencyRecorder();
        for (int i = 0; i < 200; i++)
        {
            recorder.Record(Math.Pow(2, random.Next(-60, 60) * random.NextDouble()), 1L << random.Next(0, 62));
        }

        return recorder.Snapshot();
    }
}
