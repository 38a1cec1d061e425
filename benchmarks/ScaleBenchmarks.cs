using System.Diagnostics;
using System.Globalization;
using DuckDB.NET.Data;
using MdfMetrics.Storage;

namespace MdfMetrics.Benchmarks;

/// <summary>
/// A store of 1,000, 10,000 and 100,000 runs, one in ten of them loose: reading and compaction beside DuckDB over the
/// same files in the same process, with the peak memory of ours.
/// </summary>
internal static class ScaleBenchmarks
{
    private const int Repetitions = 5;

    private static readonly Dictionary<string, Action<string, int>> s_figures = new()
    {
        ["list all"] = (store, runs) => Expect(runs, Runs(store, new RunQuery()).Count()),
        ["-Last 20"] = (store, _) => Expect(20, Runs(store, new RunQuery { Last = 20 }).Count()),
        ["-RunId x"] = (store, runs) => Expect(1, Runs(store, Middle(runs)).Count()),
        ["-RunId x | operators"] = (store, runs) => Expect(
            StoreGenerator.RowsOfARun, Operators(store, Runs(store, Middle(runs)))),
        ["-Status failed"] = (store, runs) => Expect(
            (runs + 49) / 50,
            Runs(store, new RunQuery { Statuses = new HashSet<string> { RunStatus.Failed } }).Count()),
        ["a day's operators"] = (store, runs) => Expect(
            StoreGenerator.RowsOfARun * 288,
            Operators(store, Runs(store, new RunQuery
            {
                SinceUtc = StoreGenerator.Start(runs / 2),
                UntilUtc = StoreGenerator.Start((runs / 2) + 287),
            }))),
        ["compact the loose"] = (store, _) => Compact(store),
    };

    /// <summary>Prints the figures of each size; of one size; or of a store that is there already.</summary>
    public static void Run(string? argument)
    {
        if (Directory.Exists(argument))
        {
            Measure(argument);
            return;
        }

        int[] sizes = argument is null ? [1_000, 10_000, 100_000] : [int.Parse(argument, CultureInfo.InvariantCulture)];
        foreach (int runs in sizes)
        {
            using var store = new TemporaryFolder();
            StoreGenerator.Fill(store.Path, runs, runs / 10);
            Measure(store.Path);
        }
    }

    /// <summary>One figure in a process of its own: its time, first and warm, and the peak memory of the process.</summary>
    public static void RunOne(string store, string figure, int runs)
    {
        double cold = Time(() => s_figures[figure](store, runs));
        bool isOnce = figure.StartsWith("compact", StringComparison.Ordinal);
        double warm = isOnce
            ? cold
            : Enumerable.Range(0, Repetitions).Min(_ => Time(() => s_figures[figure](store, runs)));
        Console.WriteLine(
            $"  {figure,-22}{warm,9:F1} ms   first {cold,7:F0} ms   peak {PeakMemory.Megabytes,4:F0} MB"
                + $"   cpu {Cpu(() => s_figures[figure](store, runs), isOnce),7:F1} ms");
    }

    /// <summary>The processor time of one more turn: on a busy machine it tells more than the clock.</summary>
    private static double Cpu(Action action, bool isOnce)
    {
        using Process process = Process.GetCurrentProcess();
        TimeSpan before = isOnce ? TimeSpan.Zero : process.TotalProcessorTime;
        if (!isOnce)
        {
            action();
        }

        process.Refresh();
        return (process.TotalProcessorTime - before).TotalMilliseconds;
    }

    private static void Measure(string store)
    {
        int runs = Runs(store, new RunQuery()).Count();
        Console.WriteLine($"{runs:N0} runs, {StoreGenerator.RowsOfARun * (long)runs:N0} operator rows, {Size(store)}");
        double duckDb = double.MaxValue;
        double ours = double.MaxValue;
        for (int i = 0; i < Repetitions; i++)
        {
            duckDb = Math.Min(duckDb, Time(() => Expect(runs, FetchInDuckDb(store))));
            ours = Math.Min(ours, Time(() => s_figures["list all"](store, runs)));
        }

        Console.WriteLine($"  list all, in turns    {ours,9:F1} ms   {ours / duckDb:F2} of DuckDB's {duckDb:F1} ms");
        foreach (string figure in s_figures.Keys)
        {
            string[] command = [typeof(ScaleBenchmarks).Assembly.Location, "scale-one", store, figure, $"{runs}"];
            using Process process = Process.Start("dotnet", command);
            process.WaitForExit();
        }

        Console.WriteLine();
    }

    private static void Compact(string store)
    {
        StoreOptimization done = StoreGenerator.Compact(store, DateTime.MaxValue);
        Console.WriteLine(
            $"  {done.runs:N0} runs (the loose and those of their months), 2 s of it waiting: "
                + $"{done.files_before:N0} files of {done.bytes_before / 1e6:F1} MB to "
                + $"{done.files_after} of {done.bytes_after / 1e6:F1} MB");
    }

    private static RunQuery Middle(int runs) => new() { ExactIds = [StoreGenerator.Id(runs / 2)] };

    private static IEnumerable<RunMetrics> Runs(string store, RunQuery query) =>
        new MetricsReader(store).ReadRuns(query, Throw);

    private static int Operators(string store, IEnumerable<RunMetrics> runs) =>
        new MetricsReader(store).ReadOperators([.. runs], null, null, Throw).Count();

    private static string Size(string store)
    {
        FileInfo[] files = new DirectoryInfo(store).GetFiles("*.parquet", SearchOption.AllDirectories);
        return $"{files.Length:N0} files, {files.Sum(file => file.Length) / 1e6:F0} MB";
    }

    private static int FetchInDuckDb(string store)
    {
        using var connection = new DuckDBConnection("Data Source=:memory:");
        connection.Open();
        using DuckDBCommand command = connection.CreateCommand();
        command.CommandText = $"SELECT * FROM read_parquet('{store}/runs/*.parquet', union_by_name=true)";
        using DuckDBDataReader reader = command.ExecuteReader();
        var values = new object[reader.FieldCount];
        int count = 0;
        while (reader.Read())
        {
            reader.GetValues(values);
            count++;
        }

        return count;
    }

    private static double Time(Action action)
    {
        Stopwatch watch = Stopwatch.StartNew();
        action();
        return watch.Elapsed.TotalMilliseconds;
    }

    private static void Throw(MetricsException error) => throw error;

    private static void Expect(int expected, int count)
    {
        if (count != expected)
        {
            throw new InvalidOperationException($"{count} instead of {expected}");
        }
    }
}
