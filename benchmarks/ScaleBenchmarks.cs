using System.Globalization;
using MdfMetrics.Records;
using MdfMetrics.Storage.Reading;

namespace MdfMetrics.Benchmarks;

/// <summary>
/// A store of 1,000, 10,000 and 100,000 runs, one in ten of them loose: reading, keeping and summaries, each figure in
/// a process of its own; and reading in turns with DuckDB over the same files.
/// </summary>
internal static class ScaleBenchmarks
{
    /// <summary>Prints the figures of some stores, and how they grow from one to the next.</summary>
    /// <param name="stores">
    /// Numbers of runs, or folders that the fill command made, which are changed; of none, 1,000 to 100,000 runs.
    /// </param>
    public static void Run(string[] stores)
    {
        Console.WriteLine($"""
            Each figure is taken in a process of its own. first: the first call in it, with all that is compiled then;
            warm: the best of {Measurement.Repetitions} calls after that; peak: the memory of the whole process, the
            budget of which is 300 MB. Whatever removes or compacts waits 2 s for readers.
            """);
        var sizes = new List<(int Runs, IReadOnlyList<Measurement> Figures)>();
        foreach (string store in stores.Length > 0 ? stores : ["1000", "10000", "100000"])
        {
            if (Directory.Exists(store))
            {
                sizes.Add(Measure(store));
                continue;
            }

            using var filled = new TemporaryFolder();
            int runs = int.Parse(store, CultureInfo.InvariantCulture);
            Measurement.InProcess("fill", filled.Path, $"{runs}", $"{runs / 10}");
            sizes.Add(Measure(filled.Path));
        }

        PrintGrowth(sizes);
    }

    /// <summary>One figure, in this process.</summary>
    public static void RunOne(string store, string name, int runs)
    {
        ScaleFigure figure = ScaleFigures.All.First(figure => figure.Name == name);
        int call = 0;
        Measurement.Of(
            () => figure.Prepare?.Invoke(store, runs, call++),
            () => figure.Act(store, runs),
            figure.IsOnce).Report();
    }

    private static (int Runs, IReadOnlyList<Measurement> Figures) Measure(string store)
    {
        int runs = ScaleFigures.Runs(store, new RunQuery()).Count();
        Console.WriteLine();
        Console.WriteLine($"{runs:N0} runs, {StoreGenerator.RowsOfARun * (long)runs:N0} operator rows, {Size(store)}");
        double duckDb = double.MaxValue;
        double ours = double.MaxValue;
        for (int i = 0; i < Measurement.Repetitions; i++)
        {
            duckDb = Math.Min(duckDb, Measurement.Time(() => ScaleFigures.Expect(runs, DuckDbPeer.FetchRuns(store))));
            ours = Math.Min(
                ours,
                Measurement.Time(() => ScaleFigures.Expect(runs, ScaleFigures.Runs(store, new RunQuery()).Count())));
        }

        Console.WriteLine($"  list all, in turns      {ours:F1} ms, {ours / duckDb:F2} of DuckDB's {duckDb:F1} ms");
        return (runs, [.. ScaleFigures.All.Select(figure => Measure(store, figure, runs))]);
    }

    private static Measurement Measure(string store, ScaleFigure figure, int runs)
    {
        Measurement measured = Measurement.InProcess("scale-one", store, figure.Name, $"{runs}");
        string budget = figure.Budget.Length > 0 ? $"   budget {figure.Budget}" : "";
        Console.WriteLine($"  {figure.Name,-24}{measured}{budget}");
        return measured;
    }

    private static void PrintGrowth(IReadOnlyList<(int Runs, IReadOnlyList<Measurement> Figures)> sizes)
    {
        Console.WriteLine();
        Console.WriteLine("Growth: warm where that is possible, else the only call; and the peak memory");
        Console.WriteLine($"  {"",-24}{string.Concat(sizes.Select(size => $"{size.Runs,16:N0} runs"))}");
        for (int i = 0; i < ScaleFigures.All.Count; i++)
        {
            IEnumerable<string> cells = sizes.Select(size => size.Figures[i]).Select(figure =>
                $"{(double.IsNaN(figure.Warm) ? figure.First : figure.Warm):F1} ms {figure.Peak,4:F0} MB");
            Console.WriteLine($"  {ScaleFigures.All[i].Name,-24}{string.Concat(cells.Select(cell => $"{cell,21}"))}");
        }
    }

    private static string Size(string store)
    {
        FileInfo[] files = new DirectoryInfo(store).GetFiles("*.parquet", SearchOption.AllDirectories);
        return $"{files.Length:N0} files, {files.Sum(file => file.Length) / 1e6:F0} MB";
    }
}
