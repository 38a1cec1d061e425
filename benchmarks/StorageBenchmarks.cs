using System.Diagnostics;
using MdfMetrics.Latency;
using MdfMetrics.ParquetFiles;
using MdfMetrics.Records;
using MdfMetrics.Storage.Reading;
using MdfMetrics.Storage.Schema;
using MdfMetrics.Storage.Writing;

namespace MdfMetrics.Benchmarks;

/// <summary>The budgets of the store, side by side with DuckDB in one process.</summary>
internal static class StorageBenchmarks
{
    private const int Repetitions = 7;

    /// <summary>Lists 10,000 loose run files with every value, ours and DuckDB's <c>read_parquet</c>.</summary>
    public static void Listing(int runs = 10_000)
    {
        using var store = new TemporaryFolder();
        string folder = Directory.CreateDirectory(System.IO.Path.Combine(store.Path, "runs")).FullName;
        var start = new DateTime(2026, 1, 24, 0, 0, 0, DateTimeKind.Utc);
        for (int i = 0; i < runs; i++)
        {
            DateTime time = start.AddMinutes(i);
            string id = $"run_{time:yyyyMMdd_HHmmss}_{i:x8}";
            File.WriteAllBytes(
                System.IO.Path.Combine(folder, id + ".parquet"),
                ParquetFile.Serialize(MetricsSchema.Runs, [Run(id, time)]));
        }

        (double duckDb, double ours) = Best(
            () => DuckDbPeer.FetchRuns(store.Path),
            () => new MetricsReader(store.Path).ReadRuns(new RunQuery(), error => throw error).Count(),
            runs);
        Console.WriteLine($"DuckDB read_parquet  {duckDb,8:F0} ms");
        Console.WriteLine($"MetricsReader        {ours,8:F0} ms   1/{duckDb / ours:F1} of it (budget 1/5 and 500 ms)");
        double last = Enumerable.Range(0, Repetitions).Min(_ => Time(() => new MetricsReader(store.Path)
            .ReadRuns(new RunQuery { Last = 20 }, error => throw error).Count()));
        Console.WriteLine($"the newest 20        {last,8:F1} ms");
    }

    /// <summary>Writes a run of 5 stages × 10 operators × 8 workers with histograms, and reads it back.</summary>
    public static void Writing()
    {
        using var store = new TemporaryFolder();
        var start = new DateTime(2026, 1, 24, 12, 34, 56, DateTimeKind.Utc);
        LatencyDistribution[] latencies = [.. Enumerable.Range(0, 400).Select(Latencies)];
        (double best, double bestReading) = (double.MaxValue, double.MaxValue);
        long bytes = 0;
        for (int i = 0; i < 300; i++)
        {
            RunMetrics run = Run($"run_20260124_123456_{i:x8}", start);
            (StageMetrics[] stages, OperatorMetrics[] operators) = Rows(run, latencies);
            var writer = new MetricsWriter(System.IO.Path.Combine(store.Path, $"{i}"), new WriterOptions());
            Stopwatch watch = Stopwatch.StartNew();
            RunMetrics written = writer.WriteAll(run, stages, operators);
            best = Math.Min(best, watch.Elapsed.TotalMilliseconds);
            var reader = new MetricsReader(written.store!);
            bestReading = Math.Min(bestReading, Time(() =>
                reader.ReadOperators([written], null, null, error => throw error).Count(row => row.Latencies != null)));
            bytes = new DirectoryInfo(written.store!)
                .EnumerateFiles("*", SearchOption.AllDirectories).Sum(file => file.Length);
        }

        Console.WriteLine(
            $"5 x 10 x 8 rows with histograms: {best:F1} ms warm (budget 20), {bytes / 1024.0:F0} KB (250)");
        Console.WriteLine($"the 400 rows read back:          {bestReading:F1} ms warm");
    }

    private static RunMetrics Run(string id, DateTime start) => new()
    {
        run_id = id,
        start_time = start,
        end_time = start.AddSeconds(95.25),
        duration = 95.25,
        num_stages = 5,
        total_input_records = 1_000_000,
        total_output_records = 250_000,
        overall_pass_rate = 25,
        avg_throughput = 10_498.7,
        total_errors = 3,
        host = "host-1",
        config = JsonMap.FromJson($"{{\"executor\":{{\"max_samples\":{start.Minute}}}}}"),
        tags = JsonMap.FromJson("""{"team":"data","env":"prod"}"""),
        context = JsonMap.FromJson("""{"user":"etl","powershell":"7.6.5","module":"0.1.0","cpu_seconds":90.5}"""),
    };

    private static (StageMetrics[] Stages, OperatorMetrics[] Operators) Rows(
        RunMetrics run,
        LatencyDistribution[] latencies)
    {
        StageMetrics[] stages = [.. Enumerable.Range(0, 5).Select(stage => new StageMetrics
        {
            run_id = run.run_id,
            stage_name = $"stage_{stage}",
            timestamp = run.start_time,
            stage_index = stage,
        })];
        OperatorMetrics[] operators = [.. latencies.Select((distribution, i) => new OperatorMetrics
        {
            run_id = run.run_id,
            stage_name = $"stage_{i / 80}",
            operator_name = $"operator_{i / 8 % 10}",
            worker_id = $"worker_{i % 8}",
            timestamp = run.start_time?.AddSeconds(i),
            input_records = distribution.Count,
            output_records = distribution.Count / 2,
            pass_rate = 50,
            total_time = distribution.Max * 1000,
            avg_latency = 0.002 + (i * 1e-7),
            min_latency = distribution.Min,
            max_latency = distribution.Max,
            p50_latency = distribution.Percentile(0.50),
            p95_latency = distribution.Percentile(0.95),
            p99_latency = distribution.Percentile(0.99),
            throughput = 500 + i,
            stage_index = i / 80,
            operator_index = i / 8 % 10,
            latency_method = LatencyMethod.Histogram,
            Latencies = distribution,
        })];
        return (stages, operators);
    }

    /// <summary>10,000 lognormal latencies about 2 ms, σ 0.5.</summary>
    private static LatencyDistribution Latencies(int seed)
    {
        var random = new Random(seed);
        return LatencyDistribution.FromValues(Enumerable.Range(0, 10_000).Select(_ =>
            0.002 * Math.Exp(0.5 * Math.Sqrt(-2 * Math.Log(1 - random.NextDouble()))
                * Math.Cos(2 * Math.PI * random.NextDouble()))));
    }

    /// <summary>The best of several turns of two contestants, taken alternately.</summary>
    private static (double First, double Second) Best(Func<int> first, Func<int> second, int expected)
    {
        (double a, double b) = (double.MaxValue, double.MaxValue);
        for (int i = 0; i < Repetitions; i++)
        {
            a = Math.Min(a, Time(() => Check(first())));
            b = Math.Min(b, Time(() => Check(second())));
        }

        return (a, b);

        int Check(int count) => count == expected ? count : throw new InvalidOperationException($"{count} rows");
    }

    private static double Time(Func<int> action)
    {
        Stopwatch watch = Stopwatch.StartNew();
        action();
        return watch.Elapsed.TotalMilliseconds;
    }
}
