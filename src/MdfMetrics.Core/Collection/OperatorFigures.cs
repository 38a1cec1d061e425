using MdfMetrics.Aggregation;
using MdfMetrics.Latency;
using MdfMetrics.ParquetFiles.Columns;
using MdfMetrics.Records;
using MdfMetrics.Storage.Schema;

namespace MdfMetrics.Collection;

/// <summary>
/// Makes rows of figures that were measured elsewhere. What is not given is computed from what is; NaN means «not
/// given» as null does.
/// </summary>
internal static class OperatorFigures
{
    /// <summary>All but those that tell which row it is.</summary>
    private static readonly Column<OperatorMetrics>[] s_columns =
    [
        .. MetricsSchema.Operators.Columns
            .Skip(MetricsSchema.Operators.KeyColumns)
            .Where(column => column.Name != nameof(OperatorMetrics.timestamp)),
    ];

    /// <summary>The row that figures make.</summary>
    /// <param name="given">The figures, and the distribution as latency_histogram.</param>
    /// <param name="identity">A row with the names and the time.</param>
    /// <param name="values">The latencies, seconds, where they are given one by one.</param>
    /// <exception cref="MetricsException">InvalidMetric: a negative figure, a bad latency or histogram.</exception>
    public static OperatorMetrics ToMetrics(
        IColumnReader given,
        OperatorMetrics identity,
        IReadOnlyList<double>? values = null)
    {
        LatencyDistribution? latencies = Distribution(given, values);
        long input = given.GetInt64(nameof(OperatorMetrics.input_records)) ?? latencies?.Count ?? 0;
        long output = given.GetInt64(nameof(OperatorMetrics.output_records)) ?? input;
        double time = given.GetDouble(nameof(OperatorMetrics.total_time)) is { } seconds && double.IsFinite(seconds)
            ? seconds
            : values?.Sum() ?? 0;
        OperatorMetrics row = identity.WithLatencies(latencies) with
        {
            input_records = input,
            output_records = output,
            pass_rate = Rates.PassRate(input, output),
            total_time = time,
            avg_latency = Rates.MeanLatency(input, time),
            throughput = Rates.Throughput(input, time),
        };
        foreach (Column<OperatorMetrics> column in s_columns)
        {
            Figure.TryTake(column, given, row);
        }

        bool reported = double.IsFinite(row.p50_latency + row.p95_latency + row.p99_latency);
        return row with { latency_method = row.latency_method ?? (reported ? LatencyMethod.Reported : null) };
    }

    private static LatencyDistribution? Distribution(IColumnReader given, IReadOnlyList<double>? values)
    {
        LatencyDistribution? latencies =
            values is { Count: > 0 } ? LatencyDistribution.FromValues(values)
            : given.GetString(nameof(OperatorMetrics.latency_histogram)) is { Length: > 0 } histogram
                ? LatencyDistribution.Decode(histogram)
            : null;
        return latencies is { Count: > 0 } ? latencies : null;
    }
}
