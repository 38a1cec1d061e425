using HdrHistogram;
using MdfMetrics.Aggregation;
using MdfMetrics.Collection;
using MdfMetrics.Latency;

namespace MdfMetrics.Tests.Aggregation;

/// <summary>
/// Percentiles of an operator over its workers and runs: any split and order of the work gives the histogram of one
/// worker bit for bit, and percentiles within 1.1 % of the truth.
/// </summary>
public sealed class MergeWorkersTests
{
    private static readonly double[] s_quantiles = [0.5, 0.95, 0.99];

    [Theory]
    [InlineData(1, 2, 1000, 0.5)]
    [InlineData(2, 16, 5000, 1.5)]
    [InlineData(3, 100, 20000, 0.1)]
    [InlineData(4, 7, 129, 1)]
    [InlineData(5, 1000, 3000, 3)]
    public void MergeWorkers_AnySplitAnyOrder_EqualsOneWorker(int seed, int workers, int count, double sigma)
    {
        var random = new Random(seed);
        double[] latencies = [.. Enumerable.Range(0, count).Select(_ => Lognormal(random, sigma))];
        LatencyDistribution one = LatencyDistribution.FromValues(latencies);
        OperatorMetrics[] rows =
            [.. latencies.GroupBy(_ => random.Next(workers)).Select(part => Row("r", $"w{part.Key}", [.. part]))];

        for (int order = 0; order < 5; order++)
        {
            random.Shuffle(rows);
            OperatorMetrics merged = Assert.Single(MetricsAggregator.MergeWorkers(rows));

            Assert.Equal(
                (count, "*", LatencyMethod.Histogram),
                (merged.input_records, merged.worker_id, merged.latency_method));
            Assert.True(one.BucketIndexes.SequenceEqual(merged.Latencies!.BucketIndexes));
            Assert.True(one.BucketCounts.SequenceEqual(merged.Latencies.BucketCounts));
            Assert.Equal((one.Min, one.Max), (merged.min_latency, merged.max_latency));
            AssertNearTheTruth(latencies, merged);
        }
    }

    [Fact]
    public void MergeRuns_RunsOfManyWorkers_EqualsOneWorker()
    {
        var random = new Random(6);
        double[] latencies = [.. Enumerable.Range(0, 4000).Select(_ => Lognormal(random, 1))];
        OperatorMetrics[] rows = [.. latencies.Chunk(100).Select((part, i) => Row($"r{i / 8}", $"w{i % 8}", part))];

        OperatorMetrics merged = Assert.Single(MetricsAggregator.MergeRuns(MetricsAggregator.MergeWorkers(rows)));

        Assert.Equal(("*", "*", 4000L), (merged.run_id, merged.worker_id, merged.input_records));
        Assert.True(
            LatencyDistribution.FromValues(latencies).BucketCounts.SequenceEqual(merged.Latencies!.BucketCounts));
        AssertNearTheTruth(latencies, merged);
    }

    [Fact]
    public void MergeRuns_OtherStageOrOperator_StaysApart()
    {
        OperatorMetrics[] rows = [Row("a", "w", [1]), Row("b", "w", [2]) with { stage_name = "other" }, Row("b", "w", [3]) with { operator_name = "p" }];

        Assert.Equal(["a", "b", "b"], MetricsAggregator.MergeRuns(rows).Select(row => row.run_id));
    }

    [Fact]
    public void MergeWorkers_PercentilesThatWereOnlyReported_AreUnknownAndSaySo()
    {
        OperatorMetrics reported =
            Row("r", "w", [1]) with { worker_id = "x", Latencies = null, latency_method = LatencyMethod.Reported };

        OperatorMetrics merged = Assert.Single(MetricsAggregator.MergeWorkers([Row("r", "w", [1]), reported]));

        Assert.Equal(
            (double.NaN, double.NaN, LatencyMethod.Reported),
            (merged.p50_latency, merged.p99_latency, merged.latency_method));
    }

    private static void AssertNearTheTruth(double[] latencies, OperatorMetrics merged)
    {
        double[] sorted = [.. latencies.Order()];
        var peer = new LongHistogram(TimeSpan.TicksPerHour * 100, 4);
        Array.ForEach(sorted, seconds => peer.RecordValue((long)(seconds * 1e9)));
        double[] found = [merged.p50_latency, merged.p95_latency, merged.p99_latency];
        foreach ((double q, double value) in s_quantiles.Zip(found))
        {
            double truth = sorted[(int)Math.Ceiling((decimal)q * sorted.Length) - 1];
            Assert.InRange(value, truth * (1 - 0.011), truth * (1 + 0.011));
            Assert.InRange(value * 1e9 / peer.GetValueAtPercentile(100 * q), 1 - 0.0125, 1 + 0.0125);
        }
    }

    private static OperatorMetrics Row(string run, string worker, double[] latencies) =>
        OperatorFigures.ToMetrics(Given.Columns("{}"), values: latencies, identity: new OperatorMetrics
        {
            run_id = run,
            stage_name = "s",
            operator_name = "o",
            worker_id = worker,
            timestamp = new DateTime(2026, 1, 24, 12, 0, 0, DateTimeKind.Utc),
        });

    /// <summary>About 2 ms.</summary>
    private static double Lognormal(Random random, double sigma) => 0.002 * Math.Exp(sigma
        * Math.Sqrt(-2 * Math.Log(1 - random.NextDouble())) * Math.Cos(2 * Math.PI * random.NextDouble()));

    [Fact]
    public void MergeRuns_OperatorsOfOneNameInTwoPipelines_AreTwo() => Assert.Equal(
        ["nightly 3", "hourly 4", " 8"],
        MetricsAggregator.MergeRuns(
            [
                Rows.Row("o") with { run_id = "a", pipeline_name = "nightly", input_records = 1 },
                Rows.Row("o") with { run_id = "b", pipeline_name = "hourly", input_records = 4 },
                Rows.Row("o") with { run_id = "c", pipeline_name = "nightly", input_records = 2 },
                Rows.Row("o") with { run_id = "d", input_records = 8 },
            ])
            .Select(row => $"{row.pipeline_name} {row.input_records}"));
}
