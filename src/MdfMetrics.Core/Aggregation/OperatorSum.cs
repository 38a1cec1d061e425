using MdfMetrics.Latency;

namespace MdfMetrics.Aggregation;

/// <summary>Several rows of one operator as one row.</summary>
internal static class OperatorSum
{
    private const string Several = "*";

    /// <summary>The sum of the rows; a single one stays as it is.</summary>
    /// <param name="rows">At least one, all of one stage and operator.</param>
    public static OperatorMetrics Of(OperatorMetrics[] rows)
    {
        OperatorMetrics first = rows[0];
        if (rows.Length == 1)
        {
            return first;
        }

        long input = Sum(rows, row => row.input_records);
        long output = Sum(rows, row => row.output_records);
        double time = rows.Sum(row => row.total_time);
        return WithLatencies(rows, new OperatorMetrics
        {
            run_id = rows.All(row => row.run_id == first.run_id) ? first.run_id : Several,
            stage_name = first.stage_name,
            operator_name = first.operator_name,
            worker_id = rows.All(row => row.worker_id == first.worker_id) ? first.worker_id : Several,
            timestamp = rows.Min(row => row.TimestampUtc),
            input_records = input,
            output_records = output,
            pass_rate = Rates.PassRate(input, output),
            total_time = time,
            avg_latency = MeanLatency(rows),
            min_latency = Known(rows, row => row.min_latency).DefaultIfEmpty(double.NaN).Min(),
            max_latency = Known(rows, row => row.max_latency).DefaultIfEmpty(double.NaN).Max(),
            throughput = Rates.Throughput(input, time),
            error_count = Sum(rows, row => row.error_count),
            custom_metrics = rows.Select(row => row.custom_metrics).Aggregate(JsonMap.Merge),
            stage_index = rows.Min(row => row.stage_index),
            operator_index = rows.Min(row => row.operator_index),
        });
    }

    private static OperatorMetrics WithLatencies(OperatorMetrics[] rows, OperatorMetrics sum)
    {
        // Percentiles can't be averaged: one part without its distribution leaves those of the whole unknown.
        if (rows.Any(row => row.input_records > 0 && row.Latencies is null && HasPercentiles(row)))
        {
            return sum with { latency_method = LatencyMethod.Reported };
        }

        var latencies = LatencyDistribution.Merge(rows.Select(row => row.Latencies).OfType<LatencyDistribution>());
        return latencies.Count == 0 ? sum : sum with
        {
            p50_latency = latencies.Percentile(0.50),
            p95_latency = latencies.Percentile(0.95),
            p99_latency = latencies.Percentile(0.99),
            latency_method = rows.Any(row => row.latency_method == LatencyMethod.BatchMean)
                ? LatencyMethod.BatchMean
                : latencies.Method,
            Latencies = latencies,
        };
    }

    private static bool HasPercentiles(OperatorMetrics row) =>
        !(double.IsNaN(row.p50_latency) && double.IsNaN(row.p95_latency) && double.IsNaN(row.p99_latency));

    private static double MeanLatency(OperatorMetrics[] rows)
    {
        OperatorMetrics[] known = [.. rows.Where(row => row.input_records > 0 && !double.IsNaN(row.avg_latency))];
        double records = known.Sum(row => (double)row.input_records);
        return records > 0 ? known.Sum(row => row.avg_latency * (row.input_records / records)) : double.NaN;
    }

    private static IEnumerable<double> Known(OperatorMetrics[] rows, Func<OperatorMetrics, double> latency) =>
        rows.Select(latency).Where(seconds => !double.IsNaN(seconds));

    private static long Sum(OperatorMetrics[] rows, Func<OperatorMetrics, long> count) =>
        SaturatingMath.Sum(rows.Select(count));
}
