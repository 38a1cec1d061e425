using MdfMetrics.Latency;

namespace MdfMetrics.Comparison;

/// <summary>The figures that runs, stages and operators are compared by.</summary>
internal static class ComparedMetrics
{
    // Chance in records is judged once in a hundred times to be more, as the noise of runs is.
    private const double StandardErrors = 2.576;

    public static readonly ComparedMetric<RunMetrics>[] OfRuns =
    [
        Time<RunMetrics>("duration", RunVerdict.Worse, RunVerdict.Better, run => run.duration, Exact),
        // Less input is a source that failed; more of it is neither better nor worse.
        Events<RunMetrics>(
            "total_input_records", RunVerdict.Unknown, RunVerdict.Worse, run => run.total_input_records, _ => 1),
        PassRate<RunMetrics>("overall_pass_rate", run => run.overall_pass_rate, run => run.total_input_records),
        Rate<RunMetrics>("avg_throughput", run => run.avg_throughput, Exact),
        Errors<RunMetrics>(
            "total_errors", run => run.total_errors, run => run.total_input_records, run => run.total_output_records),
    ];

    public static readonly ComparedMetric<StageMetrics>[] OfStages =
    [
        PassRate<StageMetrics>("pass_rate", stage => stage.pass_rate, stage => stage.input_records),
        Rate<StageMetrics>("avg_throughput", stage => stage.avg_throughput, Exact),
        Errors<StageMetrics>(
            "error_count", stage => stage.error_count, stage => stage.input_records, stage => stage.output_records),
    ];

    /// <summary>Of operators, their workers merged.</summary>
    public static readonly ComparedMetric<OperatorMetrics>[] OfOperators =
    [
        PassRate<OperatorMetrics>("pass_rate", row => row.pass_rate, row => row.input_records) with
        {
            IsOf = row => row.role != OperatorRole.Source,
        },
        Rate<OperatorMetrics>("throughput", row => row.throughput, (row, rate) =>
            Sample(row) is { Count: > 1 } latencies
                ? Intervals.Throughput(rate, latencies, StandardErrors)
                : Estimate.Exact(rate)),
        Percentile("p50_latency", 0.50, row => row.p50_latency),
        Percentile("p95_latency", 0.95, row => row.p95_latency),
        Percentile("p99_latency", 0.99, row => row.p99_latency),
        Errors<OperatorMetrics>(
            "error_count", row => row.error_count, row => row.input_records, row => row.output_records),
    ];

    private static ComparedMetric<TRow> PassRate<TRow>(string name, Func<TRow, double> rate, Func<TRow, long> input) =>
        new(
            name,
            RunVerdict.Better,
            RunVerdict.Worse,
            Scale.Odds,
            rate,
            row => rate(row) is >= 0 and <= 100 and var percent && input(row) > 0
                ? Proportion(percent / 100 * input(row), input(row))
                : null)
        {
            // More out than in is no proportion: how such counts spread can't be known from one run.
            Above100 = new(
                name,
                RunVerdict.Better,
                RunVerdict.Worse,
                Scale.Ratio,
                rate,
                row => rate(row) is >= 0 and < double.PositiveInfinity and var percent && input(row) > 0
                    ? Estimate.Exact(Math.Log(Math.Max(percent, 50.0 / input(row))))
                    : null),
        };

    private static ComparedMetric<TRow> Rate<TRow>(
        string name,
        Func<TRow, double> show,
        Func<TRow, double, Estimate> measure) =>
        Time(name, RunVerdict.Better, RunVerdict.Worse, show, measure);

    private static ComparedMetric<OperatorMetrics> Percentile(
        string name,
        double q,
        Func<OperatorMetrics, double> show) =>
        Time(name, RunVerdict.Worse, RunVerdict.Better, show, (row, value) => Sample(row) is { } latencies
            ? Intervals.Percentile(latencies, q, StandardErrors)
            : Estimate.Unbounded(value));

    private static ComparedMetric<TRow> Time<TRow>(
        string name,
        string rise,
        string fall,
        Func<TRow, double> show,
        Func<TRow, double, Estimate> measure) =>
        new(
            name,
            rise,
            fall,
            Scale.Ratio,
            show,
            row => show(row) is > 0 and < double.PositiveInfinity and var value
                ? measure(row, value).On(Scale.Ratio)
                : null)
        {
            IsTiming = true,
        };

    private static ComparedMetric<TRow> Errors<TRow>(
        string name,
        Func<TRow, long> errors,
        Func<TRow, long> input,
        Func<TRow, long> output) =>
        // A source has no input: its errors are held against what it gave.
        Events(name, RunVerdict.Worse, RunVerdict.Better, errors, row =>
            Math.Max(1, input(row) > 0 ? input(row) : output(row)));

    private static ComparedMetric<TRow> Events<TRow>(
        string name,
        string rise,
        string fall,
        Func<TRow, long> count,
        Func<TRow, long> records) =>
        new(
            name,
            rise,
            fall,
            Scale.Ratio,
            row => count(row),
            // A half more: else none would be infinitely far from one (J. B. S. Haldane, Annals of Human Genetics 20
            // (1956) 309).
            row => Intervals.EventRate(count(row), records(row), StandardErrors).On(Scale.Ratio) with
            {
                Value = Math.Log((count(row) + 0.5) / records(row)),
            })
        {
            Whole = row => records(row),
        };

    private static Estimate Proportion(double passed, double records) =>
        Intervals.Proportion(passed, records, StandardErrors).On(Scale.Odds) with
        {
            Value = Math.Log((passed + 0.5) / (records - passed + 0.5)),
        };

    private static Estimate Exact<TRow>(TRow row, double value) => Estimate.Exact(value);

    // The means of batches are no sample of records.
    private static LatencyDistribution? Sample(OperatorMetrics row) =>
        row.latency_method != LatencyMethod.BatchMean && row.Latencies is { Count: > 0 } latencies ? latencies : null;
}
