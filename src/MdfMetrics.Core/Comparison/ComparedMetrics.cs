using MdfMetrics.Latency;

namespace MdfMetrics.Comparison;

/// <summary>The figures that runs, stages and operators are compared by.</summary>
internal static class ComparedMetrics
{
    /// <summary>
    /// Timings of identical work differ by some percent between runs, by clocks, caches and whatever else the machine
    /// does; the histogram's buckets alone leave two percentiles 2.2 % apart.
    /// </summary>
    public const double SmallestTimeChange = 0.05;

    public static readonly ComparedMetric<RunMetrics>[] OfRuns =
    [
        PassRate<RunMetrics>("overall_pass_rate", run => run.total_input_records, run => run.total_output_records),
        Time<RunMetrics>("avg_throughput", true, run => run.avg_throughput, Unspread),
        Errors<RunMetrics>("total_errors", run => run.total_errors, run => run.total_input_records),
    ];

    public static readonly ComparedMetric<StageMetrics>[] OfStages =
    [
        PassRate<StageMetrics>("pass_rate", stage => stage.input_records, stage => stage.output_records),
        Time<StageMetrics>("avg_throughput", true, stage => stage.avg_throughput, Unspread),
        Errors<StageMetrics>("error_count", stage => stage.error_count, stage => stage.input_records),
    ];

    /// <summary>Of operators, their workers merged.</summary>
    public static readonly ComparedMetric<OperatorMetrics>[] OfOperators =
    [
        PassRate<OperatorMetrics>("pass_rate", row => row.input_records, row => row.output_records),
        Time<OperatorMetrics>("throughput", true, row => row.throughput, (row, rate, z) =>
            Sample(row) is { Count: > 1 } latencies ? Intervals.Throughput(rate, latencies, z) : Unbounded(rate)),
        Percentile("p50_latency", 0.50, row => row.p50_latency),
        Percentile("p95_latency", 0.95, row => row.p95_latency),
        Percentile("p99_latency", 0.99, row => row.p99_latency),
        Errors<OperatorMetrics>("error_count", row => row.error_count, row => row.input_records),
    ];

    private static ComparedMetric<TRow> PassRate<TRow>(string name, Func<TRow, long> input, Func<TRow, long> output) =>
        new(
            name,
            IsHigherBetter: true,
            SmallestChange: 0,
            row => Rate(output(row), input(row)),
            // More out than in is no proportion: how such counts spread can't be known from one run.
            (row, z) => (input(row), output(row)) switch
            {
                (<= 0, _) => null,
                var (records, passed) when passed <= records => Intervals.Proportion(passed, records, z),
                var (records, passed) => Unbounded(Rate(passed, records)),
            });

    private static ComparedMetric<TRow> Time<TRow>(
        string name,
        bool isHigherBetter,
        Func<TRow, double> show,
        Func<TRow, double, double, Estimate> measure) =>
        new(
            name,
            isHigherBetter,
            SmallestTimeChange,
            show,
            (row, z) => show(row) is > 0 and < double.PositiveInfinity and var value ? measure(row, value, z) : null);

    private static ComparedMetric<OperatorMetrics> Percentile(
        string name,
        double q,
        Func<OperatorMetrics, double> show) =>
        Time(name, false, show, (row, value, z) =>
            Sample(row) is { } latencies ? Intervals.Percentile(latencies, q, z) : Unbounded(value));

    private static ComparedMetric<TRow> Errors<TRow>(string name, Func<TRow, long> errors, Func<TRow, long> input) =>
        new(
            name,
            IsHigherBetter: false,
            SmallestChange: 0,
            row => errors(row),
            (row, z) => input(row) > 0 ? Intervals.EventRate(errors(row), input(row), z) : null);

    private static double Rate(long output, long input) => Aggregation.Rates.PassRate(input, output);

    private static Estimate Unspread<TRow>(TRow row, double value, double z) => Unbounded(value);

    private static Estimate Unbounded(double value) => new(value, double.NegativeInfinity, double.PositiveInfinity);

    // The means of batches are no sample of records.
    private static LatencyDistribution? Sample(OperatorMetrics row) =>
        row.latency_method != LatencyMethod.BatchMean && row.Latencies is { Count: > 0 } latencies ? latencies : null;
}
