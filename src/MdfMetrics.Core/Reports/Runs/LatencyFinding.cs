using MdfMetrics.Reports.Data;
using MdfMetrics.Reports.Facts;
using MdfMetrics.Reports.Words;

namespace MdfMetrics.Reports.Runs;

/// <summary>How the latencies lie against their reference.</summary>
internal static class LatencyFinding
{
    /// <param name="focus">The operator that the page shows first.</param>
    public static string Of(RunFacts facts, OperatorFacts? focus)
    {
        if (focus is null || double.IsNaN(focus.Row.p95_latency))
        {
            return "The operator that took the longest has no latencies.";
        }

        if (focus.Compared("p95_latency") is not { reference: > 0 } p95)
        {
            return $"{focus.Label}: p50 {Spoken.Duration(focus.Row.p50_latency)}, p95 {
                Spoken.Duration(focus.Row.p95_latency)}, p99 {Spoken.Duration(focus.Row.p99_latency)}.";
        }

        int others = facts.Slower.Count(step => step != focus);
        string rest = facts.Operators.Count == 1 ? string.Empty
            : others == 0 ? " No other operator's latencies are slower than usual."
            : others == 1 ? " One other operator is slower, too."
            : $" {others} other operators are slower, too.";
        return $"{focus.Label}: p95 {Spoken.Duration(p95.difference)} against {
            Spoken.Duration(p95.reference)}, {Moved(focus)}.{rest}";
    }

    private static string Moved(OperatorFacts step)
    {
        string[] percentiles = [step.Verdict("p50_latency"), step.Verdict("p95_latency"), step.Verdict("p99_latency")];
        return percentiles switch
        {
            [FigureVerdict.Worse, FigureVerdict.Worse, FigureVerdict.Worse] =>
                "the whole distribution has moved right",
            [FigureVerdict.Better, FigureVerdict.Better, FigureVerdict.Better] =>
                "the whole distribution has moved left",
            [not FigureVerdict.Worse, FigureVerdict.Worse, _] or [not FigureVerdict.Worse, _, FigureVerdict.Worse] =>
                "its slowest records became slower, its median did not",
            [FigureVerdict.Worse, ..] => "its median became slower",
            [_, FigureVerdict.Better, _] => "it became faster",
            [_, FigureVerdict.Same, _] => "as usual",
            _ => "too few records to tell more",
        };
    }
}
