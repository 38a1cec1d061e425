using MdfMetrics.Comparison;
using MdfMetrics.PastRuns;
using MdfMetrics.Records;
using MdfMetrics.Tests.Aggregation;
using MdfMetrics.Tests.Latency;

namespace MdfMetrics.Tests.Comparison;

public sealed class RunComparerTests
{
    private const int Trials = 200;

    private static readonly RunComparer s_comparer = new(new RunRows(error => throw error, default));

    [Theory]
    [InlineData("lognormal", 100)]
    [InlineData("lognormal", 2_000)]
    [InlineData("narrow", 2_000)]
    [InlineData("bimodal", 2_000)]
    [InlineData("zeros", 1_000)]
    public void Compare_RunsThatDifferByNoiseOnly_GivesNoVerdict(string shape, int records)
    {
        int quiet = Enumerable.Range(0, Trials).Count(trial =>
            GivesNoVerdict(Compare(Noisy(shape, records, 2 * trial), Noisy(shape, records, (2 * trial) + 1))));

        Assert.InRange(quiet, (int)(0.95 * Trials), Trials);
    }

    [Fact]
    public void CompareWithBefore_RunsThatDifferByNoiseOnly_GivesNoVerdict()
    {
        int quiet = Enumerable.Range(0, Trials).Count(trial =>
        {
            RunMetrics[] runs = [.. Enumerable.Range(0, 11).Select(i => Noisy("lognormal", 300, (11 * trial) + i))];
            return GivesNoVerdict(s_comparer.CompareWithBefore(runs[..10], runs[10]));
        });

        Assert.InRange(quiet, (int)(0.95 * Trials), Trials);
    }

    [Theory]
    [InlineData("p50_latency", 1.2, RunVerdict.Worse)]
    [InlineData("p95_latency", 1.2, RunVerdict.Worse)]
    [InlineData("p99_latency", 1.2, RunVerdict.Worse)]
    [InlineData("throughput", 1.2, RunVerdict.Worse)]
    [InlineData("p50_latency", 0.8, RunVerdict.Better)]
    [InlineData("throughput", 0.8, RunVerdict.Better)]
    public void Compare_LatenciesShiftedByAFifth_FindsIt(string metric, double factor, string verdict)
    {
        const int Records = 20_000;
        for (int seed = 0; seed < 20; seed++)
        {
            RunMetrics reference = Run(MemoryRun.Operator("op", Samples.Of("narrow", Records, seed)));
            RunMetrics slower = Run(MemoryRun.Operator(
                "op",
                [.. Samples.Of("narrow", Records, seed + 1000).Select(seconds => seconds * factor)]));

            Assert.Equal(verdict, Row(Compare(reference, slower), metric).verdict);
        }
    }

    [Theory]
    [InlineData(9_000, 8_900, RunVerdict.Same)]
    [InlineData(9_000, 8_000, RunVerdict.Worse)]
    [InlineData(8_000, 9_000, RunVerdict.Better)]
    [InlineData(9_000, 9_000, RunVerdict.Same)]
    public void Compare_PassRates_AreHeldAgainstTheNumberOfRecords(long before, long now, string verdict)
    {
        double[] latencies = Samples.Of("narrow", 10_000);

        IReadOnlyList<RunComparison> rows = Compare(
            Run(MemoryRun.Operator("op", latencies, before)),
            Run(MemoryRun.Operator("op", latencies, now)));

        Assert.Equal(verdict, Row(rows, "pass_rate").verdict);
        Assert.Equal(verdict, Row(rows, "overall_pass_rate").verdict);
        Assert.Equal(100.0 * (now - before) / before, Row(rows, "pass_rate").change, 1e-9);
    }

