using MdfMetrics.Reports.Data;
using MdfMetrics.Reports.Facts;
using static MdfMetrics.Reports.Data.KnownNumber;

namespace MdfMetrics.Reports.Runs;

/// <summary>The operators of a run as the page shows them.</summary>
internal sealed class OperatorLines(RunFacts facts)
{
    private readonly int _scale = BucketColumns.Scale(facts.Operators.Count);

    // Of each run of the history its operators by name: 200 operators look each up in 30 runs.
    private readonly Dictionary<(string, string), double>[] _p95 = [.. facts.Evidence.History.Select(run =>
        (facts.Evidence.WithOperators.Contains(run) ? facts.Evidence.Rows.Operators(run) : [])
        .ToDictionary(row => (row.stage_name, row.operator_name), row => row.p95_latency))];

    public IReadOnlyList<OperatorLine> Make() => [.. facts.Operators.Select(Line)];

    private OperatorLine Line(OperatorFacts step) => new()
    {
        Stage = step.Stage,
        Name = step.Name,
        Role = step.Row.role ?? OperatorRole.Transform,
        Workers = step.Workers.Count,
        In = step.Row.input_records,
        Out = step.Row.output_records,
        Failed = step.Row.failed_records,
        Errors = step.Row.error_count,
        PassRate = Finite(step.Row.pass_rate),
        Time = step.Time,
        Busy = step.Row.total_time,
        P50 = Finite(step.Row.p50_latency),
        P95 = Finite(step.Row.p95_latency),
        P99 = Finite(step.Row.p99_latency),
        Max = Finite(step.Row.max_latency),
        Throughput = step.Row.throughput,
        Vs = step.Before.Count > 0 ? Reference(step) : null,
        Trend = [.. _p95.Select(run => run.GetValueOrDefault((step.Row.stage_name, step.Name), double.NaN))],
        Hist = BucketColumns.Of([step.Row], _scale),
        UsualHist = BucketColumns.Of(step.Before, _scale),
    };

    private static OperatorReference Reference(OperatorFacts step) => new()
    {
        Time = double.IsFinite(step.UsualTime)
            ? new ReferenceFigure { Usual = step.UsualTime, Ratio = Finite(step.Ratio), Verdict = step.Speed }
            : null,
        P50 = Percentile(step, "p50_latency"),
        P95 = Percentile(step, "p95_latency"),
        P99 = Percentile(step, "p99_latency"),
        Errors = Finite(step.Compared("error_count")?.reference ?? double.NaN),
        PassRate = Finite(step.Compared("pass_rate")?.reference ?? double.NaN),
    };

    private static ReferenceFigure? Percentile(OperatorFacts step, string metric) =>
        step.Compared(metric) is { } row && double.IsFinite(row.reference)
            ? new ReferenceFigure
            {
                Usual = row.reference,
                Ratio = Finite(row.difference / row.reference),
                Verdict = step.Verdict(metric),
            }
            : null;
}
