using MdfMetrics.Latency;
using MdfMetrics.Maintenance.Compaction;
using MdfMetrics.ParquetFiles;
using MdfMetrics.ParquetFiles.Columns;
using MdfMetrics.ParquetFiles.Decoding;
using MdfMetrics.Storage.Layout;
using MdfMetrics.Storage.Reading;
using MdfMetrics.Storage.Schema;

namespace MdfMetrics.Benchmarks;

/// <summary>
/// Makes a store of many runs, by default one every five minutes: 3 stages of 5 operators on 2 workers, 1,000 lognormal latencies
/// (σ 0.5) each. The newest are loose files, the others compacted by month.
/// </summary>
internal static class StoreGenerator
{
    private const int Batch = 5_000;

    private static readonly DateTime s_start = new(2025, 11, 1, 0, 0, 0, DateTimeKind.Utc);
    private static readonly LatencyDistribution[] s_latencies =
    [
        .. Enumerable.Range(0, 256).Select(static _ => LatencyDistribution.FromValues(
            Enumerable.Range(0, 1_000).Select(static _ => LatencyValues.Lognormal(0.5)))),
    ];

    private static TimeSpan s_late;

    /// <summary>How far runs are apart.</summary>
    public static TimeSpan Every { get; set; } = TimeSpan.FromMinutes(5);

    /// <summary>How many stages a run has.</summary>
    public static int Stages { get; set; } = 3;

    /// <summary>How many operators a stage has.</summary>
    public static int Operators { get; set; } = 5;

    /// <summary>How many workers an operator has.</summary>
    public static int Workers { get; set; } = 2;

    /// <summary>How many operator rows a run has.</summary>
    public static int RowsOfARun => Stages * Operators * Workers;

    /// <summary>When a run starts.</summary>
    public static DateTime Start(int run) => s_start + (Every * run) + s_late;

    /// <summary>The id of a run.</summary>
    public static string Id(int run) => $"run_{Start(run):yyyyMMdd_HHmmss}_{run:x8}";

    /// <summary>Fills a store.</summary>
    public static void Fill(string store, int runs, int loose)
    {
        int compacted = runs - loose;
        for (int next = 0; next < compacted;)
        {
            int end = Math.Min(next + Batch, compacted);
            WriteLoose(store, next, end);
            next = end;
            Compact(store, Start(end));
        }

        WriteLoose(store, compacted, runs);
    }

    /// <summary>Compacts the runs that started before a moment.</summary>
    public static StoreOptimization Compact(string store, DateTime before) =>
        new Compactor(store, TimeProvider.System).Compact(
            new CompactionOptions { BeforeUtc = before },
            error => throw error,
            null,
            CancellationToken.None);

    /// <summary>Writes runs as loose files.</summary>
    public static void WriteLoose(string store, int from, int to)
    {
        foreach (Dataset dataset in MetricsSchema.All)
        {
            Directory.CreateDirectory(Path.Combine(store, dataset.Name));
        }

        Parallel.For(from, to, i =>
        {
            RunMetrics run = Run(i);
            OperatorMetrics[] operators = [.. OperatorsOf(i, run)];
            Write(store, MetricsSchema.Histograms, run, HistogramJoin.Split(operators));
            Write(store, MetricsSchema.Operators, run, operators);
            Write(store, MetricsSchema.Stages, run, [.. StagesOf(run)]);
            Write(store, MetricsSchema.Runs, run, [run]);
        });
    }

    /// <summary>Writes loose runs that start between the first ones of the store.</summary>
    public static void WriteLate(string store, int runs)
    {
        s_late = Every / 2;
        WriteLoose(store, 0, runs);
    }

    /// <summary>Writes runs as the compacted files of their months, without the detour by loose files.</summary>
    public static void WriteCompacted(string store, int runs)
    {
        ILookup<string, int> months = Enumerable.Range(0, runs).ToLookup(i => CompactedName.Month(Start(i)));
        foreach (Dataset dataset in MetricsSchema.All)
        {
            Directory.CreateDirectory(Path.Combine(store, dataset.Name));
        }

        Parallel.ForEach(months, month =>
        {
            WriteMonth(store, MetricsSchema.Histograms, month, run => HistogramJoin.Split([.. Rows(run)]));
            WriteMonth(store, MetricsSchema.Operators, month, run => [.. Rows(run)]);
            WriteMonth(store, MetricsSchema.Stages, month, run => [.. StagesOf(Run(run))]);
            WriteMonth(store, MetricsSchema.Runs, month, run => [Run(run)]);
        });

        static IEnumerable<OperatorMetrics> Rows(int run) => OperatorsOf(run, Run(run));
    }

