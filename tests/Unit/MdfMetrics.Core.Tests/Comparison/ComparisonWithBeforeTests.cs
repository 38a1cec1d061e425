using MdfMetrics.Tests.Latency;
using static MdfMetrics.Tests.Comparison.ComparedRuns;

namespace MdfMetrics.Tests.Comparison;

/// <summary>A run against the runs before it.</summary>
public sealed class ComparisonWithBeforeTests
{
    private const int Trials = 200;

    [Fact]
    public void CompareWithBefore_RunsThatDifferByNoiseOnly_GivesNoVerdict()
    {
        int quiet = Enumerable.Range(0, Trials).Count(trial =>
        {
            RunMetrics[] runs = [.. Enumerable.Range(0, 11).Select(i => Noisy("lognormal", 300, (11 * trial) + i))];
            return GivesNoVerdict(CompareWithBefore(runs[..10], runs[10]));
        });

        Assert.InRange(quiet, (int)(0.95 * Trials), Trials);
    }

    // As it was observed: ten runs between 30,000 and 120,000/s, then one of 30/s.
    [Fact]
    public void CompareWithBefore_AThousandthOfAThroughputThatVaries_IsWorse()
    {
        double[] rates = [30_000, 120_000, 45_000, 90_000, 60_000, 35_000, 110_000, 50_000, 80_000, 70_000];

        RunComparison row = Row(
            CompareWithBefore([.. rates.Select(OfThroughput)], OfThroughput(30)),
            "avg_throughput");

        Assert.Equal((RunVerdict.Worse, 65_000.0, 30.0), (row.verdict, row.reference, row.difference));
    }

    [Fact]
    public void CompareWithBefore_FarOutsideTheSpread_IsFoundAndTheReferenceIsTheMedian()
    {
        double[] rates = [98, 102, 100, 99, 101, 100, 98.5, 101.5, 100, 20];
        RunComparison row = Row(
            CompareWithBefore([.. rates.Select(OfThroughput)], OfThroughput(50)),
            "avg_throughput");

        Assert.Equal((RunVerdict.Worse, 100.0, 50.0, -50.0), (row.verdict, row.reference, row.difference, row.change));
        Assert.Null(row.reference_run_id);
    }

    // By hand: four equal runs leave e^0.3891 = 1.4757 (RunNoiseTests), which 60 / 30 exceeds by 2 / 1.4757.
    [Fact]
    public void CompareWithBefore_OutsideTheNoise_TellsHowFar()
    {
        RunMetrics[] before = [.. Enumerable.Repeat(60.0, 4).Select(OfThroughput)];

        RunComparison row = Row(CompareWithBefore(before, OfThroughput(30)), "avg_throughput");

        Assert.Equal("1.36x below the noise of 4 runs", row.reason);
        Assert.Equal(60 / 1.4757, row.noise_low, 0.01);
        Assert.Equal(60 * 1.4757, row.noise_high, 0.01);
        Assert.Equal(4, row.reference_runs);
    }

    [Fact]
    public void CompareWithBefore_APassRate_IsTooLowByPoints()
    {
        RunMetrics Passing(long passed) => Run(MemoryRun.Operator("op", Samples.Of("narrow", 10_000), passed));

        RunComparison row = Row(
            CompareWithBefore([.. Enumerable.Repeat(9_000L, 10).Select(Passing)], Passing(2_000)),
            "pass_rate");

        Assert.Equal(RunVerdict.Worse, row.verdict);
        Assert.InRange(row.noise_low, 80, 90);
        Assert.InRange(row.noise_high, 90, 95);
        Assert.EndsWith(" points below the noise of 10 runs", row.reason, StringComparison.Ordinal);
    }

    [Fact]
    public void CompareWithBefore_EqualRuns_LeaveRoomForNoise()
    {
        RunMetrics[] before = [.. Enumerable.Repeat(60.0, 100).Select(OfThroughput)];

        Assert.Equal(
            RunVerdict.Same,
            Row(CompareWithBefore(before, OfThroughput(59)), "avg_throughput").verdict);
    }

    [Fact]
    public void CompareWithBefore_ErrorsWhereThereWereNone_AreHeldAgainstChance()
    {
        double[] latencies = Samples.Of("narrow", 1_000);
        RunMetrics WithErrors(long errors) => Run(MemoryRun.Operator("op", latencies, errors: errors));
        RunMetrics[] before = [.. Enumerable.Repeat(0L, 10).Select(WithErrors)];

        string VerdictOn(long errors) => Row(CompareWithBefore(before, WithErrors(errors)), "total_errors").verdict;

        Assert.Equal(RunVerdict.Same, VerdictOn(1));
        Assert.Equal(RunVerdict.Worse, VerdictOn(8));
    }

    [Fact]
    public void CompareWithBefore_TooFewRecordsForAPercentile_IsToldByWhatTheRunsVaryBy()
    {
        RunMetrics Of(double seconds) => Run(MemoryRun.Operator("op", [.. Enumerable.Repeat(seconds, 20)]));
        RunMetrics[] before = [.. new[] { 0.1, 0.11, 0.09, 0.105, 0.095 }.Select(Of)];

        Assert.Equal(RunVerdict.Worse, Row(CompareWithBefore(before, Of(1)), "p99_latency").verdict);
        Assert.Equal(RunVerdict.Same, Row(CompareWithBefore(before, Of(0.1)), "p99_latency").verdict);
    }
}
