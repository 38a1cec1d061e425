using MdfMetrics.Alerts.Conditions;
using MdfMetrics.PastRuns;
using MdfMetrics.Storage.Reading;

namespace MdfMetrics.Alerts;

/// <summary>
/// Judges runs and stores by rules. A store is listed once for all rules, and a run's rows are read once.
/// </summary>
/// <param name="clock">The clock that absences are told by.</param>
/// <param name="onError">Receives files that can't be read.</param>
internal sealed class AlertEvaluator(
    IReadOnlyList<AlertRule> rules,
    TimeProvider clock,
    Action<MetricsException> onError,
    CancellationToken token)
{
    private readonly Dictionary<string, RunHistory> _histories = [];
    private readonly JudgedRows _rows = new(new RunRows(onError, token));

    /// <summary>Only pipelines whose names pass this test are judged; null: all.</summary>
    public Func<string?, bool>? Pipelines { get; init; }

    /// <summary>What rules could not find in anything that was judged so far.</summary>
    public IEnumerable<string> Warnings => _rows.Warnings;

    /// <summary>The alerts of a store: of each rule for the newest run of each pipeline that passes its tags.</summary>
    /// <exception cref="MetricsException">
    /// StoreNotFound, once those rules have spoken that are about missing runs.
    /// </exception>
    public IEnumerable<Alert> JudgeStore(string store)
    {
        (NewestRunsOfRules newest, MetricsException? missing) = ReadNewest(store);
        for (int i = 0; i < rules.Count; i++)
        {
            foreach (Alert alert in Absences(rules[i], newest.Of(i), store))
            {
                yield return alert;
            }
        }

        if (missing is not null && rules.Any(rule => rule.NoRun is null))
        {
            throw missing;
        }

        for (int i = 0; i < rules.Count; i++)
        {
            foreach (Alert alert in JudgeNewest(rules[i], newest.Of(i), store))
            {
                yield return alert;
            }
        }
    }

    /// <summary>The alerts of given runs, and those about missing runs of their pipelines.</summary>
    public IEnumerable<Alert> JudgeRuns(IReadOnlyList<RunMetrics> runs)
    {
        runs = [.. runs.Where(run => Pipelines?.Invoke(run.pipeline_name) != false)];
        foreach (IGrouping<string?, RunMetrics> stored in runs.GroupBy(run => run.store).Where(runs => runs.Key != null))
        {
            string?[] pipelines = [.. stored.Select(run => run.pipeline_name).Distinct()];
            foreach (Alert alert in rules.Where(rule => rule.NoRun is not null).SelectMany(rule => Absences(
                rule,
                [.. pipelines.Select(pipeline => (pipeline, NewestOrNone(stored.Key!, rule, pipeline)))],
                stored.Key!)))
            {
                yield return alert;
            }
        }

        _rows.Load(rules, runs);
        foreach (RunMetrics run in runs)
        {
            foreach (Alert alert in rules
                .Where(rule => rule.NoRun is null && rule.Tags?.Invoke(run.tags) != false)
                .SelectMany(rule => Judge(rule, run)))
            {
                yield return alert;
            }
        }
    }

    private (NewestRunsOfRules Newest, MetricsException? Missing) ReadNewest(string store)
    {
        try
        {
            var query = new RunQuery { PipelineMatches = Pipelines };
            IEnumerable<RunMetrics> runs = new MetricsReader(store).ReadRuns(query, onError, token);
            return (new NewestRunsOfRules(rules, runs), null);
        }
        catch (MetricsException e) when (e.Error == MetricsError.StoreNotFound)
        {
            // None has ever run there: that is what rules about missing runs are for.
            return (new NewestRunsOfRules(rules, []), e);
        }
    }

    private IEnumerable<Alert> Absences(
        AlertRule rule,
        IReadOnlyList<(string? Pipeline, RunMetrics? Newest)> pipelines,
        string store)
    {
        if (rule.NoRun is not { } noRun)
        {
            yield break;
        }

        DateTime now = clock.GetUtcNow().UtcDateTime;
        DateTime bound = noRun.Period < now - DateTime.MinValue ? now - noRun.Period : DateTime.MinValue;
        foreach ((string? pipeline, RunMetrics? newest) in pipelines.DefaultIfEmpty())
        {
            if (newest is null || newest.StartUtc < bound)
            {
                yield return AlertText.NoRun(rule, noRun, pipeline, newest, bound, store);
            }
        }
    }

    private IEnumerable<Alert> JudgeNewest(
        AlertRule rule,
        IReadOnlyList<(string? Pipeline, RunMetrics? Newest)> pipelines,
        string store) =>
        rule.NoRun is not null ? []
        : pipelines.Count > 0 ? pipelines.SelectMany(pipeline => Judge(rule, pipeline.Newest!))
        : rule.AlertsOnNoData ? [AlertText.NothingToJudge(rule, store)]
        : [];

    private IEnumerable<Alert> Judge(AlertRule rule, RunMetrics run)
    {
        (rule, object[] rows) = _rows.Of(rule, run);
        if (rows.Length == 0 && rule.AlertsOnNoData)
        {
            yield return AlertText.NoRows(rule, run);
        }

        IEnumerable<RunMetrics> before =
            run.store is null ? [] : HistoryOf(run.store).CompletedBefore(run, rule.Tags);
        foreach (object row in rows)
        {
            var subject = new AlertSubject(row, _rows.HistoryOf(rule, row, before));
            if (rule.Condition!.Judge(subject) is var judged && (judged.Truth ?? rule.AlertsOnNoData))
            {
                yield return AlertText.Of(rule, run, subject, judged);
            }
        }
    }

    private RunMetrics? NewestOrNone(string store, AlertRule rule, string? pipeline)
    {
        try
        {
            return HistoryOf(store).NewestFirst().FirstOrDefault(run => run.pipeline_name == pipeline
                && rule.NoRun!.Accepts(run)
                && rule.Tags?.Invoke(run.tags) != false);
        }
        catch (MetricsException e) when (e.Error == MetricsError.StoreNotFound)
        {
            return null;
        }
    }

    private RunHistory HistoryOf(string store)
    {
        if (!_histories.TryGetValue(store, out RunHistory? history))
        {
            _histories.Add(store, history = new RunHistory(store, onError, token));
        }

        return history;
    }
}