    private static void WriteMonth<TRow>(
        string store,
        DatasetSchema<TRow> schema,
        IGrouping<string, int> month,
        Func<int, IReadOnlyList<TRow>> rowsOf)
        where TRow : class
    {
        string path = Path.Combine(store, schema.Name, $"{CompactedName.Of(month.Key, generation: 0)}.parquet");
        using var file = new BatchFileWriter(
            File.Create(path),
            schema.CreateBatchColumns(),
            RowGroups.Size(schema));
        foreach (int[] runs in month.Chunk(100))
        {
            TRow[] rows = [.. runs.SelectMany(rowsOf)];
            using var source = ParquetSource.Open(new FileWindow(ParquetFile.Serialize(schema, rows)));
            file.Add(
                source.ReadAll(schema.CreateBatchColumns, CancellationToken.None),
                0,
                rows.Length,
                new TimeRange(Start(runs[0]), Start(runs[^1])));
        }

        file.Complete();
    }

    private static void Write<TRow>(string store, DatasetSchema<TRow> schema, RunMetrics run, IReadOnlyList<TRow> rows)
        where TRow : class => File.WriteAllBytes(
            Path.Combine(store, schema.Name, StoreLayout.FileName(schema.FilePrefix, RunId.Key(run.run_id))),
            ParquetFile.Serialize(schema, rows));

    private static RunMetrics Run(int i) => new()
    {
        run_id = Id(i),
        start_time = Start(i),
        end_time = Start(i).AddSeconds(95.25 + (i % 60)),
        duration = 95.25 + (i % 60),
        num_stages = Stages,
        total_input_records = 1_000_000 + i,
        total_output_records = 250_000 + (i % 1000),
        overall_pass_rate = 25 + (i % 7),
        avg_throughput = 10_498.7 + i,
        total_errors = i % 50 == 0 ? 3 : 0,
        host = $"host-{i % 4}",
        status = i % 50 == 0 ? RunStatus.Failed : RunStatus.Completed,
        config = JsonMap.FromJson($"{{\"executor\":{{\"max_samples\":{i % 60},\"batch_size\":100}}}}"),
        tags = JsonMap.FromJson("""{"team":"data","env":"prod"}"""),
        context = JsonMap.FromJson(
            $$"""{"user":"etl","powershell_version":"7.6.5","cpu_seconds":{{90 + (i % 17)}}.5}"""),
    };

    private static IEnumerable<StageMetrics> StagesOf(RunMetrics run) =>
        Enumerable.Range(0, Stages).Select(stage => new StageMetrics
        {
            run_id = run.run_id,
            stage_name = $"stage_{stage}",
            timestamp = run.start_time?.AddSeconds(30 * stage),
            num_workers = Workers,
            input_records = run.total_input_records - stage,
            output_records = run.total_output_records + stage,
            pass_rate = 25,
            total_time = 30,
            avg_throughput = 30_000,
            min_throughput = 25_000,
            max_throughput = 35_000,
            stage_index = stage,
            wall_time = 30.5,
        });

    private static IEnumerable<OperatorMetrics> OperatorsOf(int i, RunMetrics run)
    {
        for (int row = 0; row < RowsOfARun; row++)
        {
            LatencyDistribution latencies = s_latencies[((i * 31) + (row * 7)) % s_latencies.Length];
            yield return new OperatorMetrics
            {
                run_id = run.run_id,
                stage_name = $"stage_{row / (Operators * Workers)}",
                operator_name = $"operator_{row / Workers % Operators}",
                worker_id = $"worker_{row % Workers}",
                timestamp = run.start_time?.AddSeconds(row),
                input_records = latencies.Count,
                output_records = latencies.Count / 2,
                pass_rate = 50,
                total_time = latencies.Max * 100,
                avg_latency = 0.002 + (row * 1e-7),
                min_latency = latencies.Min,
                max_latency = latencies.Max,
                p50_latency = latencies.Percentile(0.50),
                p95_latency = latencies.Percentile(0.95),
                p99_latency = latencies.Percentile(0.99),
                throughput = 500 + row,
                stage_index = row / (Operators * Workers),
                operator_index = row / Workers % Operators,
                latency_method = LatencyMethod.Histogram,
                Latencies = latencies,
            };
        }
    }
}
