using MdfMetrics.ParquetFiles;
using MdfMetrics.ParquetFiles.Columns;
using MdfMetrics.Prometheus;
using MdfMetrics.Storage.Schema;

namespace MdfMetrics.Benchmarks;

/// <summary>The textfile of stores of 50 pipelines: how long it takes, and what memory, as the store grows.</summary>
internal static class PrometheusBenchmark
{
    private const int Pipelines = 50;
    private const int Stages = 5;
    private const int RunsOfAFile = 5_000;

    private static readonly DateTime s_start = new(2025, 11, 1, 0, 0, 0, DateTimeKind.Utc);

    /// <summary>Prints the figures of 1,000 to 100,000 runs, each in a process of its own.</summary>
    public static void Print()
    {
        foreach (int runs in (int[])[1_000, 10_000, 100_000])
        {
            using var store = new TemporaryFolder();
            Fill(store.Path, runs);
            Measurement measured = Measurement.InProcess("prometheus-one", store.Path);
            Console.WriteLine($"{runs,7:N0} runs of {Pipelines} pipelines: {measured}   (budget 1,000 ms)");
        }
    }

    /// <summary>The figure of one store, in this process.</summary>
    public static void PrintOne(string store)
    {
        var exporter = new PrometheusExporter(
            [store],
            new PrometheusOptions(),
            TimeProvider.System,
            static error => throw error,
            static warning => throw new InvalidOperationException(warning),
            default);
        string path = Path.Combine(store, "mdf.prom");
        Measurement.Of(
            static () => { },
            () => ScaleFigures.Expect(Pipelines * (14 - 1 + (5 * Stages)), (int)exporter.Write(path)),
            isOnce: false).Report();
    }

    /// <summary>Runs that are compacted by month, without the operators, which are not read.</summary>
    private static void Fill(string store, int runs)
    {
        for (int next = 0; next < runs; next += RunsOfAFile)
        {
            RunMetrics[] rows = [.. Enumerable.Range(next, Math.Min(RunsOfAFile, runs - next)).Select(Run)];
            Write(store, MetricsSchema.Runs, rows, next);
            Write(store, MetricsSchema.Stages, [.. rows.SelectMany(StagesOf)], next);
        }

        StoreGenerator.Compact(store, s_start.AddMinutes(runs));
    }

    private static void Write<TRow>(string store, DatasetSchema<TRow> schema, IReadOnlyList<TRow> rows, int number)
        where TRow : class => File.WriteAllBytes(
            Path.Combine(Directory.CreateDirectory(Path.Combine(store, schema.Name)).FullName, $"part{number}.parquet"),
            ParquetFile.Serialize(schema, rows));

    private static RunMetrics Run(int i) => new()
    {
        run_id = $"run_{s_start.AddMinutes(i):yyyyMMdd_HHmmss}_{i:x8}",
        start_time = s_start.AddMinutes(i),
        end_time = s_start.AddMinutes(i).AddSeconds(95.25 + (i % 60)),
        duration = 95.25 + (i % 60),
        num_stages = Stages,
        total_input_records = 1_000_000 + i,
        total_output_records = 250_000,
        overall_pass_rate = 25,
        pipeline_name = $"pipeline_{i % Pipelines}",
        config = JsonMap.FromJson($"{{\"executor\":{{\"max_samples\":{i % 60},\"batch_size\":100}}}}"),
        tags = JsonMap.FromJson("""{"team":"data","env":"prod"}"""),
        context = JsonMap.FromJson($$"""{"user":"etl","cpu_seconds":{{90 + (i % 17)}}.5}"""),
    };

    private static IEnumerable<StageMetrics> StagesOf(RunMetrics run) =>
        Enumerable.Range(0, Stages).Select(stage => new StageMetrics
        {
            run_id = run.run_id,
            stage_name = $"stage_{stage}",
            timestamp = run.start_time?.AddSeconds(10 * stage),
            stage_index = stage,
            wall_time = 10.5,
        });
}