    [Theory]
    [InlineData(0, 1, RunVerdict.Same)]
    [InlineData(0, 50, RunVerdict.Worse)]
    [InlineData(100, 10, RunVerdict.Better)]
    [InlineData(0, 0, RunVerdict.Same)]
    public void Compare_Errors_AreHeldAgainstChance(long before, long now, string verdict)
    {
        double[] latencies = Samples.Of("narrow", 1_000);

        RunComparison row = Row(
            Compare(
                Run(MemoryRun.Operator("op", latencies, errors: before)),
                Run(MemoryRun.Operator("op", latencies, errors: now))),
            "error_count");

        Assert.Equal((verdict, (double)before, (double)now), (row.verdict, row.reference, row.difference));
    }

    [Fact]
    public void Compare_TimingsThatDifferByLessThanFivePercent_AreTheSameHoweverManyRecords()
    {
        double[] latencies = Samples.Of("narrow", 200_000);

        IReadOnlyList<RunComparison> rows = Compare(
            Run(MemoryRun.Operator("op", latencies)),
            Run(MemoryRun.Operator("op", [.. latencies.Select(seconds => seconds * 1.03)])));

        NotEmpty.All(rows.Where(row => row.level == "operator"), row => Assert.Equal(RunVerdict.Same, row.verdict));
    }

    [Fact]
    public void Compare_TooFewRecordsForAPercentile_IsUnknownWithTheReason()
    {
        RunComparison row = Row(
            Compare(
                Run(MemoryRun.Operator("op", [.. Enumerable.Repeat(0.1, 20)])),
                Run(MemoryRun.Operator("op", [.. Enumerable.Repeat(0.2, 20)]))),
            "p99_latency");

        Assert.Equal(RunVerdict.Unknown, row.verdict);
        Assert.Contains("-Last", row.reason, StringComparison.Ordinal);
    }

    [Fact]
    public void Compare_NoInput_IsUnknown()
    {
        RunMetrics empty = Run(Rows.Row("op", 0, 0));

        Assert.Equal(RunVerdict.Unknown, Row(Compare(empty, empty), "pass_rate").verdict);
    }

    [Fact]
    public void Compare_ReportedPercentiles_AreUnknown()
    {
        RunMetrics Reported(double p95) => Run(Rows.Row("op", 1_000) with
        {
            p95_latency = p95,
            latency_method = LatencyMethod.Reported,
        });

        Assert.Equal(RunVerdict.Unknown, Row(Compare(Reported(1), Reported(2)), "p95_latency").verdict);
    }

    [Fact]
    public void Compare_OperatorsThatCameAndWent_AreNamed()
    {
        IReadOnlyList<RunComparison> rows = Compare(
            Run(Rows.Row("kept"), Rows.Row("old", 7)),
            Run(Rows.Row("kept"), Rows.Row("neu", 5)));

        RunComparison gone = Assert.Single(rows, row => row.operator_name == "old");
        RunComparison added = Assert.Single(rows, row => row.operator_name == "neu");
        Assert.Equal((7.0, double.NaN, "input_records"), (gone.reference, gone.difference, gone.metric));
        Assert.Equal((double.NaN, 5.0, "input_records"), (added.reference, added.difference, added.metric));
        Assert.All([gone, added], row => Assert.Equal(RunVerdict.Unknown, row.verdict));
    }

    [Fact]
    public void Compare_SeveralChanges_TheWorstComesFirst()
    {
        double[] latencies = Samples.Of("narrow", 5_000);
        double[] slower = [.. latencies.Select(seconds => seconds * 3)];

        IReadOnlyList<RunComparison> rows = Compare(
            Run(
                MemoryRun.Operator("a", latencies),
                MemoryRun.Operator("b", latencies),
                MemoryRun.Operator("c", slower)),
            Run(
                MemoryRun.Operator("a", latencies, errors: 100),
                MemoryRun.Operator("b", slower),
                MemoryRun.Operator("c", latencies)));

        Assert.Equal("error_count", rows.First(row => row.level == "operator").metric);
        Assert.Equal(
            [RunVerdict.Worse, RunVerdict.Same, RunVerdict.Better],
            rows.Select(row => row.verdict).Distinct());
        double[] sizes = [.. rows.Where(row => row is { verdict: RunVerdict.Worse, change: > double.MinValue })
            .Select(row => Math.Abs(row.change))];
        Assert.Equal(sizes.OrderDescending(), sizes);
    }

