using MdfMetrics.Aggregation;
using MdfMetrics.Latency;
using MdfMetrics.Records;

namespace MdfMetrics.Collection;

/// <summary>
/// Figures of one operator that were measured elsewhere. What is not given is computed from what is; null and NaN both
/// mean «not given» for rates and latencies.
/// </summary>
public sealed record OperatorFigures
{
    /// <summary>Records that came in; not given: the number of latencies, else 0.</summary>
    public long? InputRecords { get; init; }

    /// <summary>Records that went out; not given: as many as came in.</summary>
    public long? OutputRecords { get; init; }

    /// <summary>Errors; not given: 0.</summary>
    public long? ErrorCount { get; init; }

    /// <summary>Seconds; not given: the sum of the latencies, else 0.</summary>
    public double? TotalTime { get; init; }

    /// <summary>Percent; not given: 100 · output / input.</summary>
    public double? PassRate { get; init; }

    /// <summary>Seconds; not given: total time / input.</summary>
    public double? AvgLatency { get; init; }

    /// <summary>Seconds, reported.</summary>
    public double? MinLatency { get; init; }

    /// <summary>Seconds, reported.</summary>
    public double? MaxLatency { get; init; }

    /// <summary>Seconds, reported.</summary>
    public double? P50Latency { get; init; }

    /// <summary>Seconds, reported.</summary>
    public double? P95Latency { get; init; }

    /// <summary>Seconds, reported.</summary>
    public double? P99Latency { get; init; }

    /// <summary>Records a second; not given: input / total time.</summary>
    public double? Throughput { get; init; }

    /// <summary>The raw latencies, seconds: percentiles and buckets are computed from them.</summary>
    public IReadOnlyList<double>? Latencies { get; init; }

    /// <summary>The latency distribution as <see cref="OperatorMetrics.latency_histogram"/> gives it.</summary>
    public string? LatencyHistogram { get; init; }

    /// <summary>The method that came with the percentiles; not given: what the latencies say, else reported.</summary>
    public string? Method { get; init; }

    /// <summary>The row that these figures make.</summary>
    /// <param name="identity">A row with the names, the time and the indexes.</param>
    /// <exception cref="MetricsException">InvalidMetric: a negative figure, a bad latency or histogram.</exception>
    public OperatorMetrics ToMetrics(OperatorMetrics identity)
    {
        LatencyDistribution? latencies = Distribution();
        long input = Figure.Count(InputRecords, nameof(InputRecords)) ?? latencies?.Count ?? 0;
        long output = Figure.Count(OutputRecords, nameof(OutputRecords)) ?? input;
        double time = Figure.NotNegative(TotalTime, nameof(TotalTime)) ?? Latencies?.Sum() ?? 0;
        OperatorMetrics row = identity with
        {
            input_records = input,
            output_records = output,
            pass_rate = Figure.Given(PassRate) ?? (input == 0 ? double.NaN : 100.0 * output / input),
            total_time = time,
            avg_latency =
                Figure.NotNegative(AvgLatency, nameof(AvgLatency)) ?? (input == 0 ? double.NaN : time / input),
            throughput = Figure.Given(Throughput) ?? (time > 0 ? input / time : 0),
            error_count = Figure.Count(ErrorCount, nameof(ErrorCount)) ?? 0,
            min_latency = Figure.NotNegative(MinLatency, nameof(MinLatency)) ?? latencies?.Min ?? double.NaN,
            max_latency = Figure.NotNegative(MaxLatency, nameof(MaxLatency)) ?? latencies?.Max ?? double.NaN,
            p50_latency =
                Figure.NotNegative(P50Latency, nameof(P50Latency)) ?? latencies?.Percentile(0.50) ?? double.NaN,
            p95_latency =
                Figure.NotNegative(P95Latency, nameof(P95Latency)) ?? latencies?.Percentile(0.95) ?? double.NaN,
            p99_latency =
                Figure.NotNegative(P99Latency, nameof(P99Latency)) ?? latencies?.Percentile(0.99) ?? double.NaN,
            Latencies = latencies,
        };
        bool reported = double.IsFinite(row.p50_latency + row.p95_latency + row.p99_latency);
        return row with { latency_method = Method ?? latencies?.Method ?? (reported ? LatencyMethod.Reported : null) };
    }

    /// <summary>The figures of an object that has the columns of an operator row.</summary>
    internal static OperatorFigures From(IColumnReader row) => new()
    {
        InputRecords = row.GetInt64(nameof(OperatorMetrics.input_records)),
        OutputRecords = row.GetInt64(nameof(OperatorMetrics.output_records)),
        PassRate = row.GetDouble(nameof(OperatorMetrics.pass_rate)),
        TotalTime = row.GetDouble(nameof(OperatorMetrics.total_time)),
        AvgLatency = row.GetDouble(nameof(OperatorMetrics.avg_latency)),
        MinLatency = row.GetDouble(nameof(OperatorMetrics.min_latency)),
        MaxLatency = row.GetDouble(nameof(OperatorMetrics.max_latency)),
        P50Latency = row.GetDouble(nameof(OperatorMetrics.p50_latency)),
        P95Latency = row.GetDouble(nameof(OperatorMetrics.p95_latency)),
        P99Latency = row.GetDouble(nameof(OperatorMetrics.p99_latency)),
        Throughput = row.GetDouble(nameof(OperatorMetrics.throughput)),
        ErrorCount = row.GetInt64(nameof(OperatorMetrics.error_count)),
        Method = row.GetString(nameof(OperatorMetrics.latency_method)),
        LatencyHistogram = row.GetString(nameof(OperatorMetrics.latency_histogram)),
    };

    private LatencyDistribution? Distribution()
    {
        LatencyDistribution? latencies =
            Latencies is { Count: > 0 } ? LatencyDistribution.FromValues(Latencies)
            : string.IsNullOrEmpty(LatencyHistogram) ? null
            : LatencyDistribution.Decode(LatencyHistogram);
        return latencies is { Count: > 0 } ? latencies : null;
    }
}
