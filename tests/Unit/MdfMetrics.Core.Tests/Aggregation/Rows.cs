using MdfMetrics.Latency;

namespace MdfMetrics.Tests.Aggregation;

/// <summary>Operator rows for tests: a row's time is given in seconds after the run's start.</summary>
internal static class Rows
{
    public static readonly DateTime Start = new(2026, 1, 24, 12, 0, 0, DateTimeKind.Utc);

    public static OperatorMetrics Row(
        string operatorName,
        long input = 10,
        long output = 10,
        string stage = "stage",
        string worker = "worker_0",
        double at = 0,
        string? entry = null) => new()
        {
            run_id = "run_1",
            stage_name = stage,
            operator_name = operatorName,
            worker_id = worker,
            timestamp = Start.AddSeconds(at),
            input_records = input,
            output_records = output,
            entry_id = entry,
        };

    public static OperatorMetrics With(this OperatorMetrics row, LatencyDistribution latencies) => row with
    {
        avg_latency = latencies.Percentile(0.5),
        min_latency = latencies.Min,
        max_latency = latencies.Max,
        p50_latency = latencies.Percentile(0.5),
        p95_latency = latencies.Percentile(0.95),
        p99_latency = latencies.Percentile(0.99),
        latency_method = latencies.Method,
        Latencies = latencies,
    };
}
