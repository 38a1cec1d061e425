using MdfMetrics.Reports.Data;
using MdfMetrics.Reports.Facts;
using MdfMetrics.Reports.Words;

namespace MdfMetrics.Reports.Pipelines;

/// <summary>What to say of a pipeline.</summary>
internal sealed class PipelineWords(PipelineState state, Culprit? culprit, DateWords dates)
{
    private const int MostErrors = 3;
    private const string NoError = "no error was recorded";

    private readonly PipelineHistory _history = state.History;

    public Verdict Verdict() => new()
    {
        Level = state.Level,
        Headline = Headline(),
        Leads = [.. Leads()],
        Notes = [.. Failures(), .. Outliers()],
    };

    /// <summary>The pipeline's line in the overview.</summary>
    public Sentence Short()
    {
        if (state.Level == VerdictLevel.Failed)
        {
            return Sentence.Of($"The newest run {TextPart.Strong(_history.Newest.status)}.");
        }

        return state.Step is { } step
            ? Sentence.Of($"{TextPart.Strong(Change(step))} since {dates.Of(step.First)}{
                (culprit is null ? string.Empty : $": {culprit.Operator.FullName}")}.")
            : SlowNewest() ?? LowPass() ?? (_history.NotCompleted.Count > 0
                ? Sentence.Of($"{TextPart.Strong($"{_history.NotCompleted.Count} of {_history.Runs.Count}")
                    } runs did not complete.")
                : state.Level == VerdictLevel.Empty ? Sentence.Of($"The newest run had {TextPart.Strong("no records")}.")
                : Sentence.Of($"As usual."));
    }

    /// <summary>"The newest run took 20.9 s, usually 7.4 s."; null where it did not take longer.</summary>
    private Sentence? SlowNewest() => !_history.IsWorse(_history.Newest, "duration") ? null : Sentence.Of(
        $"The newest run took {TextPart.Strong(Spoken.Duration(_history.Newest.duration))}, usually {
            Spoken.Duration(RunFacts.MedianOf(
                _history.Completed.Where(run => run != _history.Newest).Select(run => run.duration)))}.");

    /// <summary>"3 runs let 55 % through instead of 96 %."; null where none did.</summary>
    public Sentence? LowPass()
    {
        if (state.LowPass.Count == 0)
        {
            return null;
        }

        (string low, string usual) = Spoken.Percents(
            RunFacts.MedianOf(state.LowPass.Select(run => run.overall_pass_rate)),
            RunFacts.MedianOf(_history.Completed.Except(state.LowPass).Select(run => run.overall_pass_rate)));
        return Sentence.Of($"{Spoken.Count(state.LowPass.Count, "run")} {TextPart.Strong($"let {low} through")
            } instead of {usual}.");
    }

    /// <summary>The errors that ended runs, with those runs, the most frequent first.</summary>
    public IReadOnlyList<(string Error, RunMetrics[] Runs)> Errors() => [.. _history.NotCompleted
        .GroupBy(run => string.IsNullOrEmpty(run.error) ? NoError : run.error)
        .OrderByDescending(runs => runs.Count())
        .Select(runs => (runs.Key, runs.ToArray()))];

    public string Calendar() => $"{_history.Completed.Count} completed{
        string.Concat(_history.Runs
            .Where(run => run.status != RunStatus.Completed)
            .GroupBy(run => run.status)
            .OrderByDescending(runs => runs.Count())
            .Select(runs => $", {runs.Count()} {runs.Key}"))}.";

    public static string Change(Step step) => step.IsWorse
        ? $"{Spoken.Times(step.Ratio)} slower"
        : $"{Spoken.Times(1 / step.Ratio)} faster";

    private Sentence Headline()
    {
        int all = _history.Runs.Count;
        TextPart completed = TextPart.Strong(_history.Completed.Count == all
            ? all == 1 ? "The run completed" : $"All {all} runs completed"
            : $"{_history.Completed.Count} of {all} runs completed");
        return state.Step is { } step
            ? Sentence.Of($"{completed}; since {dates.Of(step.First)} they are {TextPart.Hot(Change(step))}.")
            : state.LowPass.Count > 0
            ? Sentence.Of($"{completed}; {TextPart.Hot($"{state.LowPass.Count} of them")
                } let fewer records through than usual.")
            : Sentence.Of($"{completed}.");
    }

    private IEnumerable<Sentence> Leads()
    {
        if (state.Step is not { } step)
        {
            double median = RunFacts.MedianOf(_history.Completed.Select(run => run.duration));
            yield return Sentence.Of(
                $"Their duration shows no step: {TextPart.Strong(Spoken.Duration(median))} at the median.");
        }
        else if (culprit is null)
        {
            yield return Sentence.Of($"The median went from {Spoken.Duration(step.Compared.reference)} to {
                TextPart.Strong(Spoken.Duration(step.Compared.difference))}. No operator's time moved with it.");
        }
        else
        {
            double duration = RunFacts.MedianOf(step.Since.Select(run => run.duration));
            string others = culprit.Others.Count == 0
                ? "No other operator changed by more than 10\u00A0%."
                : $"Also changed: {Spoken.List([.. culprit.Others.Select(other => other.FullName)])}.";
            yield return Sentence.Of($"{TextPart.Strong(culprit.Operator.FullName)} now takes {
                Spoken.Duration(culprit.Since)} at the median, {
                TextPart.Strong($"{Spoken.Times(culprit.Since / culprit.Before)} its time before")} ({
                Spoken.Duration(culprit.Before)}). It makes up {
                Spoken.Percent(Math.Round(100 * culprit.Since / duration))} of the run. {others}");
        }

        if (LowPass() is { } low)
        {
            yield return low;
        }
    }

    private IEnumerable<Sentence> Failures()
    {
        IReadOnlyList<(string Error, RunMetrics[] Runs)> errors = Errors();
        foreach ((string error, RunMetrics[] runs) in errors.Take(MostErrors))
        {
            yield return Sentence.Of($"{runs.Length} × {TextPart.Code(error)}, last on {dates.Of(runs[^1])}.");
        }

        if (errors.Count > MostErrors)
        {
            yield return Sentence.Of($"{Spoken.Count(errors.Count - MostErrors, "other error")} ended runs, too.");
        }
    }

    private IEnumerable<Sentence> Outliers()
    {
        if (_history.Empty.Count > 0)
        {
            yield return Sentence.Of($"{Spoken.Count(_history.Empty.Count, "run")} had no records.");
        }

        if (state.Step is null && _history.IsWorse(_history.Newest, "duration"))
        {
            yield return Sentence.Of($"The newest run took {
                TextPart.Strong(Spoken.Duration(_history.Newest.duration))}, longer than usual.");
        }
    }
}
