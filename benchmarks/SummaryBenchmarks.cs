using System.Diagnostics;
using DuckDB.NET.Data;
using MdfMetrics.Records;
using MdfMetrics.Summaries;
using MdfMetrics.Summaries.Periods;

namespace MdfMetrics.Benchmarks;

/// <summary>The budgets of the summaries, side by side with DuckDB in one process.</summary>
internal static class SummaryBenchmarks
{
    private const int Repetitions = 3;

    private const string Sums =
        """
        SELECT date_trunc('day', timestamp), stage_name, operator_name, count(DISTINCT run_id),
               sum(input_records), sum(output_records), sum(error_count), sum(total_time),
               min(min_latency), max(max_latency)
        FROM read_parquet('{0}/operators/*.parquet', union_by_name=true)
        GROUP BY ALL
        """;

    private const string Percentiles =
        """
        WITH buckets AS (
            SELECT date_trunc('day', timestamp) AS day, stage_name, operator_name,
                   unnest(bucket_index) AS i, unnest(bucket_count) AS n
            FROM read_parquet('{0}/histograms/*.parquet', union_by_name=true)),
        merged AS (SELECT day, stage_name, operator_name, i, sum(n) AS n FROM buckets GROUP BY ALL),
        running AS (
            SELECT *,
                   sum(n) OVER (PARTITION BY day, stage_name, operator_name ORDER BY i) AS upto,
                   sum(n) OVER (PARTITION BY day, stage_name, operator_name) AS total
            FROM merged)
        SELECT day, stage_name, operator_name,
               min(i) FILTER (WHERE upto >= ceil(0.50 * total)),
               min(i) FILTER (WHERE upto >= ceil(0.95 * total)),
               min(i) FILTER (WHERE upto >= ceil(0.99 * total))
        FROM running GROUP BY ALL
        """;

    /// <summary>Counts 1,000, 10,000 and 100,000 runs; then one more day; then reads.</summary>
    public static void Run(int most = 100_000)
    {
        for (int runs = 1_000; runs <= most; runs *= 10)
        {
            using var store = new TemporaryFolder();
            Measurement.InProcess("fill", store.Path, $"{runs}", "0");
            Console.WriteLine($"{runs,7:N0} runs, {runs * 30,9:N0} operator rows");
            Measurement alone = Measurement.InProcess("scale-one", store.Path, "summarise all", $"{runs}");
            double ours = Best(() => Update(store.Path), () => Forget(store.Path));
            double merge = Best(() => Query(store.Path, Percentiles));
            double sums = Best(() => Query(store.Path, Sums));
            Move(store.Path, "histograms", "hidden");
            double plain = Best(() => Update(store.Path), () => Forget(store.Path));
            Move(store.Path, "hidden", "histograms");
            Forget(store.Path);
            Update(store.Path);
            StoreGenerator.WriteLoose(store.Path, runs, runs + 288);
            double day = Time(() => Update(store.Path));
            double again = Best(() => Update(store.Path));
            double read = Best(() => new SummaryReader(store.Path)
                .ReadOperators(new SummaryQuery(), error => throw error).Count());
            Console.WriteLine($"  DuckDB: sums {sums,7:F0} ms, merged percentiles {merge,7:F0} ms");
            Console.WriteLine($"  Update-MdfSummary, all           {ours,7:F0} ms   "
                + $"{ours / (sums + merge):F2} of DuckDB's both, {ours / merge:F2} of its merge (budget 2)");
            Console.WriteLine($"  the same without histograms      {plain,7:F0} ms   "
                + $"{plain / sums:F2} of DuckDB's sums (budget 6)");
            Console.WriteLine($"  one more day of 288 loose runs   {day,7:F0} ms   (budget 1,000)");
            Console.WriteLine($"  nothing new                      {again,7:F0} ms");
            Console.WriteLine($"  Get-MdfSummary, operators        {read,7:F0} ms   (budget 100)");
            Console.WriteLine($"  all of them, in a process of its own: {alone}   (budget 300 MB)");
        }
    }

    private static int Update(string store)
    {
        SummaryUpdate update = new SummaryUpdater(store, TimeProvider.System).Update(
            SummaryPeriod.Day,
            error => throw error,
            warning => throw new InvalidOperationException(warning));
        return (int)update.runs_added;
    }

    private static void Forget(string store)
    {
        string summaries = Path.Combine(store, "summaries");
        if (Directory.Exists(summaries))
        {
            Directory.Delete(summaries, recursive: true);
        }
    }

    private static void Move(string store, string from, string to) =>
        Directory.Move(Path.Combine(store, from), Path.Combine(store, to));

    private static int Query(string store, string sql)
    {
        using var connection = new DuckDBConnection("Data Source=:memory:");
        connection.Open();
        using DuckDBCommand command = connection.CreateCommand();
        command.CommandText = sql.Replace("{0}", store, StringComparison.Ordinal);
        using DuckDBDataReader reader = command.ExecuteReader();
        int rows = 0;
        while (reader.Read())
        {
            rows++;
        }

        return rows;
    }

    private static double Best(Func<int> action, Action? before = null) =>
        Enumerable.Range(0, Repetitions).Min(_ =>
        {
            before?.Invoke();
            return Time(action);
        });

    private static double Time(Func<int> action)
    {
        Stopwatch watch = Stopwatch.StartNew();
        action();
        return watch.Elapsed.TotalMilliseconds;
    }
}
