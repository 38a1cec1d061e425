using MdfMetrics.Reports.Data;
using MdfMetrics.Reports.Facts;
using MdfMetrics.Reports.Words;

namespace MdfMetrics.Reports.Runs;

/// <summary>What to say of a run that failed or was abandoned: where, at what cost, and whether before.</summary>
internal sealed class FailedVerdict(RunFacts facts, FailurePlace place, DateWords dates)
{
    private const int MostSlow = 2;

    private readonly RunEvidence _evidence = facts.Evidence;

    /// <summary>The runs before that ended as this one did.</summary>
    public Streak Since => Streak.Back(
        _evidence.History,
        run => run.status == RunStatus.Completed ? false : run.error == facts.Run.error ? true : null);

    public Verdict Write() => new()
    {
        Level = VerdictLevel.Failed,
        Headline = Headline(),
        Leads = [.. Leads()],
        Notes = [.. Notes()],
    };

    private Sentence Headline()
    {
        TextPart what = TextPart.Hot(Spoken.Capital(facts.Run.status));
        string after = double.IsFinite(facts.Run.duration)
            ? $" after {Spoken.Duration(facts.Run.duration)}"
            : string.Empty;
        return place.Stage is null ? Sentence.Of($"{what}{after}, before its first stage.")
            : Sentence.Of($"{what} in stage {TextPart.Strong(place.Stage)}{after}{LetThrough()}.");
    }

    private string LetThrough() =>
        !place.HasRows || facts.Stages[^1].Row is { output_records: 0, input_records: > 0 }
            ? "; it let no record through"
            : string.Empty;

    private IEnumerable<Sentence> Leads()
    {
        if (place.Stage is not null && !place.HasRows)
        {
            string left = facts.Stages is [.., var last]
                ? $": the {Spoken.Count(last.Row.output_records, "record")} that came out of {last.Name} went nowhere"
                : string.Empty;
            yield return Sentence.Of($"Stage {TextPart.Strong(place.Stage)} left no row{left}. {Usually(place.Stage)}");
        }
        else if (place.Stage is not null)
        {
            StageMetrics row = facts.Stages[^1].Row;
            yield return Sentence.Of($"Stage {TextPart.Strong(place.Stage)} had taken in {
                Spoken.Count(row.input_records, "record")} and given {Spoken.Count(row.output_records)} after {
                Spoken.Duration(facts.Stages[^1].Wall)}. {Usually(place.Stage)}");
        }

        string[] never = [.. facts.Missing.Where(stage => stage != place.Stage)];
        if (never.Length > 0)
        {
            yield return Sentence.Of($"{TextPart.Strong(Spoken.List(never))} never ran; usually {
                (never.Length == 1 ? "it takes" : "they take")} {Spoken.Duration(never.Sum(facts.UsualWall))}.");
        }
    }

    private string Usually(string stage) => facts.UsualWall(stage) is var wall && double.IsFinite(wall)
        ? $"In {_evidence.Before} it took {Spoken.Duration(wall)}{_evidence.AtTheMedian}."
        : string.Empty;

    private IEnumerable<Sentence> Notes()
    {
        RunMetrics[] failed =
            [.. _evidence.History.Where(run => run.status is RunStatus.Failed or RunStatus.Abandoned)];
        RunMetrics[] same = [.. failed.SkipLast(1).Where(run => run.error == facts.Run.error)];
        string rate = _evidence.History.Count > 1
            ? $"{Spoken.Count(failed.Length)} of the last {_evidence.History.Count} runs did not complete."
            : string.Empty;
        if (same.Length > 0)
        {
            string runs = same.Length == 1
                ? $"the run of {dates.Of(same[0])}"
                : $"{same.Length} runs before, the last on {dates.Of(same[^1])}";
            yield return Sentence.Of($"The same error ended {runs}. {rate}");
        }
        else if (rate.Length > 0)
        {
            yield return Sentence.Of(
                $"No other run of the last {_evidence.History.Count} ended with this error. {rate}");
        }

        foreach (OperatorFacts step in facts.Costly.Take(MostSlow))
        {
            yield return Sentence.Of($"{TextPart.Strong(step.FullName)} was also {
                Spoken.Times(step.Ratio)} its usual time ({Spoken.Duration(step.Time)} against {
                Spoken.Duration(step.UsualTime)}){AsSince(step)}.");
        }
    }

    private string AsSince(OperatorFacts step)
    {
        Streak since = SlowSince.Of(facts, step);
        return since.Count > 1 ? $", as in every run since {dates.Of(since.First)}" : string.Empty;
    }
}
