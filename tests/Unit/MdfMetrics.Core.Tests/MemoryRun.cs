using MdfMetrics.Aggregation;
using MdfMetrics.Latency;
using MdfMetrics.Tests.Aggregation;

namespace MdfMetrics.Tests;

/// <summary>Runs that bring their rows along, made of operator rows alone.</summary>
internal static class MemoryRun
{
    /// <summary>A run of these rows; it started so many hours after <see cref="Rows.Start"/>.</summary>
    public static RunMetrics Of(string id, double hours, params OperatorMetrics[] rows) => MetricsAggregator.Aggregate(
        new RunMetrics
        {
            run_id = id,
            start_time = Rows.Start.AddHours(hours),
            end_time = Rows.Start.AddHours(hours).AddSeconds(100),
            duration = 100,
        },
        [],
        rows.Select(row => row with { run_id = id }));

    /// <summary>A row whose records took these latencies.</summary>
    public static OperatorMetrics Operator(
        string name,
        double[] latencies,
        long? output = null,
        long errors = 0,
        string worker = "worker_0") =>
        Rows.Row(name, latencies.Length, output ?? latencies.Length, worker: worker)
            .With(LatencyDistribution.FromValues(latencies)) with
        {
            total_time = latencies.Sum(),
            throughput = latencies.Length / latencies.Sum(),
            pass_rate = 100.0 * (output ?? latencies.Length) / latencies.Length,
            error_count = errors,
        };
}
