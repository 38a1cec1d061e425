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
    [InlineData("", "it is cut off")]
    [InlineData("not base64!", "it is not base64")]
    [InlineData("é", "it is not base64")]
    [InlineData("AA==", "its version is 0, not 1")]
    [InlineData("AgE=", "its version is 2, not 1")]
    [InlineData("AQ==", "it is cut off")] // no form
    [InlineData("AQQ=", "its form is 4")]
    [InlineData("AQEA", "it is cut off")] // a byte of a double
    [InlineData("AQEAAAAAAAAAAAA=", "it is cut off")] // a double and a byte
    [InlineData("AQH/////////fw==", "its value 1 is NaN")]
    [InlineData("AQEAAAAAAADwvw==", "its value 1 is -1")]
    [InlineData("AQAK////////////", "a number in it is too large")] // more than 63 bits
    [InlineData("AQD/////Hw==", "an index in it is too large")] // more than 32 bits
    public void Decode_OtherText_IsRefused(string text, string reason) => AssertRefused(text, reason);

    [Fact]
    public void Decode_129Values_IsRefused() =>
        AssertRefused(Convert.ToBase64String([1, 1, .. new byte[129 * sizeof(double)]]), "its value 129 is 0");

    [Fact]
    public void Decode_AMegabyte_IsRefused() => AssertRefused(new string('A', 1 << 20), "it has 1048576 characters");

    [Fact]
    public void Decode_IndexesThatWrapAround_AreRefused()
    {
        byte[] farUp = [0xFE, 0xFF, 0xFF, 0xFF, 0x0F];
        AssertRefused(
            Convert.ToBase64String([1, 0, 10, 0, .. new byte[16], .. farUp, 1, .. farUp, 1]),
            "is out of range");
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

    private static void AssertRefused(string text, string reason)
    {
        MetricsException error = Assert.Throws<MetricsException>(() => LatencyDistribution.Decode(text));
        Assert.Equal(MetricsError.InvalidMetric, error.Error);
        Assert.Contains(reason, error.Message, StringComparison.Ordinal);
    }
}
