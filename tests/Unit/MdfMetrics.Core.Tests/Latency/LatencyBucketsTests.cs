using System.Numerics;
using MdfMetrics.Latency;

namespace MdfMetrics.Tests.Latency;

public sealed class LatencyBucketsTests
{
    [Theory]
    [InlineData(1.0, 5, 0)]
    [InlineData(2.0, 5, 32)] // Prometheus schema 5; an OpenTelemetry histogram says 31.
    [InlineData(0.5, 5, -32)]
    [InlineData(1.5, 5, 19)] // log2(1.5) * 32 = 18.7
    [InlineData(3.0, 5, 51)] // log2(3) * 32 = 50.7
    [InlineData(0.001, 5, -318)] // log2(0.001) * 32 = -318.9
    [InlineData(2.1, 5, 35)] // log2(2.1) * 32 = 34.25
    [InlineData(1.0, 0, 0)]
    [InlineData(1.5, 0, 1)]
    [InlineData(2.0, 0, 1)]
    [InlineData(2.1, 0, 2)]
    [InlineData(3.0, 4, 26)] // log2(3) * 16 = 25.4
    [InlineData(1000.0, -3, 2)] // log2(1000) / 8 = 1.25
    [InlineData(double.Epsilon, 5, -1074 * 32)]
    [InlineData(2 * double.Epsilon, 5, -1073 * 32)]
    [InlineData(double.MaxValue, 5, 1024 * 32)]
    [InlineData(double.MaxValue, -3, 128)]
    public void Index_KnownValue_IsCeilingOfLogarithm(double seconds, int scale, int expected) =>
        Assert.Equal(expected, LatencyBuckets.Index(seconds, scale));

    [Fact]
    public void UpperBound_EachBucketOfAnOctave_IsTheRootRoundedDown()
    {
        for (int k = 0; k < 32; k++)
        {
            // mantissa^32 <= 2^(k + 52 * 32) < (mantissa + 1)^32, in whole numbers.
            var mantissa = new BigInteger(LatencyBuckets.UpperBound(k) * (1L << 52));
            BigInteger power = BigInteger.One << (k + (52 * 32));
            Assert.True(BigInteger.Pow(mantissa, 32) <= power);
            Assert.True(BigInteger.Pow(mantissa + 1, 32) > power);
        }
    }

    [Theory]
    [InlineData(5)]
    [InlineData(4)]
    [InlineData(0)]
    [InlineData(-3)]
    public void Index_EveryBound_BelongsToItsBucketAndTheNextDoubleToTheNext(int scale)
    {
        int lowest = LatencyBuckets.Index(1e-300, scale);
        int highest = LatencyBuckets.Index(1e300, scale);
        for (int i = lowest; i < highest; i++)
        {
            double upper = LatencyBuckets.UpperBound(i, scale);
            Assert.Equal(i, LatencyBuckets.Index(upper, scale));
            Assert.Equal(i + 1, LatencyBuckets.Index(Math.BitIncrement(upper), scale));
            Assert.Equal(upper, LatencyBuckets.LowerBound(i + 1, scale));
        }
    }

    [Fact]
    public void Index_AnyPositiveDouble_LiesBetweenItsBounds()
    {
        var random = new Random(7);
        long largest = BitConverter.DoubleToInt64Bits(double.MaxValue);
        for (int n = 0; n < 200_000; n++)
        {
            AssertLiesBetweenBounds(BitConverter.Int64BitsToDouble(random.NextInt64(1, largest)));
            AssertLiesBetweenBounds(BitConverter.Int64BitsToDouble(random.NextInt64(1, 1L << 53)));
        }

        AssertLiesBetweenBounds(double.Epsilon);
        AssertLiesBetweenBounds(double.MaxValue);
    }

    [Fact]
    public void Midpoint_ScaleFive_IsWithinOnePointOnePercentOfBothBounds()
    {
        for (int i = -2000; i < 2000; i++)
        {
            double middle = LatencyBuckets.Midpoint(i);
            Assert.InRange(middle / LatencyBuckets.UpperBound(i), 1 - 0.0109, 1);
            Assert.InRange(middle / LatencyBuckets.LowerBound(i), 1, 1 + 0.0109);
        }
    }

    [Fact]
    public void Midpoint_LastBucket_IsFinite() =>
        Assert.InRange(LatencyBuckets.Midpoint(1024 * 32), 1.7e308, double.MaxValue);

    [Theory]
    [InlineData(0.0)]
    [InlineData(-1.0)]
    [InlineData(double.NaN)]
    [InlineData(double.PositiveInfinity)]
    [InlineData(double.NegativeInfinity)]
    public void Index_NoPositiveFiniteNumber_Throws(double seconds) =>
        Assert.Throws<ArgumentOutOfRangeException>(() => LatencyBuckets.Index(seconds));

    private static void AssertLiesBetweenBounds(double value)
    {
        for (int scale = LatencyBuckets.CoarsestScale; scale <= LatencyBuckets.FinestScale; scale++)
        {
            int index = LatencyBuckets.Index(value, scale);
            Assert.True(value > LatencyBuckets.LowerBound(index, scale));
            Assert.True(value <= LatencyBuckets.UpperBound(index, scale));
        }
    }
}
