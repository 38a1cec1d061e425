using System.Diagnostics;
using DuckDB.NET.Data;
using MdfMetrics.Configuration;
using MdfMetrics.Journal.Writing;
using MdfMetrics.Latency;
using MdfMetrics.Runs;
using MdfMetrics.Storage.Layout;

namespace MdfMetrics.Benchmarks;

/// <summary>
/// The end of a run of 1,000 workers with 50 operators each, Parquet files included, beside DuckDB's reading, grouping
/// and writing of the same journals (without merging latencies, which SQL over them can't).
/// </summary>
internal static class GatheringBenchmark
{
    private const int Workers = 1_000;
    private const int Operators = 50;
    private const int Turns = 3;

    public static void Print()
    {
        (double duckDb, double ours, double files) = (double.MaxValue, double.MaxValue, double.MaxValue);
        for (int i = 0; i < Turns; i++)
        {
            using var store = new TemporaryFolder();
            MetricsRun run = Begin(store.Path);
            string folder = JournalLayout.Folder(store.Path, run.RunId);
            files = new DirectoryInfo(folder).EnumerateFiles().Sum(file => file.Length) / 1024.0 / 1024.0;
            duckDb = Math.Min(duckDb, Time(() => InDuckDb(folder, store.Path)));
            ours = Math.Min(ours, Time(() => End(run)));
        }

        Console.WriteLine($"{Workers:N0} journals of {Operators} operators, {files:F0} MB");
        Console.WriteLine($"DuckDB read_ndjson, GROUP BY, COPY TO Parquet {duckDb,8:F0} ms");
        Console.WriteLine($"Gather, Stop and Write of the run             {ours,8:F0} ms   {ours / duckDb:F1}x of it (budget 3,000 ms)");
    }

    private static MetricsRun Begin(string store)
    {
        var origin = new RunOrigin(store, null, "7.6", "0.1.0");
        var run = new MetricsRun("r", store, PipelineConfiguration.Default, null, origin, TimeProvider.System);
        run.Begin();
        for (int worker = 0; worker < Workers; worker++)
        {
            string id = $"worker-{worker}";
            string folder = JournalLayout.Folder(store, run.RunId);
            ProcessJournal journal = WorkerJournal.Begin(folder, id, run.Options, TimeProvider.System);
            for (int i = 0; i < Operators; i++)
            {
                journal.Write(Row(run, id, i));
            }

            WorkerJournal.Stop(journal);
        }

        return run;
    }

    /// <summary>1,000 latencies about 2 ms.</summary>
    private static OperatorMetrics Row(MetricsRun run, string worker, int index)
    {
        double[] latencies = [.. Enumerable.Range(0, 1_000).Select(_ => LatencyValues.Lognormal(0.5))];
        var row = new OperatorMetrics
        {
            run_id = run.RunId,
            stage_name = $"stage_{index / 10}",
            operator_name = $"operator_{index % 10}",
            worker_id = worker,
            timestamp = run.StartUtc,
            input_records = 1_000,
            output_records = 900,
            total_time = latencies.Sum(),
            stage_index = index / 10,
            operator_index = index % 10,
            entry_id = $"{worker}/{index}",
        };
        return row.WithLatencies(LatencyDistribution.FromValues(latencies));
    }

    private static void End(MetricsRun run)
    {
        run.Gather(TimeSpan.Zero, static _ => { }, static error => throw error);
        RunMetrics written = run.Write(run.Stop(RunStatus.Completed, null));
        if (written.num_stages != Operators / 10 || written.total_input_records != Workers * 1_000)
        {
            throw new InvalidOperationException($"{written.num_stages} stages, {written.total_input_records} records");
        }
    }

    private static void InDuckDb(string folder, string store)
    {
        using var connection = new DuckDBConnection("Data Source=:memory:");
        connection.Open();
        using DuckDBCommand command = connection.CreateCommand();
        command.CommandText =
            $"""
            COPY (
                SELECT stage_name, operator_name, worker_id, sum(input_records), sum(output_records), sum(total_time)
                FROM read_ndjson('{folder}/*.ndjson', union_by_name=true)
                WHERE event = 'operator'
                GROUP BY ALL
            ) TO '{store}/peer.parquet' (FORMAT parquet)
            """;
        command.ExecuteNonQuery();
    }

    private static double Time(Action action)
    {
        Stopwatch watch = Stopwatch.StartNew();
        action();
        return watch.Elapsed.TotalMilliseconds;
    }
}
