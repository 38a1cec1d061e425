using MdfMetrics.Aggregation;
using MdfMetrics.Latency;
using MdfMetrics.Tests.Aggregation;
using MdfMetrics.Tests.Storage;

namespace MdfMetrics.Tests.Dashboards;

/// <summary>The figures of a dashboard are those of Get-MdfRun and of Get-MdfOperatorMetric -MergeRun.</summary>
public sealed class DashboardFiguresTests : IDisposable
{
    private const string Unnamed = "(unnamed)";
    private const string Operator = "pipeline_name, stage_name, operator_name";

    private readonly TemporaryStore _store = new();
    private readonly DuckDb _database = new();

    public static TheoryData<string> Forms => ["flat", "date", "hive", "compacted", "mixed", "old", "foreign and ours"];

    public void Dispose()
    {
        _database.Dispose();
        _store.Dispose();
    }

    [Theory]
    [MemberData(nameof(Forms))]
    public void Runs_OfAnyStore_AddUpToThoseListed(string form)
    {
        DashboardStores.All[form](_store);
        RunMetrics[] runs = [.. _store.Runs()];
        RunMetrics[] rated = [.. runs.Where(run => !double.IsNaN(run.overall_pass_rate))];

        string[] metrics =
            ["runs", "records_in", "records_out", "errors", "not_completed", "pass_rate", "throughput", "last_start"];
        object?[] found = Assert.Single(_database.Query(Exported().Select("mdf_runs", "", metrics)));

        Assert.Equal(
            [
                (long)runs.Length,
                runs.Sum(run => run.total_input_records),
                runs.Sum(run => run.total_output_records),
                runs.Sum(run => run.total_errors),
                runs.LongCount(run => run.status != RunStatus.Completed),
            ],
            found[..5]);
        Near(
            rated.Sum(run => run.overall_pass_rate * run.total_input_records)
                / rated.Sum(run => run.total_input_records),
            found[5]);
        Near(runs.Average(run => run.avg_throughput), found[6]);
        Assert.Equal(runs.Max(run => run.StartUtc), Milliseconds((DateTime)found[7]!));
    }

    [Theory]
    [MemberData(nameof(Forms))]
    public void Operators_OfAnyStore_AreThoseOfMergedRuns(string form)
    {
        DashboardStores.All[form](_store);

        AssertOperators();
    }

    [Theory]
    [InlineData("flat")]
    [InlineData("compacted")]
    [InlineData("mixed")]
    public void Percentiles_OfAnyStore_AreThoseOfMergedRuns(string form)
    {
        DashboardStores.All[form](_store);

        AssertPercentiles();
    }

    [Fact]
    public void Percentiles_OfZerosAndOfOneValue_AreThoseOfMergedRuns()
    {
        _store.Write(Of("a", ("idle", [0, 0, 0]), ("half", [0, 0, 0, 0, 0.25, 1]), ("steady", [0.001, 0.001])));
        _store.Write(Of("b", ("idle", [0, 0]), ("half", [0, 0, 2, 4]), ("steady", [0.001])));

        AssertPercentiles();
    }

    /// <summary>Percentiles count calls digit by digit of base 1024; each case has its own operator.</summary>
    [Fact]
    public void Percentiles_OfHugeCounts_AreThoseOfMergedRuns()
    {
        long[] counts = [1, 1_023, 1_024, 1_025, 1_048_575, 1_048_576, 1_048_577, 3_000_000_000, 68_719_476_737];
        OperatorMetrics[] operators =
        [
            .. counts.Select((count, i) => Huge($"huge {i}", [count, 1, count, 2 * count])),
            Huge("rising", counts),
            Huge("falling", [.. counts.Reverse()]),
        ];
        foreach (string id in (string[])["a", "b"])
        {
            RunMetrics run = MemoryRun.Of(id, 0, operators);
            _store.Write(new Sample(run, run.Stages!, run.Operators!));
        }

        AssertPercentiles();
    }

