using MdfMetrics.Latency;

namespace MdfMetrics.Tests.Latency;

public sealed class LatencyCodecTests
{
    [Theory]
    [InlineData("lognormal", 0)]
    [InlineData("lognormal", 1)]
    [InlineData("zeros", 128)]
    [InlineData("lognormal", 129)]
    [InlineData("bimodal", 100_000)]
    [InlineData("any", 100_000)]
    public void Decode_WhatEncodeWrote_IsTheSame(string shape, int count)
    {
        LatencyDistribution distribution = LatencyDistribution.FromValues(Samples.Of(shape, count));

        Assert.Equal(distribution, LatencyDistribution.Decode(distribution.Encode()));
    }

    [Theory]
    [InlineData(5)]
    [InlineData(500)]
    [InlineData(long.MaxValue)]
    public void Decode_BatchMeans_KeepsTheMethod(long count)
    {
        var recorder = new LatencyRecorder();
        recorder.Record(0.3, count);

        LatencyDistribution decoded = LatencyDistribution.Decode(recorder.Snapshot().Encode());

        Assert.Equal((count, LatencyMethod.BatchMean), (decoded.Count, decoded.Method));
    }

    [Fact]
    public void Encode_KnownValues_HasTheDocumentedBytes()
    {
        byte[] one = [0, 0, 0, 0, 0, 0, 0xF0, 0x3F];
        Assert.Equal([1, 1, .. one], Convert.FromBase64String(LatencyDistribution.FromValues([1]).Encode()));

        // Scale 5, 3 zeros, 1 to 1; bucket 0 (distance 0) with 300; bucket 32 (distance 32) with 1.
        byte[] buckets = [1, 0, 10, 3, .. one, .. one, 0, 0xAC, 0x02, 64, 1];
        LatencyDistribution distribution = LatencyDistribution.FromBuckets(5, 3, [0, 32], [300, 1], 1, 1);
        Assert.Equal(buckets, Convert.FromBase64String(distribution.Encode()));
    }

    [Fact]
    public void Encode_AMillionLognormalValues_IsShort() =>
        Assert.InRange(LatencyDistribution.FromValues(Samples.Of("lognormal", 1_000_000)).Encode().Length, 1, 1600);

    [Theory]
    [InlineData("")]
    [InlineData("not base64!")]
    [InlineData("é")]
    [InlineData("AA==")] // version 0
    [InlineData("AgE=")] // version 2
    [InlineData("AQ==")] // no form
    [InlineData("AQQ=")] // form 4
    [InlineData("AQEA")] // a cut off double
    [InlineData("AQH////////////v")] // trailing bytes
    [InlineData("AQH/////////fw==")] // NaN
    [InlineData("AQEAAAAAAADwvw==")] // -1
    [InlineData("AQAK////////////")] // a number of more than 63 bits
    public void Decode_OtherText_IsRefused(string text) => AssertRefused(text);

    [Fact]
    public void Decode_129Values_IsRefused() =>
        AssertRefused(Convert.ToBase64String([1, 1, .. new byte[129 * sizeof(double)]]));

    [Fact]
    public void Decode_AMegabyte_IsRefused() => AssertRefused(new string('A', 1 << 20));

    [Fact]
    public void Decode_IndexesThatWrapAround_AreRefused()
    {
        byte[] farUp = [0xFE, 0xFF, 0xFF, 0xFF, 0x0F];
        AssertRefused(Convert.ToBase64String([1, 0, 10, 0, .. new byte[16], .. farUp, 1, .. farUp, 1]));
    }

    [Fact]
    public void Decode_DamagedText_IsADistributionOrRefused()
    {
        var random = new Random(3);
        byte[] bytes = Convert.FromBase64String(LatencyDistribution.FromValues(Samples.Of("zeros", 1000)).Encode());
        for (int n = 0; n < 20_000; n++)
        {
            byte[] damaged = bytes[..random.Next(bytes.Length + 1)];
            for (int i = 0; i < 3 && damaged.Length > 0; i++)
            {
                damaged[random.Next(damaged.Length)] = (byte)random.Next(256);
            }

            try
            {
                LatencyDistribution decoded = LatencyDistribution.Decode(Convert.ToBase64String(damaged));
                Assert.Equal(decoded, LatencyDistribution.Decode(decoded.Encode()));
                _ = decoded.Percentile(0.99);
            }
            catch (MetricsException error)
            {
                Assert.Equal(MetricsError.InvalidMetric, error.Error);
            }
        }
    }

    private static void AssertRefused(string text)
    {
        MetricsException error = Assert.Throws<MetricsException>(() => LatencyDistribution.Decode(text));
        Assert.Equal(MetricsError.InvalidMetric, error.Error);
    }
}
