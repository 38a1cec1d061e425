using MdfMetrics.Maintenance.Removal;
using MdfMetrics.Maintenance.Retention;
using MdfMetrics.Records;
using MdfMetrics.Storage.Reading;
using MdfMetrics.Summaries;
using MdfMetrics.Summaries.Periods;

namespace MdfMetrics.Benchmarks;

/// <summary>What is measured on a store of many runs, in this order: the last ones change it.</summary>
internal static class ScaleFigures
{
    private const int RunsOfADay = 288;

    /// <summary>All of them.</summary>
    public static IReadOnlyList<ScaleFigure> All { get; } =
    [
        new("list all", (store, runs) => Expect(runs, Runs(store, new RunQuery()).Count())),
        new("-Last 20", (store, _) => Expect(20, Runs(store, new RunQuery { Last = 20 }).Count())) { Budget = "50 ms" },
        new("-RunId x", (store, runs) => Expect(1, Runs(store, Middle(runs)).Count())),
        new("-RunId x | operators", (store, runs) =>
            Expect(StoreGenerator.RowsOfARun, Operators(store, Runs(store, Middle(runs))))) { Budget = "100 ms" },
        new("-Status failed", (store, runs) => Expect(
            (runs + 49) / 50,
            Runs(store, new RunQuery { Statuses = new HashSet<string> { RunStatus.Failed } }).Count())),
        new("a day's operators", (store, runs) => Expect(
            StoreGenerator.RowsOfARun * RunsOfADay,
            Operators(store, Runs(store, new RunQuery
            {
                SinceUtc = StoreGenerator.Start(runs / 2),
                UntilUtc = StoreGenerator.Start((runs / 2) + RunsOfADay - 1),
            })))),
        new("summarise all", (store, runs) => Expect(runs, Summarise(store))) { IsOnce = true },
        new("summarise a day more", (store, _) => Expect(RunsOfADay, Summarise(store)))
        {
            Budget = "1 s",
            Prepare = (store, runs, call) =>
                StoreGenerator.WriteLoose(store, runs + (call * RunsOfADay), runs + ((call + 1) * RunsOfADay)),
        },
        new("Get-MdfSummary", (store, _) => new SummaryReader(store).ReadOperators(new SummaryQuery(), Throw).Count())
        {
            Budget = "100 ms",
        },
        new("remove a compacted run", (store, runs) => Expect(1, Remove(
            store,
            new RunCandidates(store, TimeProvider.System, Throw)
                .Read(Middle(runs), static _ => true, CancellationToken.None)))) { IsOnce = true },
        new("clear a tenth", (store, runs) => Expect(runs / 10, Remove(store, RetentionChoice.Make(
            store,
            new RetentionPolicy { BeforeUtc = StoreGenerator.Start(runs / 10) },
            TimeProvider.System,
            Throw,
            CancellationToken.None).Runs))) { IsOnce = true },
        new("compact the loose", (store, _) => Compact(store)) { IsOnce = true, Budget = "30 s" },
    ];

    /// <summary>The runs of a store that meet a query.</summary>
    public static IEnumerable<RunMetrics> Runs(string store, RunQuery query) =>
        new MetricsReader(store).ReadRuns(query, Throw);

    /// <summary>Makes sure that something was done as it should.</summary>
    public static void Expect(int expected, int count)
    {
        if (count != expected)
        {
            throw new InvalidOperationException($"{count} instead of {expected}");
        }
    }

    private static int Operators(string store, IEnumerable<RunMetrics> runs) =>
        new MetricsReader(store).ReadOperators([.. runs], null, null, Throw).Count();

    private static RunQuery Middle(int runs) => new() { ExactIds = [StoreGenerator.Id(runs / 2)] };

    private static int Summarise(string store) => (int)new SummaryUpdater(store, TimeProvider.System).Update(
        SummaryPeriod.Day,
        Throw,
        static warning => throw new InvalidOperationException(warning)).runs_added;

    private static int Remove(string store, IReadOnlyList<RunCandidate> runs) =>
        new RunRemover(store, TimeProvider.System, Throw).Remove(runs, CancellationToken.None)!.Runs;

    private static void Compact(string store)
    {
        StoreOptimization done = StoreGenerator.Compact(store, DateTime.MaxValue);
        Console.WriteLine(
            $"  {done.runs:N0} runs (the loose and those of their months): "
                + $"{done.files_before:N0} files of {done.bytes_before / 1e6:F1} MB to "
                + $"{done.files_after} of {done.bytes_after / 1e6:F1} MB");
    }

    private static void Throw(MetricsException error) => throw error;
}
