using MdfMetrics.Reports.Data;
using MdfMetrics.Reports.Facts;
using MdfMetrics.Reports.Words;

namespace MdfMetrics.Reports.Runs;

/// <summary>What to say of a run that completed, or that goes on.</summary>
internal sealed class CompletedVerdict(RunFacts facts, IReadOnlyList<Cause> causes, DateWords dates)
{
    private const int FewestBefore = 3;
    private const int MostNames = 3;

    private static readonly (string Metric, string Name)[] s_figures =
    [
        ("duration", "duration"),
        ("total_input_records", "records in"),
        ("overall_pass_rate", "pass rate"),
        ("total_errors", "errors"),
    ];

    private readonly RunEvidence _evidence = facts.Evidence;
    private readonly ComparedRows _compared = facts.Evidence.Compared;

    private string Duration => Spoken.Duration(facts.Run.duration);

    private bool IsEmpty => facts.Run.total_input_records == 0 && facts.Run.total_output_records == 0
        && !(_compared.OfRun("total_input_records")?.reference == 0);

    public Verdict Write() =>
        _evidence.IsRunning ? Running()
        : IsEmpty ? Empty()
        : causes.Count > 0 ? Worse()
        : Usual();

    private static Sentence Clauses(IReadOnlyList<Cause> causes)
    {
        var clauses = new Sentence();
        for (int i = 0; i < causes.Count; i++)
        {
            clauses.AppendLiteral(i == 0 ? string.Empty : i == causes.Count - 1 ? ", and " : ", ");
            clauses.AppendFormatted(causes[i].Clause);
        }

        return clauses;
    }

    private Verdict Running() => new()
    {
        Level = VerdictLevel.Same,
        Headline = Sentence.Of($"Still running, for {TextPart.Strong(Duration)} so far."),
        Notes = [Sentence.Of($"Its figures are those so far, and are judged when it has ended.")],
    };

    private Verdict Empty()
    {
        RunComparison? input = _compared.OfRun("total_input_records");
        return new Verdict
        {
            Level = VerdictLevel.Empty,
            Headline = Sentence.Of($"Completed in {Duration}, but {TextPart.Hot("no records came in")}."),
            Leads = input is null ? [] :
            [
                Sentence.Of($"{Spoken.Capital(_evidence.Before)} had {
                    TextPart.Strong(Spoken.Count(input.reference))} records{_evidence.AtTheMedian}."),
            ],
            Notes = [.. Since(Streak.Back(
                _evidence.History,
                run => run.status == RunStatus.Completed ? run.total_input_records == 0 : null))],
        };
    }

    private Verdict Worse() => new()
    {
        Level = VerdictLevel.Worse,
        Headline = Sentence.Of($"Completed, but {Clauses(causes)}."),
        Leads = [.. causes.SelectMany(cause => cause.Leads)],
        Notes =
        [
            .. ShareAndVolume(),
            .. causes.Select(cause => cause.Since).DistinctBy(since => (since.First, since.Count)).SelectMany(Since),
            .. AsUsual(),
        ],
    };

    private Verdict Usual() => new()
    {
        Level = _compared.OfRun("duration")?.verdict == RunVerdict.Better ? VerdictLevel.Better : VerdictLevel.Same,
        Headline = !_evidence.HasReference ? Sentence.Of($"Completed in {Duration}.")
            : _compared.OfRun("duration") is { verdict: RunVerdict.Better } row
            ? Sentence.Of($"Completed {TextPart.Hot($"{Spoken.Times(row.reference / row.difference)} faster")
                } than usual, in {Duration}.")
            : Sentence.Of($"Completed as usual in {Duration}."),
        Notes = _evidence.HasReference ? [.. Volume(), .. AsUsual(), .. Aside()] :
        [
            Sentence.Of($"It is the first completed run of its pipeline: there is nothing to compare it with yet."),
        ],
    };

    private IEnumerable<Sentence> ShareAndVolume()
    {
        if (causes.All(cause => cause.Metric != "duration"))
        {
            return [];
        }

        RunComparison row = _compared.OfRun("duration")!;
        double extra = row.difference - row.reference;
        OperatorFacts? first = facts.Costly.FirstOrDefault();
        Sentence? share = first is null ? null
            : Sentence.Of($"Stage {facts.Stages[first.Stage].Name} accounts for {
                Spoken.Duration(Math.Min(extra, facts.Stages[first.Stage].Extra))} of the extra {
                Spoken.Duration(extra)}.");
        Sentence[] both = [.. new[] { share }.OfType<Sentence>(), .. Volume()];
        return both.Length > 0 ? [Sentence.Join(both)] : [];
    }

    /// <summary>Whether there was more or less to do.</summary>
    private IEnumerable<Sentence> Volume()
    {
        if (causes.Any(cause => cause.Metric == "total_input_records")
            || _compared.OfRun("total_input_records") is not { reference: > 0 } row)
        {
            yield break;
        }

        double ratio = row.difference / row.reference;
        bool isUsual = row.verdict == RunVerdict.Same;
        string change = Math.Abs(ratio - 1) < 0.005 ? "is at the median"
            : ratio is > 0.5 and < 2
                ? $"is {Spoken.Percent(Math.Round(100 * Math.Abs(ratio - 1)))} {
                    (ratio > 1 ? "above" : "below")} the median"
                : $"is {Spoken.Times(ratio)} the median";
        yield return Sentence.Of($"Input {change}{(isUsual ? ", which is within its usual range" : "")}.");
    }

    private IEnumerable<Sentence> Since(Streak streak)
    {
        if (streak.Count > 1)
        {
            string all = streak.Before.Count == 0 ? "at least " : string.Empty;
            yield return Sentence.Of($"All {streak.Count} completed runs since {all}{
                dates.Of(streak.First)} are like this.");
        }
        else if (streak.Before.Count >= FewestBefore)
        {
            yield return Sentence.Of($"It is the first run like this.");
        }
    }

    /// <summary>Which figures of the run are as usual.</summary>
    private IEnumerable<Sentence> AsUsual()
    {
        string[] usual = [.. s_figures
            .Where(figure => _compared.OfRun(figure.Metric)?.verdict == RunVerdict.Same)
            .Where(figure => causes.Count == 0 || figure.Metric != "total_input_records")
            .Select(figure => figure.Name)];
        if (usual.Length > 0 && (causes.Count > 0 || usual.Length < s_figures.Length))
        {
            yield return Sentence.Of($"{Spoken.Capital(Spoken.List(usual, s_figures.Length))} {
                (usual is ["errors"] || usual.Length > 1 ? "are" : "is")} as usual.");
        }
    }

    /// <summary>What changed in it without making the run worse.</summary>
    private IEnumerable<Sentence> Aside()
    {
        OperatorFacts[] slower = [.. facts.Slower];
        if (slower.Length > 0)
        {
            string names = Spoken.List([.. slower.Select(step => step.FullName)], MostNames);
            string by = slower.Length == 1 ? $" ({Spoken.Times(slower[0].SlowerBy)})" : string.Empty;
            yield return Sentence.Of($"{TextPart.Strong(names)} {(slower.Length == 1 ? "was" : "were")
                } slower than usual{by}, while the run's duration is within its range.");
        }
    }
}
