using MdfMetrics.Latency;
using MdfMetrics.ParquetFiles.Columns;
using MdfMetrics.Records;
using MdfMetrics.Storage.Schema;

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

        OperatorMetrics sum = MetricsSchema.Operators.Create();
        foreach (Column<OperatorMetrics> column in MetricsSchema.Operators.Columns)
        {
            Add(column, rows, sum);
        }

        return WithLatencies(rows, OperatorRates.Apply(sum, double.NaN) with
        {
            run_id = rows.All(row => row.run_id == first.run_id) ? first.run_id : Several,
            worker_id = rows.All(row => row.worker_id == first.worker_id) ? first.worker_id : Several,
            avg_latency = MeanLatency(rows),
        });
    }

    /// <summary>
    /// By the kind of the column: counts and seconds add up, dictionaries are merged; of places and moments the
    /// smallest stands, of text the first. A rate of the whole does not follow from those of the parts.
    /// </summary>
    private static void Add(Column<OperatorMetrics> column, OperatorMetrics[] rows, OperatorMetrics sum)
    {
        switch (column)
        {
            case ValueColumn<OperatorMetrics, long> whole when Known(whole, rows) is { Length: > 0 } known:
                whole.Set(sum, whole.Kind == ColumnKind.Count ? SaturatingMath.Sum(known) : known.Min());
                break;
            case ValueColumn<OperatorMetrics, double> { Kind: ColumnKind.Seconds } seconds:
                seconds.Set(sum, Known(seconds, rows).Sum());
                break;
            case ValueColumn<OperatorMetrics, DateTime> time when Known(time, rows) is { Length: > 0 } known:
                time.Set(sum, known.Min());
                break;
            case JsonColumn<OperatorMetrics> json:
                json.Set(sum, rows.Select(json.Get).Aggregate(JsonMap.Merge));
                break;
            case TextColumn<OperatorMetrics>:
                _ = Array.Exists(rows, row => column.TryCopy(row, sum));
                break;
        }
    }

    private static OperatorMetrics WithLatencies(OperatorMetrics[] rows, OperatorMetrics sum)
    {
        // Percentiles can't be averaged: one part without its distribution leaves those of the whole unknown.
        bool isKnown = !rows.Any(row => OperatorRates.Entered(row) > 0 && row.Latencies is null && HasPercentiles(row));
        var latencies = LatencyDistribution.Merge(rows.Select(row => row.Latencies).OfType<LatencyDistribution>());
        sum = sum.WithLatencies(isKnown && latencies.Count > 0 ? latencies : null);
        return sum with
        {
            min_latency = Known(rows, row => row.min_latency).DefaultIfEmpty(double.NaN).Min(),
            max_latency = Known(rows, row => row.max_latency).DefaultIfEmpty(double.NaN).Max(),
            latency_method = !isKnown ? LatencyMethod.Reported
                : sum.Latencies is not null && rows.Any(row => row.latency_method == LatencyMethod.BatchMean)
                    ? LatencyMethod.BatchMean
                : sum.latency_method,
        };
    }

    private static bool HasPercentiles(OperatorMetrics row) =>
        !(double.IsNaN(row.p50_latency) && double.IsNaN(row.p95_latency) && double.IsNaN(row.p99_latency));

    private static double MeanLatency(OperatorMetrics[] rows)
    {
        (double Latency, double Records)[] known =
        [
            .. rows.Where(row => OperatorRates.Entered(row) > 0 && !double.IsNaN(row.avg_latency))
                .Select(row => (row.avg_latency, (double)OperatorRates.Entered(row))),
        ];
        double records = known.Sum(row => row.Records);
        return records > 0 ? known.Sum(row => row.Latency * (row.Records / records)) : double.NaN;
    }

    private static IEnumerable<double> Known(OperatorMetrics[] rows, Func<OperatorMetrics, double> latency) =>
        rows.Select(latency).Where(seconds => !double.IsNaN(seconds));

    private static TValue[] Known<TValue>(ValueColumn<OperatorMetrics, TValue> column, OperatorMetrics[] rows)
        where TValue : struct => [.. rows.Select(column.Get).OfType<TValue>()];
}
