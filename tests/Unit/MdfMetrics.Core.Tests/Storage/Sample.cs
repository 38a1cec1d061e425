using MdfMetrics.Latency;

namespace MdfMetrics.Tests.Storage;

/// <summary>A run with stages, operators and workers, of figures that are told apart.</summary>
internal sealed record Sample(
    RunMetrics Run,
    IReadOnlyList<StageMetrics> Stages,
    IReadOnlyList<OperatorMetrics> Operators)
{
    public static readonly DateTime Start = new(2026, 1, 24, 12, 34, 56, 789, DateTimeKind.Utc);

    public const string Id = "run_20260124_123456_1a2b3c4d";

    public static Sample Create(
        string id = Id,
        DateTime? start = null,
        int stages = 2,
        int operators = 2,
        int workers = 2,
        int latencies = 200)
    {
        DateTime begin = start ?? Start;
        RunMetrics run = new()
        {
            run_id = id,
            start_time = begin,
            end_time = begin.AddSeconds(90.5),
            duration = 90.5,
            num_stages = stages,
            total_input_records = 1000,
            total_output_records = 250,
            overall_pass_rate = 25,
            avg_throughput = 11.04972375690608,
            total_errors = 3,
            config = JsonMap.FromJson("""{"executor":{"name":"été 数据"}}"""),
            host = "host-1",
            tags = JsonMap.FromJson("""{"team":"data"}"""),
            context = JsonMap.FromJson("""{"user":"me"}"""),
            pipeline_name = "nightly",
        };
        return new Sample(
            run,
            [.. Enumerable.Range(0, stages).Select(stage => Stage(run, stage, workers))],
            [.. from stage in Enumerable.Range(0, stages)
                from step in Enumerable.Range(0, operators)
                from worker in Enumerable.Range(0, workers)
                select Operator(run, stage, step, worker, latencies)]);
    }

    private static StageMetrics Stage(RunMetrics run, int stage, int workers) => new()
    {
        run_id = run.run_id,
        stage_name = $"stage_{stage}",
        timestamp = run.start_time?.AddSeconds(10 * stage),
        num_workers = workers,
        input_records = 1000 - stage,
        output_records = 500 - stage,
        pass_rate = 50,
        total_time = 1.5 + stage,
        avg_throughput = 100,
        min_throughput = 90,
        max_throughput = 110,
        error_count = stage,
        stage_index = stage,
        wall_time = 2.25,
        custom_metrics = JsonMap.FromJson("""{"gpu":0.5}"""),
        pipeline_name = run.pipeline_name,
    };

    private static OperatorMetrics Operator(RunMetrics run, int stage, int step, int worker, int count)
    {
        double[] values = [.. Values(stage, step, worker, count)];
        LatencyDistribution? latencies = count == 0 ? null : LatencyDistribution.FromValues(values);
        return new()
        {
            run_id = run.run_id,
            stage_name = $"stage_{stage}",
            operator_name = $"op_{step}",
            worker_id = $"worker_{worker}",
            timestamp = run.start_time?.AddSeconds((10 * stage) + step),
            input_records = count,
            output_records = count / 2,
            pass_rate = 50,
            total_time = values.Sum(),
            avg_latency = count == 0 ? double.NaN : values.Average(),
            min_latency = latencies?.Min ?? double.NaN,
            max_latency = latencies?.Max ?? double.NaN,
            p50_latency = latencies?.Percentile(0.50) ?? double.NaN,
            p95_latency = latencies?.Percentile(0.95) ?? double.NaN,
            p99_latency = latencies?.Percentile(0.99) ?? double.NaN,
            throughput = 500,
            error_count = 1,
            custom_metrics = JsonMap.FromJson("""{"note":"naïve"}"""),
            pipeline_name = run.pipeline_name,
            stage_index = stage,
            operator_index = step,
            latency_method = latencies is null ? null : LatencyMethod.Histogram,
            Latencies = latencies,
        };
    }

    /// <summary>The raw latencies of an operator row.</summary>
    public static IEnumerable<double> Latencies(OperatorMetrics row) => Values(
        (int)row.stage_index!.Value,
        (int)row.operator_index!.Value,
        row.worker_id[^1] - '0',
        (int)row.input_records);

    /// <summary>Lognormal about 2 ms, from a fixed seed.</summary>
    private static IEnumerable<double> Values(int stage, int step, int worker, int count)
    {
        var random = new Random((((stage * 10) + step) * 10) + worker);
        return Enumerable.Range(0, count).Select(_ => 0.002 * Math.Exp(
            Math.Sqrt(-2 * Math.Log(1 - random.NextDouble())) * Math.Cos(2 * Math.PI * random.NextDouble())));
    }
}
