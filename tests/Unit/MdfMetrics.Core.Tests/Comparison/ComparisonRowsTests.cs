using MdfMetrics.Tests.Aggregation;
using MdfMetrics.Tests.Latency;
using static MdfMetrics.Tests.Comparison.ComparedRuns;

namespace MdfMetrics.Tests.Comparison;

/// <summary>Which rows a comparison has, and their order.</summary>
public sealed class ComparisonRowsTests
{
    [Fact]
    public void Compare_OperatorsThatCameAndWent_AreNamed()
    {
        IReadOnlyList<RunComparison> rows = Compare(
            Run(Rows.Row("kept"), Rows.Row("old", 7)),
            Run(Rows.Row("kept"), Rows.Row("neu", 5)));

        RunComparison missing = Assert.Single(rows, row => row.operator_name == "old");
        RunComparison added = Assert.Single(rows, row => row.operator_name == "neu");
        Assert.Equal(
            (RunVerdict.Worse, 7.0, double.NaN, "input_records"),
            (missing.verdict, missing.reference, missing.difference, missing.metric));
        Assert.Equal(
            (RunVerdict.Unknown, double.NaN, 5.0, "input_records"),
            (added.verdict, added.reference, added.difference, added.metric));
        Assert.StartsWith("new", added.reason, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(3, RunVerdict.Unknown)]
    [InlineData(5, RunVerdict.Worse)]
    public void CompareWithBefore_AStageThatIsMissing_IsWorseWhereHalfOfTheRunsHaveIt(int having, string verdict)
    {
        IEnumerable<RunMetrics> before = Enumerable.Range(0, 10).Select(place => place < having
            ? Run(Rows.Row("op"), Rows.Row("op", stage: "rare"))
            : Run(Rows.Row("op")));

        RunComparison stage = Assert.Single(
            CompareWithBefore([.. before], Run(Rows.Row("op"))),
            row => row is { level: "stage", stage_name: "rare" });

        Assert.Equal((verdict, $"missing: it is in {having} of 10 runs"), (stage.verdict, stage.reason));
    }

    [Fact]
    public void Compare_SeveralChanges_TheWorstComesFirst()
    {
        double[] latencies = Samples.Of("narrow", 5_000);
        double[] Slower(double factor) => [.. latencies.Select(seconds => seconds * factor)];

        IReadOnlyList<RunComparison> rows = Compare(
            Run(
                MemoryRun.Operator("a", latencies),
                MemoryRun.Operator("b", latencies),
                MemoryRun.Operator("c", Slower(3))),
            Run(
                MemoryRun.Operator("a", Slower(3)),
                MemoryRun.Operator("b", Slower(300)),
                MemoryRun.Operator("c", latencies)));

        Assert.Equal(
            [RunVerdict.Worse, RunVerdict.Same, RunVerdict.Better],
            rows.Select(row => row.verdict).Distinct());
        Assert.Equal(
            ["b", "a"],
            rows.Where(row => row is { verdict: RunVerdict.Worse, level: "operator" })
                .Select(row => row.operator_name)
                .Distinct());
    }

    [Fact]
    public void Compare_TheSameRunsAgain_GivesTheSameRowsInTheSameOrder()
    {
        RunMetrics[] before = [.. Enumerable.Range(0, 5).Select(seed => Noisy("narrow", 200, seed))];
        RunMetrics run = Noisy("narrow", 200, 9);

        Assert.Equal(CompareWithBefore(before, run), CompareWithBefore(before, run));
        Assert.Equal(
            CompareWithBefore(before, run).Select(row => (row.metric, row.verdict)),
            CompareWithBefore([.. before.Reverse()], run).Select(row => (row.metric, row.verdict)));
    }

    [Fact]
    public void Compare_AFailedRun_IsWorseFirstOfAllAndNothingIsBetter()
    {
        double[] latencies = Samples.Of("narrow", 5_000);
        RunMetrics reference = Run(MemoryRun.Operator("op", latencies, 2_000, 500));
        RunMetrics failed = Run(MemoryRun.Operator("op", [.. latencies.Select(seconds => seconds / 9)])) with
        {
            duration = 1,
            avg_throughput = reference.avg_throughput * 9,
            status = RunStatus.Failed,
            error = "disk\nfull",
        };

        IReadOnlyList<RunComparison> rows = Compare(reference, failed);

        Assert.Equal(
            ("status", RunVerdict.Worse, "failed: disk full"),
            (rows[0].metric, rows[0].verdict, rows[0].reason));
        Assert.DoesNotContain(rows, row => row.verdict == RunVerdict.Better);
        RunComparison duration = Row(rows, "duration");
        Assert.Equal(RunVerdict.Unknown, duration.verdict);
        Assert.EndsWith("but the run is failed", duration.reason, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(RunStatus.Completed, RunStatus.Completed, RunVerdict.Same)]
    [InlineData(RunStatus.Completed, RunStatus.Abandoned, RunVerdict.Worse)]
    [InlineData(RunStatus.Failed, RunStatus.Failed, RunVerdict.Worse)]
    [InlineData(RunStatus.Failed, RunStatus.Completed, RunVerdict.Better)]
    [InlineData(RunStatus.Completed, RunStatus.Running, RunVerdict.Unknown)]
    public void Compare_Statuses_HaveARow(string before, string now, string verdict) => Assert.Equal(
        verdict,
        Row(Compare(Run(Rows.Row("op")) with { status = before }, Run(Rows.Row("op")) with { status = now }), "status")
            .verdict);

    [Theory]
    [InlineData(1_000, 10, RunVerdict.Worse)]
    [InlineData(1_000, 0, RunVerdict.Worse)]
    [InlineData(1_000, 900, RunVerdict.Same)]
    [InlineData(1_000, 90_000, RunVerdict.Unknown)]
    [InlineData(2, 1, RunVerdict.Same)]
    public void Compare_InputVolumes_LessIsWorseAndMoreIsTold(long before, long now, string verdict)
    {
        RunComparison row = Row(Compare(Run(Rows.Row("op", before)), Run(Rows.Row("op", now))), "total_input_records");

        Assert.Equal((verdict, before, now), (row.verdict, row.reference, row.difference));
        Assert.Equal(
            verdict == RunVerdict.Unknown,
            row.reason.EndsWith("neither better nor worse", StringComparison.Ordinal));
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
}
