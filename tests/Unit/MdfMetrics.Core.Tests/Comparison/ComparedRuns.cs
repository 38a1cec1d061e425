using MdfMetrics.Comparison;
using MdfMetrics.PastRuns;
using MdfMetrics.Tests.Aggregation;
using MdfMetrics.Tests.Latency;

namespace MdfMetrics.Tests.Comparison;

/// <summary>Runs in memory, and their comparison.</summary>
internal static class ComparedRuns
{
    private static readonly RunComparer s_comparer = new(new RunRows(error => throw error, default));

    public static RunMetrics Noisy(string shape, int records, int seed)
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

    public static RunMetrics OfThroughput(double rate) => Run(Rows.Row("op", 100)) with { avg_throughput = rate };

    public static IReadOnlyList<RunComparison> CompareWithBefore(IReadOnlyList<RunMetrics> before, RunMetrics run) =>
        s_comparer.CompareWithBefore(before, run);

    public static RunMetrics Run(params OperatorMetrics[] rows) => MemoryRun.Of($"r{Guid.NewGuid():N}", 0, rows);

    public static IReadOnlyList<RunComparison> Compare(RunMetrics reference, RunMetrics difference)
    {
        IReadOnlyList<RunComparison> rows = s_comparer.Compare(reference, difference);
        Assert.NotEmpty(rows);
        return rows;
    }

    public static bool GivesNoVerdict(IEnumerable<RunComparison> rows)
    {
        RunComparison[] all = [.. rows];
        Assert.NotEmpty(all);
        return all.All(row => row.verdict is RunVerdict.Same or RunVerdict.Unknown);
    }

    public static RunComparison Row(IEnumerable<RunComparison> rows, string metric) =>
        rows.Last(row => row.metric == metric && (metric != "avg_throughput" || row.level == "run"));
}
