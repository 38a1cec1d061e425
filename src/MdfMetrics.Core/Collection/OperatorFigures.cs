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
    /// <summary>What the rates follow from.</summary>
    private static readonly Column<OperatorMetrics>[] s_counts = Columns(true);

    /// <summary>All others but those that tell which row it is.</summary>
    private static readonly Column<OperatorMetrics>[] s_others = Columns(false);

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
        OperatorMetrics row = Counted(given, identity.WithLatencies(Distribution(given, values)), values?.Sum() ?? 0);
        row = OperatorRates.Apply(row, row.total_time);
        Take(s_others, given, row);
        bool reported = double.IsFinite(row.p50_latency + row.p95_latency + row.p99_latency);
        return row with
        {
            pass_rate = row.role == OperatorRole.Source ? double.NaN : row.pass_rate,
            latency_method = row.latency_method ?? (reported ? LatencyMethod.Reported : null),
        };
    }

    /// <summary>
    /// The row with what was counted. As many records came in as there are latencies, unless told otherwise, and as
    /// many went out.
    /// </summary>
    private static OperatorMetrics Counted(IColumnReader given, OperatorMetrics row, double latencyTime)
    {
        long input = given.GetInt64(nameof(OperatorMetrics.input_records)) ?? row.Latencies?.Count ?? 0;
        row = row with { input_records = input, output_records = input, total_time = latencyTime };
        Take(s_counts, given, row);
        return row;
    }

    private static void Take(Column<OperatorMetrics>[] columns, IColumnReader given, OperatorMetrics row)
    {
        foreach (Column<OperatorMetrics> column in columns)
        {
            Figure.TryTake(column, given, row);
        }
    }

    private static Column<OperatorMetrics>[] Columns(bool counts) =>
    [
        .. MetricsSchema.Operators.Columns
            .Skip(MetricsSchema.Operators.KeyColumns)
            .Where(column => column.Name != nameof(OperatorMetrics.timestamp))
            .Where(column => counts == column.Name is nameof(OperatorMetrics.input_records)
                or nameof(OperatorMetrics.output_records) or nameof(OperatorMetrics.failed_records)
                or nameof(OperatorMetrics.total_time) or nameof(OperatorMetrics.role)),
    ];

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
