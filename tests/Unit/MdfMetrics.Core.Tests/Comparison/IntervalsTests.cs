using MdfMetrics.Comparison;
using MdfMetrics.Latency;
using MdfMetrics.Records;
using MdfMetrics.Tests.Latency;

namespace MdfMetrics.Tests.Comparison;

public sealed class IntervalsTests
{
    private const double Z95 = 1.959964;

    // Newcombe, Statistics in Medicine 17 (1998) 857, table I: Wilson's score interval without continuity correction.
    [Theory]
    [InlineData(81, 263, 0.2553, 0.3662)]
    [InlineData(15, 148, 0.0624, 0.1605)]
    [InlineData(0, 20, 0, 0.1611)]
    [InlineData(1, 29, 0.0061, 0.1718)]
    public void Proportion_PublishedExamples_AreWilsons(long passed, long records, double low, double high)
    {
        Estimate rate = Intervals.Proportion(passed, records, Z95);

        Assert.Equal(100.0 * passed / records, rate.Value, 1e-9);
        Assert.Equal(100 * low, rate.Low, 0.006);
        Assert.Equal(100 * high, rate.High, 0.006);
    }

    // Newcombe, Statistics in Medicine 17 (1998) 873, table II, method 10: whether 0 lies in the interval.
    [Theory]
    [InlineData(56, 70, 48, 80, true)] // 0.0524 to 0.3339
    [InlineData(9, 10, 3, 10, true)] // 0.1705 to 0.8090
    [InlineData(5, 56, 0, 29, false)] // -0.0381 to 0.1926
    [InlineData(10, 10, 0, 10, true)] // 0.6075 to 1
    [InlineData(0, 10, 0, 10, false)]
    public void NoiseAgainst_PublishedExamples_IsNewcombes(long one, long ofOne, long two, long ofTwo, bool differs)
    {
        Estimate left = Intervals.Proportion(one, ofOne, Z95);
        Estimate right = Intervals.Proportion(two, ofTwo, Z95);

        Assert.Equal(differs, Differ(left, right));
        Assert.Equal(differs, Differ(right, left));
    }

    // By hand: 0 + 3.8415/2 ± 1.96·sqrt(0 + 3.8415/4); 10 + 1.9207 ± 1.96·sqrt(10.9604).
    [Theory]
    [InlineData(0, 0, 3.8415)]
    [InlineData(10, 5.4319, 18.4096)]
    public void EventRate_Events_IsTheScoreInterval(long events, double low, double high)
    {
        Estimate rate = Intervals.EventRate(events, 1000, Z95);

        Assert.Equal(low / 1000, rate.Low, 1e-6);
        Assert.Equal(high / 1000, rate.High, 1e-6);
    }

    // n = 100, q = 0.5: 50 ± 1.96·5 gives the ranks floor(40.2) and ceil(59.8) + 1.
    [Fact]
    public void Percentile_RawValues_LiesBetweenOrderStatistics()
    {
        var latencies = LatencyDistribution.FromValues(Enumerable.Range(1, 100).Select(i => (double)i));

        Assert.Equal(new Estimate(50, 40, 61), Intervals.Percentile(latencies, 0.5, Z95));
        Assert.Equal(
            new Estimate(99, 97, double.PositiveInfinity),
            Intervals.Percentile(latencies, 0.99, Z95));
    }

    // The quantiles of the standard normal distribution as printed.
    [Theory]
    [InlineData(0.5, 0)]
    [InlineData(0.95, 1.644854)]
    public void Percentile_ManySamples_HoldsTheTruthAsOftenAsPromised(double q, double normal)
    {
        double truth = 0.002 * Math.Exp(normal);
        int held = Enumerable.Range(0, 400).Count(seed =>
        {
            Estimate found = Intervals.Percentile(
                LatencyDistribution.FromValues(Samples.Of("lognormal", 500, seed)), q, Z95);
            // Bucket midpoints are off by 1.1 % at most.
            return found.Low * 0.989 <= truth && truth <= found.High * 1.011;
        });

        Assert.InRange(held, 380, 400);
    }

    // 1, 2, 3: mean 2, standard deviation 1, so one standard error of the mean is 1/sqrt(3) of 1, 28.87 % of 2.
    [Fact]
    public void Throughput_RawValues_FollowsFromTheMeanTime()
    {
        Estimate rate = Intervals.Throughput(0.5, LatencyDistribution.FromValues([1, 2, 3]), 1);

        Assert.Equal(0.5 / 1.288675, rate.Low, 1e-6);
        Assert.Equal(0.5 / (1 - 0.288675), rate.High, 1e-6);
    }

    [Fact]
    public void Throughput_FewWildValues_HasNoUpperBound() => Assert.Equal(
        double.PositiveInfinity,
        Intervals.Throughput(1, LatencyDistribution.FromValues([1e-6, 1000]), 3).High);

    private static bool Differ(Estimate one, Estimate other) =>
        one.NoiseAgainst(other, 0) is var noise && (other.Value < noise.Low || other.Value > noise.High);
}
