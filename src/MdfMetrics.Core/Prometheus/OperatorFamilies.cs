namespace MdfMetrics.Prometheus;

/// <summary>The metrics of an operator of a last run, its workers merged.</summary>
internal static class OperatorFamilies
{
    private static readonly MetricFamily<OperatorMetrics>[] s_gauges =
    [
        Gauge(
            "mdf_operator_input_records",
            "Records that came into the operator, all workers.",
            row => row.input_records),
        Gauge(
            "mdf_operator_output_records",
            "Records that came out of the operator, all workers.",
            row => row.output_records),
        Gauge("mdf_operator_errors", "Errors of the operator, all workers.", row => row.error_count),
        Gauge("mdf_operator_busy_seconds", "Time spent in the operator, all workers.", row => row.total_time),
    ];

    public static IReadOnlyList<MetricFamily<OperatorMetrics>> WithSummaries { get; } =
        [.. s_gauges, Latency("summary", LatencySeries.Summary)];

    public static IReadOnlyList<MetricFamily<OperatorMetrics>> WithHistograms { get; } =
        [.. s_gauges, Latency("histogram", LatencySeries.Histogram)];

    private static MetricFamily<OperatorMetrics> Latency(
        string type,
        Func<OperatorMetrics, IEnumerable<SeriesValue>> values) => new(
            "mdf_operator_latency_seconds",
            type,
            "Time of one record in the operator in the last run, all workers merged.",
            values);

    private static MetricFamily<OperatorMetrics> Gauge(
        string name,
        string help,
        Func<OperatorMetrics, double> value) => MetricFamily<OperatorMetrics>.Gauge(name, help, value);
}