    /// <summary>Histograms of other writers may be coarser: theirs are within what their buckets are wide.</summary>
    [Theory]
    [InlineData(4, 0.023)]
    [InlineData(2, 0.10)]
    [InlineData(0, 0.35)]
    public void Percentiles_OfACoarserScale_AreWithinItsBuckets(int scale, double tolerance)
    {
        double[] values = [.. Enumerable.Range(1, 500).Select(i => 0.0001 * Math.Pow(1.01, i))];
        LatencyDistribution exact = LatencyDistribution.FromValues(values);
        int[] indexes = [.. exact.BucketIndexes];
        long[] counts = [.. exact.BucketCounts];
        Dictionary<int, long> coarse = indexes.Zip(counts)
            .GroupBy(bucket => (int)Math.Ceiling(bucket.First / Math.Pow(2, 5 - scale)))
            .ToDictionary(group => group.Key, group => group.Sum(bucket => bucket.Second));
        OperatorMetrics row = MemoryRun.Operator("coarse", values).With(LatencyDistribution.FromBuckets(
            scale,
            2,
            [.. coarse.Keys],
            [.. coarse.Values],
            0,
            values[^1]));
        RunMetrics run = MemoryRun.Of("a", 0, row);
        _store.Write(new Sample(run, run.Stages!, run.Operators!));

        double p95 = (double)_database.Single(Exported().Select("mdf_latency", "", ["p95"]))!;

        Assert.InRange(p95 / (1000 * values[474]), 1 - tolerance, 1 + tolerance);
        Assert.Equal(502L, _database.Single(Exported().Select("mdf_latency", "", ["calls"])));
    }

    /// <summary>Superset draws a box of five rows, of which the second and the fourth are the quartiles.</summary>
    [Fact]
    public void BoxByMedian_OfAllRuns_IsFivePercentilesOfMergedRunsByTheirMedian()
    {
        DashboardStores.Fill(_store, PartitionBy.None);

        AssertBoxes("box_vs_p50", latencies => 1 / latencies.Percentile(0.5));
    }

    [Fact]
    public void Distribution_UpToAMillisecond_CountsThoseCalls()
    {
        double[] values = [0, 0.0004, 0.0007, 0.00095, 0.0011, 0.003, 4.9];
        _store.Write(Of("a", ("read", values)));

        object? found = _database.Single(Exported().Select("mdf_latency", "", ["calls"], "up_to_ms <= 1"));

        Assert.Equal((long)values.Count(value => value <= 0.001), found);
        Assert.Equal(
            [0.0, 0.4, 0.8, 1.0, 1.25, 3.15, 5000.0],
            _database.Query(Exported().Select("mdf_latency", "up_to_ms", ["calls"]))
                .Select(row => (double)row[0]!).Order());
    }

    /// <summary>A source has no pass rate; a sink's and an aggregate's are of what did not fail.</summary>
    [Fact]
    public void Roles_OfARun_CountAsTheyAreMeant()
    {
        RunMetrics run = MemoryRun.Of(
            "a",
            0,
            Role("read", OperatorRole.Source, 0, 100, 0),
            Role("check", null, 100, 80, 0),
            Role("sum", OperatorRole.Aggregate, 80, 2, 8),
            Role("write", OperatorRole.Sink, 2, 2, 0),
            Role("notify", null, 50, 5, 0) with { stage_name = "tell", stage_index = 1 });
        run = run with
        {
            Stages = [.. run.Stages!.Select(row =>
                row.stage_name == "tell" ? row with { role = StageRole.Auxiliary } : row)],
        };
        _store.Write(new Sample(run, run.Stages!, run.Operators!));
        ExportedDashboard dashboard = Exported();

        Dictionary<string, object?> rates = _database
            .Query(dashboard.Select("mdf_operators", "operator_name", ["rate"]))
            .ToDictionary(row => $"{row[0]}", row => row[1]);
        string[] flow =
        [
            .. _database.Query(dashboard.Select("mdf_flow", "source, target", ["records_sum"]))
                .Select(row => $"{row[0]} → {row[1]}: {row[2]}")
                .Order(StringComparer.Ordinal),
        ];

        Assert.Null(rates["read"]);
        Near(80, rates["check"]);
        Near(90, rates["sum"]);
        Near(100, rates["write"]);
        Assert.Equal(
            [
                "1 read → 2 check: 100", "2 check → 3 sum: 80", "2 check → dropped by 2 check: 20",
                "3 sum → 4 write: 2", "3 sum → failed in 3 sum: 8", "4 write → out: 2",
            ],
            flow);
        AssertOperators();
        Near(run.overall_pass_rate, _database.Single(dashboard.Select("mdf_runs", "", ["pass_rate"])));
    }