    [Fact]
    public void Compare_Workers_AreMerged()
    {
        double[] latencies = Samples.Of("narrow", 1_000);
        RunMetrics Split(int workers) => Run([.. latencies.Chunk(1_000 / workers).Select((part, worker) =>
            MemoryRun.Operator("op", part, worker: $"worker_{worker}"))]);

        IReadOnlyList<RunComparison> rows = Compare(Split(1), Split(4));

        Assert.Equal(6, rows.Count(row => row.level == "operator"));
        Assert.DoesNotContain(rows, row => row.verdict is RunVerdict.Worse or RunVerdict.Better);
    }

    [Fact]
    public void CompareWithBefore_FarOutsideTheSpread_IsFoundAndTheReferenceIsTheMedian()
    {
        RunMetrics Throughput(double rate, int hours) => MemoryRun.Of("r", hours, Rows.Row("op", 100)) with
        {
            avg_throughput = rate,
        };

        RunMetrics[] before = [.. new[] { 98.0, 102, 100, 99, 101, 100, 98.5, 101.5, 100, 20 }.Select(Throughput)];
        RunComparison row = Assert.Single(
            s_comparer.CompareWithBefore(before, Throughput(50, 20)),
            row => row is { level: "run", metric: "avg_throughput" });

        Assert.Equal((RunVerdict.Worse, 100.0, 50.0, -50.0), (row.verdict, row.reference, row.difference, row.change));
        Assert.Null(row.reference_run_id);
    }

    [Fact]
    public void CompareWithBefore_FewerThanFiveRuns_IsUnknown() => NotEmpty.All(
        s_comparer.CompareWithBefore(
            [.. Enumerable.Range(0, 4).Select(seed => Noisy("narrow", 100, seed))],
            Noisy("narrow", 100, 9)),
        row => Assert.Equal(RunVerdict.Unknown, row.verdict));

    [Fact]
    public void Compare_HugeCounts_DoNotOverflow()
    {
        RunMetrics huge = Run(Rows.Row("op", long.MaxValue, long.MaxValue / 2) with { error_count = long.MaxValue });

        Assert.All(Compare(huge, huge), row => Assert.NotEqual(RunVerdict.Worse, row.verdict));
    }

    private static RunMetrics Noisy(string shape, int records, int seed)
    {
        var random = new Random(seed);
        OperatorMetrics Operator(string name)
        {
            long passed = Enumerable.Range(0, records).Count(_ => random.NextDouble() < 0.7);
            long errors = Enumerable.Range(0, records).Count(_ => random.NextDouble() < 0.01);
            return MemoryRun.Operator(name, Samples.Of(shape, records, random.Next()), passed, errors);
        }

        return Run(Operator("one"), Operator("two"));
    }

    private static RunMetrics Run(params OperatorMetrics[] rows) => MemoryRun.Of($"r{Guid.NewGuid():N}", 0, rows);

    private static IReadOnlyList<RunComparison> Compare(RunMetrics reference, RunMetrics difference)
    {
        IReadOnlyList<RunComparison> rows = s_comparer.Compare(reference, difference);
        Assert.NotEmpty(rows);
        return rows;
    }

    private static bool GivesNoVerdict(IEnumerable<RunComparison> rows)
    {
        RunComparison[] all = [.. rows];
        Assert.NotEmpty(all);
        return all.All(row => row.verdict is RunVerdict.Same or RunVerdict.Unknown);
    }

    private static RunComparison Row(IEnumerable<RunComparison> rows, string metric) =>
        rows.Last(row => row.metric == metric);
}
