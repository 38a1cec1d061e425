using MdfMetrics.Aggregation;
using MdfMetrics.Latency;

namespace MdfMetrics.Tests.Aggregation;

public sealed class CombineTests
{
    [Fact]
    public void Combine_Nothing_IsEmpty() => Assert.Empty(MetricsAggregator.Combine([]));

    [Fact]
    public void Combine_OneEntry_StaysAsItIs()
    {
        OperatorMetrics entry = Rows.Row("a") with { p50_latency = 1, latency_method = LatencyMethod.Reported };

        Assert.Same(entry, Assert.Single(MetricsAggregator.Combine([entry])));
    }

    [Theory]
    [InlineData(1, 2, 20)] // The newer came later,
    [InlineData(2, 1, 10)] // or earlier,
    [InlineData(1, 1, 10)] // or the same was delivered twice.
    public void Combine_SameEntry_HighestRevisionStands(long left, long right, long expected)
    {
        OperatorMetrics[] entries =
        [
            Rows.Row("a", input: 10, entry: "e") with { revision = left },
            Rows.Row("a", input: 20, entry: "e") with { revision = right },
        ];

        Assert.Equal(expected, Assert.Single(MetricsAggregator.Combine(entries)).input_records);
    }

    [Theory]
    [InlineData("e", "f")]
    [InlineData("e", null)]
    [InlineData(null, null)]
    [InlineData("e", "E")]
    public void Combine_OtherEntriesOfOneKey_AddUp(string? left, string? right)
    {
        OperatorMetrics row = Assert.Single(MetricsAggregator.Combine(
        [
            Rows.Row("a", 10, 5, at: 5, entry: left) with
            {
                total_time = 1, error_count = 1, avg_latency = 0.1,
                min_latency = 0.01, max_latency = 0.2, operator_index = 3,
            },
            Rows.Row("a", 30, 25, at: 2, entry: right) with
            {
                total_time = 3, error_count = 2, avg_latency = 0.3,
                min_latency = double.NaN, max_latency = 0.7, stage_index = 1,
            },
        ]));

        Assert.Equal((40, 30, 3), (row.input_records, row.output_records, row.error_count));
        Assert.Equal((75.0, 4.0, 10.0), (row.pass_rate, row.total_time, row.throughput));
        Assert.Equal(0.25, row.avg_latency, 12);
        Assert.Equal((0.01, 0.7), (row.min_latency, row.max_latency));
        Assert.Equal((1L, 3L), (row.stage_index, row.operator_index));
        Assert.Equal(Rows.Start.AddSeconds(2), row.TimestampUtc);
        Assert.Null(row.latency_method);
    }

    [Fact]
    public void Combine_DifferentKeys_StayApartInOrder()
    {
        OperatorMetrics[] entries =
        [
            Rows.Row("b"), Rows.Row("a"), Rows.Row("a", worker: "w"), Rows.Row("a", stage: "étape"),
            Rows.Row("A"), Rows.Row("a") with { run_id = "run_2" },
        ];

        Assert.Equal(entries, MetricsAggregator.Combine(entries));
    }

    [Fact]
    public void Combine_PartsWithDistributions_MergesThem()
    {
        double[] values = [.. Enumerable.Range(1, 100).Select(n => n / 1000.0)];
        OperatorMetrics row = Assert.Single(MetricsAggregator.Combine(
        [
            Rows.Row("a", entry: "1").With(LatencyDistribution.FromValues(values[..60])),
            Rows.Row("a", entry: "2").With(LatencyDistribution.FromValues(values[60..])),
            Rows.Row("a", input: 0, entry: "3") with { p50_latency = 9 },
        ]));

        Assert.Equal((0.05, 0.095, 0.099), (row.p50_latency, row.p95_latency, row.p99_latency));
        Assert.Equal(LatencyMethod.Exact, row.latency_method);
        Assert.Equal(LatencyDistribution.FromValues(values), row.Latencies);
    }

    [Fact]
    public void Combine_OnePartOnlyReported_LeavesPercentilesUnknown()
    {
        OperatorMetrics row = Assert.Single(MetricsAggregator.Combine(
        [
            Rows.Row("a").With(LatencyDistribution.FromValues([0.5])),
            Rows.Row("a") with { p50_latency = 0.1, max_latency = 0.9, latency_method = LatencyMethod.Reported },
        ]));

        Assert.Equal((double.NaN, double.NaN, double.NaN), (row.p50_latency, row.p95_latency, row.p99_latency));
        Assert.Equal((LatencyMethod.Reported, 0.9), (row.latency_method, row.max_latency));
        Assert.Null(row.latency_histogram);
    }

    [Fact]
    public void Combine_BatchMeanFromAFile_StaysBatchMean()
    {
        OperatorMetrics read = Rows.Row("a").With(LatencyDistribution.FromBuckets(5, 0, [1], [10], 1.01, 1.02)) with
        {
            latency_method = LatencyMethod.BatchMean,
        };

        Assert.Equal(LatencyMethod.BatchMean, Assert.Single(MetricsAggregator.Combine([read, read])).latency_method);
    }

    [Fact]
    public void Combine_CustomMetrics_LaterKeysWin()
    {
        OperatorMetrics row = Assert.Single(MetricsAggregator.Combine(
        [
            Rows.Row("a") with { custom_metrics = JsonMap.FromJson("""{"model":"v1","größe":{"x":1}}""") },
            Rows.Row("a"),
            Rows.Row("a") with { custom_metrics = JsonMap.FromJson("""{"Model":"v2","gpu":0.5}""") },
        ]));

        Assert.Equal("""{"Model":"v2","größe":{"x":1},"gpu":0.5}""", row.custom_metrics!.ToString());
    }

    [Fact]
    public void Combine_HugeCounts_StayAtTheLargest()
    {
        OperatorMetrics huge = Rows.Row("a", long.MaxValue, long.MaxValue) with { error_count = long.MaxValue };

        OperatorMetrics row = Assert.Single(MetricsAggregator.Combine([huge, huge]));

        Assert.Equal(long.MaxValue, row.input_records);
        Assert.Equal((long.MaxValue, 100.0), (row.error_count, row.pass_rate));
    }

    [Fact]
    public void MergeWorkers_SeveralWorkers_IsOneRow()
    {
        IReadOnlyList<OperatorMetrics> rows = MetricsAggregator.MergeWorkers(
        [
            Rows.Row("a", 10, worker: "w0").With(LatencyDistribution.FromValues([0.1, 0.2])),
            Rows.Row("b", 7, worker: "w0"),
            Rows.Row("a", 30, worker: "w1").With(LatencyDistribution.FromValues([0.3])),
        ]);

        Assert.Equal(
            [("a", "*", 40L), ("b", "w0", 7L)],
            rows.Select(row => (row.operator_name, row.worker_id, row.input_records)));
        Assert.Equal(0.2, rows[0].p50_latency);
    }
}
