using MdfMetrics.Reports.Data;
using MdfMetrics.Reports.Facts;
using MdfMetrics.Reports.Words;
using static MdfMetrics.Reports.Data.KnownNumber;

namespace MdfMetrics.Reports.Pipelines;

/// <summary>The six figures of a pipeline's first screen.</summary>
internal static class PipelineFigures
{
    public static IReadOnlyList<Figure> Of(PipelineState state, DateWords dates) =>
    [
        new Figure
        {
            Key = "runs",
            Label = "Runs",
            Unit = "",
            Value = state.History.Runs.Count,
            Verdict = FigureVerdict.None,
            Words = Span(state.History.Runs, dates),
        },
        Completed(state.History),
        Median(state, "duration", "Median duration", "s", "duration", run => run.duration),
        Median(state, "input", "Median records in", "records", "total_input_records", run => run.total_input_records),
        Median(state, "pass_rate", "Median pass rate", "%", "overall_pass_rate", run => run.overall_pass_rate),
        Median(state, "errors", "Median errors", "", "total_errors", run => run.total_errors),
    ];

    /// <summary>"11 Oct 2026 to 24 Nov 2026".</summary>
    public static string Span(IReadOnlyList<RunMetrics> runs, DateWords dates)
    {
        string first = dates.Day(runs[0].StartUtc!.Value);
        string last = dates.Day(runs[^1].StartUtc!.Value);
        return first == last ? first : $"{first} to {last}";
    }

    private static Figure Completed(PipelineHistory history)
    {
        string[] others = [.. history.Runs
            .Where(run => run.status != RunStatus.Completed)
            .GroupBy(run => run.status)
            .OrderByDescending(runs => runs.Count())
            .Select(runs => $"{runs.Count()} {runs.Key}")];
        return new Figure
        {
            Key = "status",
            Label = "Completed",
            Unit = "%",
            Value = 100.0 * history.Completed.Count / history.Runs.Count,
            Verdict = history.NotCompleted.Count > 0 ? FigureVerdict.Worse : FigureVerdict.None,
            Words = others.Length > 0 ? string.Join(", ", others) : "all of them",
        };
    }

    private static Figure Median(
        PipelineState state,
        string key,
        string label,
        string unit,
        string metric,
        Func<RunMetrics, double> value)
    {
        double now = RunFacts.MedianOf(state.Current.Select(value));
        RunComparison? row = state.Step is { } step ? StepFinder.Compare(step.Before, step.Since, metric) : null;
        string verdict = FigureVerdict.Of(row);
        bool isChanged = verdict is not (FigureVerdict.Same or FigureVerdict.None);
        return new Figure
        {
            Key = key,
            Label = label,
            Unit = unit,
            Value = Finite(now),
            Median = Finite(row?.reference ?? double.NaN),
            Ratio = unit == "%" ? null : Finite(now / (row?.reference ?? double.NaN)),
            Delta = unit == "%" ? Finite(now - (row?.reference ?? double.NaN)) : null,
            Verdict = verdict,
            Direction = !isChanged ? null : now > row!.reference ? "up" : "down",
            Words = row is null ? "no step" : isChanged ? Words(unit, now, row.reference) : "unchanged",
        };
    }

    private static string Words(string unit, double now, double before) => unit switch
    {
        "%" => $"{Spoken.Points(Math.Abs(now - before))} {(now > before ? "higher" : "lower")}",
        "s" => now > before ? $"{Spoken.Times(now / before)} slower" : $"{Spoken.Times(before / now)} faster",
        _ when before == 0 => "none before",
        _ => $"{Spoken.Times(now / before)} as many",
    };
}
