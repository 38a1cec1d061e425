using MdfMetrics.Reports.Facts;
using MdfMetrics.Reports.Words;

namespace MdfMetrics.Reports.Runs;

/// <summary>What is wrong with a run that completed, as Compare-MdfRun says: one cause or several.</summary>
internal sealed class CauseFinder(RunFacts facts)
{
    private readonly RunMetrics _run = facts.Run;
    private readonly LeadWriter _leads = new(facts);

    public IReadOnlyList<Cause> Find()
    {
        Cause?[] causes = [Slow(), LowPassRate(), ShortInput(), Errors(), Missing()];
        return causes.OfType<Cause>().ToArray() is { Length: > 0 } found ? found
            : LowThroughput() is { } cause ? [cause] : [];
    }

    private Cause? Slow() => Worse("duration") is { } row
        ? new Cause(
            Sentence.Of($"{TextPart.Hot($"{Spoken.Times(row.difference / row.reference)} slower")} than usual"),
            _leads.Slow(row),
            Since(run => run.duration > row.noise_high),
            "first slow run")
        {
            Metric = row.metric,
            Word = "slow",
        }
        : null;

    private Cause? LowPassRate()
    {
        if (Worse("overall_pass_rate") is not { } row)
        {
            return null;
        }

        (string now, string usual) = Spoken.Percents(row.difference, row.reference);
        return new Cause(
            Sentence.Of($"only {TextPart.Hot(now)} of the records passed instead of {usual}"),
            _leads.LowPassRate(),
            Since(run => run.overall_pass_rate < row.noise_low),
            "first run that let fewer through")
        {
            Metric = row.metric,
            Word = "letting fewer through",
        };
    }

    private Cause? ShortInput() => Worse("total_input_records") is { } row && _run.total_input_records > 0
        ? new Cause(
            Sentence.Of(
                $"only {TextPart.Hot(Spoken.Count(row.difference))} records came in instead of {
                    Spoken.Count(row.reference)}"),
            _leads.ShortInput(row),
            Since(run => run.total_input_records < row.noise_low),
            "first short run")
        {
            Metric = row.metric,
            Word = "short",
        }
        : null;

    private Cause? Errors() => Worse("total_errors") is { } row
        ? new Cause(
            Sentence.Of($"{TextPart.Hot(Spoken.Count((long)row.difference, "error"))} instead of {
                Spoken.Count(row.reference)}"),
            _leads.Errors(),
            Since(run => run.total_errors > row.noise_high),
            "first run with more errors")
        {
            Metric = row.metric,
            Word = "with more errors",
        }
        : null;

    private Cause? Missing()
    {
        string[] names = facts.Missing.Count > 0
            ? [.. facts.Missing.Select(stage => $"stage {stage}")]
            : [.. facts.Evidence.Compared.Missing.Select(row => $"{row.stage_name} / {row.operator_name}")];
        return names.Length == 0 ? null : new Cause(
            Sentence.Of($"{TextPart.Hot($"{Spoken.List(names)} {(names.Length == 1 ? "is" : "are")} missing")}"),
            _leads.Missing(),
            Since(run => facts.Missing.Count > 0
                ? facts.Missing.All(name => facts.Evidence.Rows.Stages(run).All(stage => stage.stage_name != name))
                : facts.Evidence.Compared.Missing.All(row => facts.Evidence.Rows.Operators(run).All(step =>
                    (step.stage_name, step.operator_name) != (row.stage_name, row.operator_name)))),
            "first run without it")
        {
            Word = "without it",
        };
    }

    // Alone it tells something; beside less input or more time it only repeats them.
    private Cause? LowThroughput() => Worse("avg_throughput") is { } row && _run.total_input_records > 0
        ? new Cause(
            Sentence.Of($"its throughput was {TextPart.Hot($"{Spoken.Times(row.reference / row.difference)} lower")
                } than usual"),
            _leads.Slow(facts.Evidence.Compared.OfRun("duration")),
            Since(run => run.avg_throughput < row.noise_low),
            "first slow run")
        {
            Metric = row.metric,
            Word = "slow",
        }
        : null;

    private RunComparison? Worse(string metric) =>
        facts.Evidence.Compared.OfRun(metric) is { verdict: RunVerdict.Worse } row ? row : null;

    private Streak Since(Func<RunMetrics, bool> isAlike) => Streak.Back(
        facts.Evidence.History,
        run => run.status == RunStatus.Completed ? isAlike(run) : null);
}