    private static OperatorMetrics Huge(string name, long[] counts)
    {
        int[] buckets = [.. Enumerable.Range(0, counts.Length).Select(i => -200 + (7 * i))];
        return MemoryRun.Operator(name, [0.01]).With(
            LatencyDistribution.FromBuckets(5, 0, buckets, counts, 0.001, 1_000));
    }

    private static Sample Of(string id, params (string Name, double[] Latencies)[] operators)
    {
        RunMetrics run = MemoryRun.Of(
            id,
            0,
            [.. operators.Select(item => MemoryRun.Operator(item.Name, item.Latencies))]);
        return new Sample(run, run.Stages!, run.Operators!);
    }

    private static OperatorMetrics Role(string name, string? role, long input, long output, long failed) =>
        OperatorRates.Apply(
            Rows.Row(name, input, output) with { role = role, failed_records = failed, total_time = 2 },
            2);

    private static DateTime Milliseconds(DateTime time) =>
        DateTime.SpecifyKind(time, DateTimeKind.Utc).AddTicks(-(time.Ticks % TimeSpan.TicksPerMillisecond));

    private static string Key(OperatorMetrics row) =>
        $"{row.pipeline_name ?? Unnamed}/{row.stage_name}/{row.operator_name}";

    private static void Near(double expected, object? found) =>
        Assert.InRange((double)found!, expected - Math.Abs(1e-9 * expected), expected + Math.Abs(1e-9 * expected));

    private ExportedDashboard Exported() => new(_store.Path);

    private OperatorMetrics[] Merged() =>
        [.. MetricsAggregator.MergeRuns(_store.Operators([.. _store.Runs()]))];

    private void AssertOperators()
    {
        Dictionary<string, object?[]> found = _database
            .Query(Exported().Select(
                "mdf_operators",
                Operator,
                ["records_in", "records_out", "errors", "failed", "rate", "busy_seconds", "records_per_second"]))
            .ToDictionary(row => $"{row[0]}/{row[1]}/{row[2]}", row => row[3..]);
        OperatorMetrics[] merged = Merged();

        Assert.Equal(merged.Length, found.Count);
        NotEmpty.All(merged, row =>
        {
            object?[] figures = found[Key(row)];
            Assert.Equal(
                [row.input_records, row.output_records, row.error_count, row.failed_records],
                figures[..4].Select(figure => (long)(figure ?? 0L)));
            Assert.Equal(double.IsNaN(row.pass_rate), figures[4] is null);
            Near(double.IsNaN(row.pass_rate) ? 0 : row.pass_rate, figures[4] ?? 0.0);
            Near(row.total_time, figures[5]);
            Near(row.throughput, figures[6] ?? 0.0);
        });
    }

    private void AssertPercentiles()
    {
        Dictionary<string, object?[]> found = _database
            .Query(Exported().Select("mdf_latency", Operator, ["calls", "p50", "p95", "p99"]))
            .ToDictionary(row => $"{row[0]}/{row[1]}/{row[2]}", row => row[3..]);
        OperatorMetrics[] merged = Merged();

        Assert.Equal(merged.Length, found.Count);
        NotEmpty.All(merged, row =>
        {
            Assert.Equal(row.Latencies!.Count, found[Key(row)][0]);
            Near(1000 * row.p50_latency, found[Key(row)][1]);
            Near(1000 * row.p95_latency, found[Key(row)][2]);
            Near(1000 * row.p99_latency, found[Key(row)][3]);
        });
        AssertBoxes("box", _ => 1000);
    }

    private void AssertBoxes(string metric, Func<LatencyDistribution, double> unit)
    {
        ILookup<string, double> found = _database.Query(Exported().Select("mdf_latency", Operator, [metric]))
            .ToLookup(row => $"{row[0]}/{row[1]}/{row[2]}", row => (double)row[3]!);
        OperatorMetrics[] merged = Merged();

        Assert.Equal(merged.Length, found.Count);
        NotEmpty.All(merged, row =>
        {
            double[] box = [.. found[Key(row)]];
            Assert.Equal(5, box.Length);
            foreach ((double q, double value) in ((double[])[0.05, 0.25, 0.5, 0.75, 0.95]).Zip(box))
            {
                Near(row.Latencies!.Percentile(q) * unit(row.Latencies), value);
            }
        });
    }
}
