using MdfMetrics.Latency;

namespace MdfMetrics.Tests.Latency;

public sealed class LatencyEqualityTests
{
    private static readonly LatencyDistribution s_some = Buckets();

    public static TheoryData<string, LatencyDistribution> Others => new()
    {
        { "scale", Buckets(scale: 4) },
        { "zeros", Buckets(zeros: 1) },
        { "index", Buckets(highest: 41) },
        { "count", Buckets(count: 7) },
        { "minimum", Buckets(min: 1.0625) },
        { "maximum", Buckets(max: 2.3125) },
    };

    [Fact]
    public void Equals_TheSame_IsTrue()
    {
        Assert.Equal(s_some, Buckets());
        Assert.Equal(s_some.GetHashCode(), Buckets().GetHashCode());
    }

    [Theory]
    [MemberData(nameof(Others), DisableDiscoveryEnumeration = true)]
    public void Equals_OneThingDiffers_IsFalse(string what, LatencyDistribution other) =>
        Assert.False(s_some.Equals(other), what);

    [Fact]
    public void Equals_ValuesOfTheSameBuckets_IsFalse() => Assert.NotEqual(
        LatencyDistribution.FromValues([1, 2.125, 3]),
        LatencyDistribution.FromValues([1, 2.1251, 3]));

    [Fact]
    public void Equals_MeansOfBatches_AreNotTheRecordsThemselves()
    {
        var batch = new LatencyRecorder();
        batch.Record(0.5, 200);

        Assert.NotEqual(LatencyDistribution.FromValues(Enumerable.Repeat(0.5, 200)), batch.Snapshot());
    }

    [Fact]
    public void Equals_Nothing_IsFalse() => Assert.False(s_some.Equals((object?)null));

    private static LatencyDistribution Buckets(
        int scale = 5, long zeros = 0, int highest = 40, long count = 6, double min = 1.05, double max = 2.375) =>
        LatencyDistribution.FromBuckets(scale, zeros, [3, highest], [5, count], min, max);
}
