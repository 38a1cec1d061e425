using MdfMetrics.Reports.Data;
using MdfMetrics.Reports.Facts;
using MdfMetrics.Reports.Words;
using static MdfMetrics.Reports.Data.KnownNumber;

namespace MdfMetrics.Reports.Runs;

/// <summary>The six figures of the first screen.</summary>
internal sealed class FigureTable(RunFacts facts)
{
    private readonly RunEvidence _evidence = facts.Evidence;
    private readonly RunMetrics _run = facts.Run;

    public IReadOnlyList<Figure> Make() =>
    [
        Compared("duration", "Duration", "s", "duration", _run.duration, Slower, Unfinished),
        Compared("input", "Records in", "records", "total_input_records", _run.total_input_records, Fewer, null),
        Output(),
        Compared("pass_rate", "Pass rate", "%", "overall_pass_rate", _run.overall_pass_rate, PointsOff, UpTo),
        Compared("throughput", "Throughput", "/s", "avg_throughput", _run.avg_throughput, Slower, Unfinished),
        Compared("errors", "Errors", "", "total_errors", _run.total_errors, Fewer, null),
    ];

    private string Unfinished => $"not comparable: {(_evidence.IsRunning ? "it goes on" : "it " + Ended)}";

    private string UpTo => facts.Missing.Count > 0 && facts.Stages.Count > 0
        ? $"up to {facts.Stages[^1].Name} only"
        : Unfinished;

    private string Ended => _run.status == RunStatus.Abandoned ? "was abandoned" : "failed";

    /// <param name="words">The words for a change.</param>
    /// <param name="unfinished">The words where the run did not complete; null: it is judged all the same.</param>
    private Figure Compared(
        string key,
        string label,
        string unit,
        string metric,
        double value,
        Func<RunComparison, string> words,
        string? unfinished)
    {
        RunComparison? row = _evidence.Compared.OfRun(metric);
        bool isJudged = _evidence.IsCompleted || unfinished is null && !_evidence.IsRunning;
        string verdict = isJudged ? FigureVerdict.Of(row) : FigureVerdict.None;
        bool isChanged = verdict is FigureVerdict.Worse or FigureVerdict.Better or FigureVerdict.Note;
        return new Figure
        {
            Key = key,
            Label = label,
            Unit = unit,
            Value = Finite(value),
            Median = Finite(row?.reference),
            Low = Finite(row?.noise_low),
            High = Finite(row?.noise_high),
            Ratio = unit == "%" || row is null ? null : Finite(value / row.reference),
            Delta = unit == "%" && row is not null ? Finite(value - row.reference) : null,
            Verdict = verdict,
            Direction = !isChanged ? null : row!.difference > row.reference ? "up" : "down",
            Words = !isJudged ? unfinished ?? Unfinished
                : row is null ? "nothing to compare with"
                : verdict == FigureVerdict.Same ? "as usual"
                : isChanged ? words(row)
                : double.IsNaN(value) ? "no value"
                : "too few to judge",
        };
    }

    /// <summary>Compare-MdfRun does not judge it: it follows from the input and the pass rate.</summary>
    private Figure Output()
    {
        double median = RunFacts.MedianOf(_evidence.References.Select(run => (double)run.total_output_records));
        bool follows = Verdict("total_input_records") == FigureVerdict.Same
            && Verdict("overall_pass_rate") == FigureVerdict.Same;
        return new Figure
        {
            Key = "output",
            Label = "Records out",
            Unit = "records",
            Value = _run.total_output_records,
            Median = Finite(median),
            Ratio = Finite(_run.total_output_records / median),
            Verdict = follows && _evidence.IsCompleted ? FigureVerdict.Same : FigureVerdict.None,
            Words = !_evidence.IsCompleted ? UpTo
                : !_evidence.HasReference ? "nothing to compare with"
                : follows ? "as usual"
                : Verdict("overall_pass_rate") is FigureVerdict.Same or FigureVerdict.None ? "as the records in"
                : "as the pass rate",
        };
    }

    private string Verdict(string metric) => FigureVerdict.Of(_evidence.Compared.OfRun(metric));

    private static string Slower(RunComparison row)
    {
        double ratio = row.difference / row.reference;
        bool isSlower = row.verdict == RunVerdict.Worse;
        return $"{Spoken.Times(Math.Max(ratio, 1 / ratio))} {(isSlower ? "slower" : "faster")}";
    }

    private static string Fewer(RunComparison row) => row switch
    {
        { reference: 0 } => "usually none",
        { difference: 0 } => "none",
        _ when row.difference > row.reference => $"{Spoken.Times(row.difference / row.reference)} the usual",
        _ => $"{Spoken.Times(row.reference / row.difference)} fewer",
    };

    private static string PointsOff(RunComparison row) =>
        $"{Spoken.Points(Math.Abs(row.difference - row.reference))} {
            (row.difference > row.reference ? "higher" : "lower")}";
}
