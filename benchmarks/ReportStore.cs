using MdfMetrics.Aggregation;
using MdfMetrics.Latency;
using MdfMetrics.Storage.Writing;

namespace MdfMetrics.Benchmarks;

/// <summary>A store of nightly runs of one shape, of which one operator is slow in the last ones.</summary>
internal static class ReportStore
{
    private const int Latencies = 400;
    private const int SlowRuns = 3;
    private const double SlowBy = 3;

    public static void Fill(
        string folder,
        int runs,
        int stages,
        int operators,
        int workers,
        string pipeline = "nightly")
    {
        var writer = new MetricsWriter(folder, new WriterOptions());
        foreach (RunMetrics run in Runs(runs, stages, operators, workers, pipeline))
        {
            writer.WriteAll(run, run.Stages!, run.Operators!);
        }
    }

    /// <summary>The same runs with their rows, in memory.</summary>
    public static IEnumerable<RunMetrics> Runs(
        int runs,
        int stages,
        int operators,
        int workers,
        string pipeline = "nightly")
    {
        var random = new Random(runs);
        DateTime first = new DateTime(2026, 11, 24, 2, 0, 0, DateTimeKind.Utc).AddDays(1 - runs);
        for (int i = 0; i < runs; i++)
        {
            yield return Run(random, first.AddDays(i), pipeline, stages, operators, workers, i >= runs - SlowRuns);
        }
    }

    private static RunMetrics Run(
        Random random,
        DateTime start,
        string pipeline,
        int stages,
        int operators,
        int workers,
        bool isSlow)
    {
        string id = $"{pipeline}_{start:yyyyMMdd}";
        var rows = new List<OperatorMetrics>();
        var records = new List<StageRecord>();
        DateTime at = start;
        for (int stage = 0; stage < stages; stage++)
        {
            string name = $"stage_{stage}";
            OperatorMetrics[] of = [.. Enumerable.Range(0, operators).SelectMany(step => Rows(
                random,
                id,
                name,
                step,
                workers,
                at,
                isSlow && stage == stages / 2 && step == operators / 2 ? SlowBy : 1))];
            double wall = 1.05 * of.Max(row => row.total_time);
            records.Add(new StageRecord { RunId = id, Name = name, Timestamp = at, Index = stage, WallTime = wall });
            rows.AddRange(of);
            at = at.AddSeconds(wall);
        }

        var header = new RunMetrics
        {
            run_id = id,
            start_time = start,
            end_time = at,
            duration = (at - start).TotalSeconds,
            pipeline_name = pipeline,
            host = "etl-1",
            context = JsonMap.FromJson($$"""{"git_commit":"{{(isSlow ? "8be01d4" : "4f1c2ab")}}"}"""),
            config = JsonMap.FromJson("""{"executor":{"batch_size":200}}"""),
        };
        return MetricsAggregator.Aggregate(header, records, rows);
    }

    private static IEnumerable<OperatorMetrics> Rows(
        Random random,
        string run,
        string stage,
        int step,
        int workers,
        DateTime start,
        double slowBy)
    {
        double scale = 0.0002 * (1 + (step % 7)) * slowBy * (0.95 + (0.1 * random.NextDouble()));
        for (int worker = 0; worker < workers; worker++)
        {
            double[] latencies = new double[Latencies];
            for (int i = 0; i < latencies.Length; i++)
            {
                latencies[i] = scale * Math.Exp(0.7 * Normal(random));
            }

            long output = step % 9 == 4 ? Latencies - random.Next(20, 30) : Latencies;
            double time = latencies.Sum();
            yield return new OperatorMetrics
            {
                run_id = run,
                stage_name = stage,
                operator_name = $"operator_{step}",
                worker_id = $"worker_{worker}",
                timestamp = start,
                input_records = Latencies,
                output_records = output,
                pass_rate = 100.0 * output / Latencies,
                total_time = time,
                throughput = Latencies / time,
                operator_index = step,
            }.WithLatencies(LatencyDistribution.FromValues(latencies));
        }
    }

    private static double Normal(Random random) =>
        Math.Sqrt(-2 * Math.Log(1 - random.NextDouble())) * Math.Cos(2 * Math.PI * random.NextDouble());
}
