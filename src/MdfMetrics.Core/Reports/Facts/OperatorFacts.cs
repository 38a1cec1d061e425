using MdfMetrics.Reports.Data;

namespace MdfMetrics.Reports.Facts;

/// <summary>An operator of a run, its workers merged, beside its usual self.</summary>
internal sealed class OperatorFacts(ComparedRows compared)
{
    /// <summary>Its place among the operators of the run.</summary>
    public required int Index { get; init; }

    /// <summary>The place of its stage.</summary>
    public required int Stage { get; init; }

    /// <summary>Its workers merged.</summary>
    public required OperatorMetrics Row { get; init; }

    public required IReadOnlyList<OperatorMetrics> Workers { get; init; }

    /// <summary>Its merged rows in the reference runs that have it.</summary>
    public required IReadOnlyList<OperatorMetrics> Before { get; init; }

    /// <summary>Median seconds of its slowest worker in the reference runs; NaN where none has it.</summary>
    public required double UsualTime { get; init; }

    /// <summary>Its name in a sentence: with its stage where another stage has one of that name.</summary>
    public required string Label { get; init; }

    public string Name => Row.operator_name;

    /// <summary>Stage and operator.</summary>
    public string FullName => $"{Row.stage_name} / {Row.operator_name}";

    /// <summary>Seconds of its slowest worker.</summary>
    public double Time => Slowest(Workers);

    /// <summary>Seconds that its slowest worker took more than usual; NaN where that is not known.</summary>
    public double Extra => Time - UsualTime;

    public double Ratio => Time / UsualTime;

    /// <summary>What Compare-MdfRun says of its speed: its time with regard to its records.</summary>
    public string Speed => Verdict("throughput");

    public bool IsSlower => Speed == FigureVerdict.Worse
        || Verdict("p50_latency") == FigureVerdict.Worse
        || Verdict("p95_latency") == FigureVerdict.Worse;

    /// <summary>How much slower, in words' order: its time where that tells it, else its p95.</summary>
    public double SlowerBy => Speed == FigureVerdict.Worse && Ratio > 1 ? Ratio
        : Compared("p95_latency") is { reference: > 0 } p95 ? p95.difference / p95.reference
        : Ratio;

    public RunComparison? Compared(string metric) => compared.OfOperator(Row.stage_name, Row.operator_name, metric);

    public string Verdict(string metric) => FigureVerdict.Of(Compared(metric));

    public static double Slowest(IEnumerable<OperatorMetrics> workers) => workers.Max(row => row.total_time);
}
