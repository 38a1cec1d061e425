using System.Text.Json;

namespace MdfMetrics.Tests.Traces;

/// <summary>
/// Runs as metrics: in the form of a payload that a strict protobuf decoder, the Collector and Prometheus took, with the
/// buckets that OpenTelemetry's SDK finds.
/// </summary>
public sealed class RunPointsTests
{
    private const string End = "1769256100000000000";

    [Fact]
    public void Points_EveryMember_IsOneThatReceiversTook()
    {
        HashSet<string> taken = [.. Members(JsonDocument.Parse(File.ReadAllText("Data/otlp/metrics.json")).RootElement)];

        string[] sent = [.. Members(Read(TracedRuns.Points(Measured([0, 1e-6, 3.5]))))];

        Assert.Contains("/resourceMetrics/scopeMetrics/metrics/exponentialHistogram/dataPoints/count:String", sent);
        Assert.Empty(sent.Except(taken));
    }

    [Fact]
    public void Points_Run_HasItsFiguresAtItsEnd()
    {
        Dictionary<string, JsonElement> metrics = Metrics(TracedRuns.Points(Measured([1, 2]) with
        {
            pipeline_name = "nightly",
            overall_pass_rate = 88,
            total_output_records = 7,
            total_errors = 3,
        }));

        JsonElement duration = Gauge(metrics["mdf.run.duration"]);
        Assert.Equal("s", metrics["mdf.run.duration"].GetProperty("unit").GetString());
        Assert.Equal(100, duration.GetProperty("asDouble").GetDouble());
        Assert.Equal(End, duration.GetProperty("timeUnixNano").GetString());
        Assert.Equal("nightly", Attribute(duration, "pipeline"));
        Assert.Equal(1_769_256_100, Gauge(metrics["mdf.run.last_success.timestamp"]).GetProperty("asDouble").GetDouble());
        Assert.Equal(0.88, Gauge(metrics["mdf.run.pass_ratio"]).GetProperty("asDouble").GetDouble(), precision: 12);
        Assert.Equal("2", Gauge(metrics["mdf.run.input_records"]).GetProperty("asInt").GetString());
        Assert.Equal("7", Gauge(metrics["mdf.run.output_records"]).GetProperty("asInt").GetString());
        Assert.Equal("3", Gauge(metrics["mdf.run.errors"]).GetProperty("asInt").GetString());
    }

    [Fact]
    public void Points_FailedRunWithoutRecords_HasNeitherSuccessNorRatioNorLatency()
    {
        RunMetrics run = MemoryRun.Of("run_1", 0) with { status = RunStatus.Failed };

        Assert.Equal(
            ["mdf.run.duration", "mdf.run.input_records", "mdf.run.output_records", "mdf.run.errors"],
            Metrics(TracedRuns.Points(run)).Keys);
    }

    [Fact]
    public void Points_RunId_IsNowhere()
    {
        Assert.DoesNotContain("run_42", TracedRuns.Points(Measured([1]) with { run_id = "run_42" }));
    }

    [Theory]
    [InlineData(1, 1e-7, 1e-3)]
    [InlineData(2, 1e-3, 1e3)]
    [InlineData(3, 0.9, 1.1)]
    public void Points_Latencies_AreTheSdksExponentialHistogram(int seed, double least, double most)
    {
        var random = new Random(seed);
        double[] values =
        [
            0, 0, .. Enumerable.Range(0, 2_000).Select(_ => least * Math.Pow(most / least, random.NextDouble())),
        ];

        JsonElement point = Histogram(TracedRuns.Points(Measured(values)));
        var sdk = SdkHistogram.Of(values);

        Assert.Equal(sdk.Scale, point.GetProperty("scale").GetInt32());
        Assert.Equal(sdk.ZeroCount, Count(point.GetProperty("zeroCount")));
        Assert.Equal(sdk.Buckets.OrderBy(bucket => bucket.Key), Buckets(point));
        Assert.Equal(values.Length, Count(point.GetProperty("count")));
        Assert.Equal(0, point.GetProperty("min").GetDouble());
        Assert.Equal(values.Max(), point.GetProperty("max").GetDouble());
    }

