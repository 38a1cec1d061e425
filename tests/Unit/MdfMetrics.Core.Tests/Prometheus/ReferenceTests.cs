using System.Text.Json;
using MdfMetrics.Configuration;
using MdfMetrics.Latency;
using MdfMetrics.Prometheus;
using MdfMetrics.Runs;
using Microsoft.Extensions.Time.Testing;

namespace MdfMetrics.Tests.Prometheus;

/// <summary>
/// Three pipelines whose textfile is known byte for byte: it was written by another program, and is what the rules, the
/// dashboard, promtool, node_exporter and Prometheus were tried with.
/// </summary>
public sealed class ReferenceTests : IDisposable
{
    private const string Nightly = "nightly-ingest";
    private const string Dedup = "dedup";
    private const string Embed = @"C:\jobs\embed ""A""";

    private static readonly string s_data = Path.Combine(AppContext.BaseDirectory, "Data", "prometheus");

    private readonly Exported _exported = new();
    private readonly MetricsRun _live;

    public ReferenceTests()
    {
        // Of the runs before the last the newest ten are usual: 512 s lies between 511 and 513. The first is too old.
        double[] usual = [9000, 600, 500, 530, 504, 520, 508, 514, 510, 513, 511];
        for (int i = 0; i < usual.Length; i++)
        {
            Past(Nightly, 1795669200 - (86400 * (usual.Length - i)), usual[i]);
        }

        Past(Nightly, 1795669200 - 3600, 5, RunStatus.Failed);
        Past(Dedup, 1795568100, 300);
        Past(Embed, 1795600000, 590);
        Past(Embed, 1795610000, 2000);
        Past(Embed, 1795620000, 600);
        _exported.Add(
            Nightly,
            Since(1795669200),
            540.25,
            with: Figures(160_000, 140_800, 88, 3200),
            stages:
            [
                Stage("clean", 0, 400.5, 160_000, 140_800, 3200, 8),
                Stage("embed", 1, 139, 140_800, 140_800, 0, 8),
            ],
            operators: [Operator("clean", 0, "Parse", 140_800, 3200), Operator("embed", 1, "Encode", 140_800, 0)]);
        _exported.Add(
            Dedup,
            Since(1795665600),
            61,
            RunStatus.Failed,
            Figures(5000, 0, 0, 1),
            [Stage("hash", 0, 60, 5000, 0, 1, 1)]);
        _exported.Add(
            Embed,
            Since(1795672800),
            1500,
            with: Figures(1000, 820, 82, 0),
            stages: [Stage("embed", 0, 1490, 1000, 820, 0, 2)]);
        _live = new MetricsRun(
            "going",
            _exported.Store.Path,
            PipelineConfiguration.Default,
            null,
            new RunOrigin(Path.GetTempPath(), null, "7.6.5", "0.1.0") { PipelineName = Embed },
            new FakeTimeProvider(DateTimeOffset.FromUnixTimeSeconds(1795676280)));
        _live.Begin();
    }

    public void Dispose()
    {
        _live.Stop(RunStatus.Failed, null);
        _live.Discard();
        _exported.Dispose();
    }

    [Theory]
    [InlineData("metrics.prom", false)]
    [InlineData("metrics_histogram.prom", true)]
    public void Write_TheRunsOfTheReference_IsTheReferenceByteForByte(string file, bool histogram)
    {
        long count = _exported.Write(new PrometheusOptions { Level = PrometheusLevel.Operator, Histogram = histogram });

        string expected = File.ReadAllText(Path.Combine(s_data, file));
        Assert.Equal(expected, System.Text.Encoding.UTF8.GetString(_exported.Content));
        Assert.Equal(expected.Split('\n').Count(line => line.StartsWith("mdf_", StringComparison.Ordinal)), count);
        Assert.Empty(_exported.Warnings);
    }

    [PromtoolFact]
    public void Write_TheRunsOfTheReference_PromtoolHasNothingToSay()
    {
        foreach (bool histogram in (bool[])[false, true])
        {
            _exported.Write(new PrometheusOptions { Level = PrometheusLevel.Operator, Histogram = histogram });

            Promtool.AcceptsMetrics(_exported.Content);
        }
    }

    private static double Since(double unixSeconds) => unixSeconds - Exported.Unix(0);

    private static Func<RunMetrics, RunMetrics> Figures(long input, long output, double passRate, long errors) =>
        run => run with
        {
            total_input_records = input,
            total_output_records = output,
            overall_pass_rate = passRate,
            total_errors = errors,
        };

    private static StageMetrics Stage(
        string name,
        int index,
        double time,
        long input,
        long output,
        long errors,
        long workers) => Exported.Stage(name) with
        {
            stage_index = index,
            wall_time = time,
            input_records = input,
            output_records = output,
            error_count = errors,
            num_workers = workers,
        };

    /// <summary>
    /// The operator as its worker, which was no code of this project, recorded it: with its percentiles too, since two
    /// that we would read from its buckets differ in the last digit. Ours are the documented midpoint and the nearer to
    /// it: 2·lower·upper / (lower + upper) of exact bounds is 9.03351245849965460E-07 for Parse's p50.
    /// </summary>
    private static OperatorMetrics Operator(string stage, int index, string name, long output, long errors)
    {
        using JsonDocument file = JsonDocument.Parse(File.ReadAllText(Path.Combine(s_data, "latencies.json")));
        JsonElement known = file.RootElement.GetProperty(name);
        double[] percentiles = known.GetProperty("percentiles").Deserialize<double[]>()!;
        long[] counts = known.GetProperty("count").Deserialize<long[]>()!;
        return Exported.Operator(stage, name).WithLatencies(LatencyDistribution.FromBuckets(
            LatencyBuckets.FinestScale,
            0,
            known.GetProperty("index").Deserialize<int[]>(),
            counts,
            known.GetProperty("min").GetDouble(),
            known.GetProperty("max").GetDouble())) with
        {
            stage_index = index,
            input_records = counts.Sum(),
            output_records = output,
            error_count = errors,
            total_time = known.GetProperty("sum").GetDouble(),
            p50_latency = percentiles[0],
            p95_latency = percentiles[1],
            p99_latency = percentiles[2],
        };
    }

    private void Past(string pipeline, double start, double duration, string status = RunStatus.Completed) =>
        _exported.Add(pipeline, Since(start), duration, status);
}
