using MdfMetrics.Records;
using MdfMetrics.Tests.Aggregation;
using MdfMetrics.Tests.Latency;
using static MdfMetrics.Tests.Comparison.ComparedRuns;

namespace MdfMetrics.Tests.Comparison;

/// <summary>A run against another one: what its records tell.</summary>
public sealed class RunComparerTests
{
    private const int Trials = 200;

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

    // One run tells nothing of what runs vary by: 1.92 times is what a tenth, as it is assumed, leaves room for.
    [Theory]
    [InlineData("p50_latency", 2.2, RunVerdict.Worse)]
    [InlineData("p95_latency", 2.2, RunVerdict.Worse)]
    [InlineData("p99_latency", 2.2, RunVerdict.Worse)]
    [InlineData("throughput", 2.2, RunVerdict.Worse)]
    [InlineData("p50_latency", 0.45, RunVerdict.Better)]
    [InlineData("throughput", 0.45, RunVerdict.Better)]
    [InlineData("p50_latency", 1.7, RunVerdict.Same)]
    [InlineData("throughput", 1.7, RunVerdict.Same)]
    public void Compare_LatenciesOfOtherMachines_DifferWhereTheyAreAboutTwice(
        string metric,
        double factor,
        string verdict)
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

    [Theory]
    [InlineData(3_000, 3_500, RunVerdict.Same)]
    [InlineData(3_000, 900, RunVerdict.Worse)]
    [InlineData(900, 3_000, RunVerdict.Better)]
    public void Compare_MoreOutThanIn_IsJudgedAsARatio(long before, long now, string verdict)
    {
        double[] latencies = Samples.Of("narrow", 1_000);

        Assert.Equal(
            verdict,
            Row(
                Compare(
                    Run(MemoryRun.Operator("op", latencies, before)),
                    Run(MemoryRun.Operator("op", latencies, now))),
                "pass_rate").verdict);
    }

    [Fact]
    public void Compare_HugeCounts_DoNotOverflow()
    {
        RunMetrics huge = Run(Rows.Row("op", long.MaxValue, long.MaxValue / 2) with { error_count = long.MaxValue });

        Assert.All(Compare(huge, huge), row => Assert.NotEqual(RunVerdict.Worse, row.verdict));
    }
}
