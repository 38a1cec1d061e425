using MdfMetrics.Reports.Data;
using MdfMetrics.Reports.Facts;
using MdfMetrics.Reports.Words;

namespace MdfMetrics.Reports.Runs;

/// <summary>Sentences on who did what is wrong with a run.</summary>
internal sealed class LeadWriter(RunFacts facts)
{
    // What costs less is no cause beside one that costs this much more.
    private const double LeastShare = 0.25;
    private const int MostLeads = 2;

    private string Before => facts.Evidence.Before;

    private bool IsMedian => facts.Evidence.References.Count > 1;

    /// <summary>Operators that took the time; else the volume, a straggler, or the stage.</summary>
    /// <param name="duration">What Compare-MdfRun says of the duration.</param>
    public IReadOnlyList<Sentence> Slow(RunComparison? duration)
    {
        OperatorFacts[] costly = [.. facts.Costly];
        if (costly.Length > 0)
        {
            return [.. costly
                .Where(step => step.Extra >= LeastShare * costly[0].Extra)
                .Take(MostLeads)
                .Select((step, i) => Slow(step, isFirst: i == 0))];
        }

        if (facts.Evidence.Compared.OfRun("total_input_records") is { } input && input.difference > input.noise_high)
        {
            return [Sentence.Of($"{TextPart.Strong(Spoken.Count(input.difference))} records came in, {
                TextPart.Strong(Spoken.Times(input.difference / input.reference))} {Usual(input.reference, Spoken.Count)
                }; no operator took longer a record.")];
        }

        if (Stragglers.Worst(facts) is { } worst && worst.Ratio >= Stragglers.Notable)
        {
            return [Sentence.Of($"{TextPart.Strong(worst.Operator.FullName)} waited for {worst.Worker}, which took {
                TextPart.Strong(Spoken.Times(worst.Ratio))} the median of its workers ({
                Spoken.Duration(worst.Time)}).")];
        }

        return facts.Stages.Where(stage => stage.Extra > 0).MaxBy(stage => stage.Extra) is { } longest
            && longest.Extra >= LeastShare * (duration is null ? 0 : duration.difference - duration.reference)
            ? [Sentence.Of($"Stage {TextPart.Strong(longest.Name)} took {Spoken.Duration(longest.Wall)}, {
                TextPart.Strong(Spoken.Times(longest.Ratio))} {Usual(longest.UsualWall, Spoken.Duration)
                }; none of its operators was slower.")]
            : [Sentence.Of($"No stage took notably longer: the time went between the stages.")];
    }

    public IReadOnlyList<Sentence> LowPassRate() => [.. facts.Operators
        .Where(step => step.Verdict("pass_rate") == FigureVerdict.Worse)
        .OrderByDescending(Lost)
        .Take(MostLeads)
        .Where((step, i) => i == 0 || Lost(step) > 0)
        .Select(PassRate)];

    public IReadOnlyList<Sentence> ShortInput(RunComparison input) => facts.Stages.Count == 0 ? [] :
    [
        Sentence.Of($"Stage {TextPart.Strong(facts.Stages[0].Name)} took in {
            TextPart.Strong(Spoken.Times(input.reference / input.difference))} fewer records than {Before
            } ({Spoken.Count(input.reference)}{(IsMedian ? " at the median" : string.Empty)}).")
    ];

    public IReadOnlyList<Sentence> Errors() => [.. facts.Operators
        .Where(step => step.Verdict("error_count") == FigureVerdict.Worse)
        .OrderByDescending(step => step.Row.error_count - (step.Compared("error_count")?.reference ?? 0))
        .Take(MostLeads)
        .Select(step => Sentence.Of($"{TextPart.Strong(step.FullName)} had {
            TextPart.Strong(Spoken.Count(step.Row.error_count, "error"))}, usually {
            Spoken.Count(step.Compared("error_count")!.reference)}."))];

    public IReadOnlyList<Sentence> Missing() => facts.Missing.Count == 0 ? [] :
    [
        Sentence.Of($"{TextPart.Strong(Spoken.List([.. facts.Missing]))} usually {
            (facts.Missing.Count == 1 ? "takes" : "take")} {
            Spoken.Duration(facts.Missing.Sum(facts.UsualWall))} of the run.")
    ];

    /// <summary>"the median of the 10 runs before (5.4 s)".</summary>
    private string Usual(double value, Func<double, string> words) =>
        $"{(IsMedian ? $"the median of {Before}" : $"that of {Before}")} ({words(value)})";

    private static double Lost(OperatorFacts step) => step.Compared("pass_rate") is { } row
        ? (row.reference - row.difference) / 100 * step.Row.input_records
        : 0;

    private Sentence Slow(OperatorFacts step, bool isFirst)
    {
        string slowest = step.Workers.Count > 1 ? " on its slowest worker" : string.Empty;
        string median = IsMedian ? "its median" : "its time";
        string of = isFirst ? $" of {Before}" : string.Empty;
        return Sentence.Of($"{TextPart.Strong(step.FullName)}{(isFirst ? "" : " also")} took {
            Spoken.Duration(step.Time)}{slowest}, {TextPart.Strong($"{Spoken.Times(step.Ratio)} {median}")}{of} ({
            Spoken.Duration(step.UsualTime)}).");
    }

    private Sentence PassRate(OperatorFacts step)
    {
        RunComparison row = step.Compared("pass_rate")!;
        (string now, string usual) = Spoken.Percents(row.difference, row.reference);
        string failed = step.Row.failed_records > 0
            ? $"; {Spoken.Count(step.Row.failed_records, "record")} failed"
            : string.Empty;
        return Sentence.Of($"{TextPart.Strong(step.FullName)} let {
            TextPart.Strong(now)} of its records through, usually {usual}: {
            Spoken.Count(Lost(step))} fewer{failed}.");
    }
}
