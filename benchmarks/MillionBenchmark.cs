using MdfMetrics.Maintenance.Removal;
using MdfMetrics.Maintenance.Retention;
using MdfMetrics.Records;
using MdfMetrics.Storage.Reading;

namespace MdfMetrics.Benchmarks;

/// <summary>
/// A store of 10,000, 100,000 and 1,000,000 compacted runs, one every 30 s, each of one stage of 2 operators on a
/// worker: each figure in a process of its own, and DuckDB with the same question in another.
/// </summary>
internal static class MillionBenchmark
{
    private const int Late = 1_000;

    private static readonly (string Name, string Budget, bool IsOnce, Action<string, int> Act)[] s_figures =
    [
        ("-Last 20", "100 ms", false, (store, _) =>
            ScaleFigures.Expect(20, ScaleFigures.Runs(store, new RunQuery { Last = 20 }).Count())),
        ("-Last 20, DuckDB", "", false, (store, _) =>
            ScaleFigures.Expect(20, DuckDbPeer.Fetch($"SELECT * FROM {Runs(store)} ORDER BY start_time DESC LIMIT 20"))),
        ("-Since 7d", "500 ms", false, (store, runs) => ScaleFigures.Expect(
            OfAWeek(runs),
            ScaleFigures.Runs(store, new RunQuery { SinceUtc = LastWeek(runs) }).Count())),
        ("-Since 7d, DuckDB", "", false, (store, runs) => ScaleFigures.Expect(
            OfAWeek(runs),
            DuckDbPeer.Fetch($"SELECT * FROM {Runs(store)} WHERE start_time >= '{LastWeek(runs):s}' ORDER BY start_time"))),
        ("compact, DuckDB", "", true, (store, _) => CompactInDuckDb(store)),
        ("compact", "", true, (store, runs) => ScaleFigures.Expect(
            Math.Min(runs, OfTheFirstMonth) + Late,
            (int)StoreGenerator.Compact(store, DateTime.MaxValue).runs)),
        ("clear, DuckDB", "", true, (store, runs) => ScaleFigures.Expect(
            Math.Min(runs, OfTheFirstMonth) + Late,
            DuckDbPeer.Fetch($"SELECT run_id, start_time, status, tags FROM {Runs(store)} WHERE start_time < '{SecondMonth:s}'"))),
        ("clear", "", true, (store, runs) => ScaleFigures.Expect(
            Math.Min(runs, OfTheFirstMonth) + Late,
            Clear(store))),
    ];

    private static DateTime SecondMonth => StoreGenerator.Start(0).AddMonths(1);

    private static int OfTheFirstMonth => (int)((SecondMonth - StoreGenerator.Start(0)) / StoreGenerator.Every);

    /// <summary>Prints the figures of some stores.</summary>
    public static void Print(string[] sizes)
    {
        Console.WriteLine($"""
            One run every 30 s, of 1 stage of 2 operators on 1 worker, all compacted by month. compact: {Late:N0} late
            runs of the first month, and with them that month; clear: that month, which is a file of its own in each
            dataset. Each figure in a process of its own, peak being the memory of the whole process.
            """);
        foreach (string size in sizes.Length > 0 ? sizes : ["10000", "100000", "1000000"])
        {
            using var store = new TemporaryFolder();
            Measurement.InProcess("million-fill", store.Path, size);
            FileInfo[] files = new DirectoryInfo(store.Path).GetFiles("*.parquet", SearchOption.AllDirectories);
            Console.WriteLine($"{size} runs, {files.Length} files, {files.Sum(file => file.Length) / 1e6:F0} MB");
            foreach ((string name, string budget, _, _) in s_figures)
            {
                if (name == "compact, DuckDB")
                {
                    Measurement.InProcess("million-late", store.Path, size);
                }

                Measurement measured = Measurement.InProcess("million-one", store.Path, name, size);
                Console.WriteLine($"  {name,-20}{measured}{(budget.Length > 0 ? $"   budget {budget}" : "")}");
            }
        }
    }

    /// <summary>One figure, in this process.</summary>
    public static void PrintOne(string store, string name, int runs)
    {
        Shape();
        (_, _, bool isOnce, Action<string, int> act) = s_figures.First(figure => figure.Name == name);
        Measurement.Of(static () => { }, () => act(store, runs), isOnce).Report();
    }

    /// <summary>Fills a store.</summary>
    public static void Fill(string store, int runs)
    {
        Shape();
        StoreGenerator.WriteCompacted(store, runs);
    }

    /// <summary>Adds runs that come late, between those of the first month.</summary>
    public static void AddLate(string store)
    {
        Shape();
        StoreGenerator.WriteLate(store, Late);
    }

    private static void Shape()
    {
        StoreGenerator.Every = TimeSpan.FromSeconds(30);
        (StoreGenerator.Stages, StoreGenerator.Operators, StoreGenerator.Workers) = (1, 2, 1);
    }

    private static DateTime LastWeek(int runs) => StoreGenerator.Start(runs).AddDays(-7);

    private static int OfAWeek(int runs) => Math.Min(runs, (int)(TimeSpan.FromDays(7) / StoreGenerator.Every));

    private static string Runs(string store) => $"read_parquet('{store}/runs/*.parquet', union_by_name=true)";

    private static int Clear(string store)
    {
        static void Throw(MetricsException error) => throw error;
        RetentionChoice choice = RetentionChoice.Make(
            store,
            new RetentionPolicy { BeforeUtc = SecondMonth },
            TimeProvider.System,
            Throw,
            CancellationToken.None);
        return new RunRemover(store, TimeProvider.System, Throw).Remove(choice.Runs, CancellationToken.None)!.Runs;
    }

    /// <summary>The month with its late runs, dataset by dataset, into files beside the store.</summary>
    private static void CompactInDuckDb(string store)
    {
        using var target = new TemporaryFolder();
        foreach (string dataset in (string[])["runs", "stages", "operators", "histograms"])
        {
            string prefix = dataset == "runs" ? "run" : dataset;
            DuckDbPeer.Fetch($"""
                COPY (SELECT * FROM read_parquet(
                    ['{store}/{dataset}/compacted_{StoreGenerator.Start(0):yyyy-MM}_*.parquet',
                    '{store}/{dataset}/{prefix}_*.parquet'], union_by_name=true) ORDER BY run_id)
                TO '{target.Path}/{dataset}.parquet' (COMPRESSION zstd)
                """);
        }
    }
}