    [Fact]
    public void Points_FewLatencies_HaveBucketsAndSum()
    {
        RunMetrics run = MemoryRun.Of("run_1", 0, MemoryRun.Operator("one", [0.5, 1, 2]) with { avg_latency = 3.5 / 3 });

        JsonElement metric = Metrics(TracedRuns.Points(run))["mdf.operator.latency"].GetProperty("exponentialHistogram");
        JsonElement point = metric.GetProperty("dataPoints")[0];

        // Bucket i has (2^(i/32), 2^((i+1)/32)]: each power of two is the last value of its bucket.
        Assert.Equal([new(-33, 1), new(-1, 1), new(31, 1)], Buckets(point));
        Assert.Equal(3.5, point.GetProperty("sum").GetDouble(), precision: 12);
        Assert.Equal(2, metric.GetProperty("aggregationTemporality").GetInt32());
        Assert.Equal("1769256000000000000", point.GetProperty("startTimeUnixNano").GetString());
        Assert.Equal(End, point.GetProperty("timeUnixNano").GetString());
        Assert.Equal(("stage", "one"), (Attribute(point, "stage"), Attribute(point, "operator")));
    }

    [Fact]
    public void Points_LatenciesOfZeroAlone_HaveNoBuckets()
    {
        JsonElement point = Histogram(TracedRuns.Points(Measured([0, 0])));

        Assert.Equal("2", point.GetProperty("zeroCount").GetString());
        Assert.False(point.TryGetProperty("positive", out _));
    }

    private static RunMetrics Measured(double[] latencies) =>
        MemoryRun.Of("run_1", 0, MemoryRun.Operator("one", latencies));

    private static JsonElement Read(string json) => JsonDocument.Parse(json).RootElement;

    private static Dictionary<string, JsonElement> Metrics(string json) => Read(json)
        .GetProperty("resourceMetrics")[0].GetProperty("scopeMetrics")[0].GetProperty("metrics").EnumerateArray()
        .ToDictionary(metric => metric.GetProperty("name").GetString()!);

    private static JsonElement Gauge(JsonElement metric) =>
        Assert.Single(metric.GetProperty("gauge").GetProperty("dataPoints").EnumerateArray());

    private static JsonElement Histogram(string json) => Metrics(json)["mdf.operator.latency"]
        .GetProperty("exponentialHistogram").GetProperty("dataPoints")[0];

    private static string? Attribute(JsonElement point, string name) => point.GetProperty("attributes").EnumerateArray()
        .Single(entry => entry.GetProperty("key").GetString() == name)
        .GetProperty("value").GetProperty("stringValue").GetString();

    private static IEnumerable<KeyValuePair<int, long>> Buckets(JsonElement point)
    {
        JsonElement positive = point.GetProperty("positive");
        int offset = positive.GetProperty("offset").GetInt32();
        return positive.GetProperty("bucketCounts").EnumerateArray()
            .Select((count, i) => KeyValuePair.Create(offset + i, Count(count)))
            .Where(bucket => bucket.Value > 0);
    }

    private static long Count(JsonElement text) =>
        long.Parse(text.GetString()!, System.Globalization.CultureInfo.InvariantCulture);

    /// <summary>The path of each value, and what kind of JSON it is.</summary>
    private static IEnumerable<string> Members(JsonElement element, string path = "") => element.ValueKind switch
    {
        JsonValueKind.Object => element.EnumerateObject().SelectMany(member => Members(member.Value, $"{path}/{member.Name}")),
        JsonValueKind.Array => element.EnumerateArray().SelectMany(item => Members(item, path)),
        _ => [$"{path}:{element.ValueKind}"],
    };
}
