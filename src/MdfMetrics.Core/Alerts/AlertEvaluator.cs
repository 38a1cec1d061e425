using MdfMetrics.Alerts.State;

namespace MdfMetrics.Alerts;

/// <summary>Judges runs and stores by rules: chooses the runs, and tells of those that are missing.</summary>
/// <param name="pipelines">Only pipelines whose names pass this test are judged; null: all.</param>
/// <param name="clock">The clock that absences are told by, and how long runs have gone on.</param>
/// <param name="onError">Receives files that can't be read.</param>
internal sealed class AlertEvaluator(
    IReadOnlyList<AlertRule> rules,
    Func<string?, bool>? pipelines,
    TimeProvider clock,
    Action<MetricsException> onError,
    CancellationToken token)
{
    private readonly RunJudge _judge = new(onError, token);
    private readonly StoreRuns _stored = new(pipelines, clock, onError, token);

    /// <summary>What rules could not find in anything that was judged so far.</summary>
    public IEnumerable<string> Warnings => _judge.Warnings;

    /// <summary>
    /// The alerts of a store: of each rule for the newest run of each pipeline that passes its tags, or for the runs
    /// that go on; with a state for all that ended since, and only those that were not told yet.
    /// </summary>
    /// <param name="state">What calls before have judged and told; null: nobody remembers.</param>
    /// <exception cref="MetricsException">
    /// StoreNotFound, once those rules have spoken that are about missing runs.
    /// </exception>
    public IEnumerable<Alert> JudgeStore(string store, StoreState? state = null)
    {
        (RunsOfRules runs, MetricsException? missing) = Read(store, state);
        for (int i = 0; i < rules.Count; i++)
        {
            foreach (Alert alert in Absences(rules[i], runs.Newest(i), store))
            {
                if (state?.Hold(AlertKey.OfAbsence(alert)) != false)
                {
                    yield return alert;
                }
            }
        }

        if (missing is not null && rules.Any(rule => rule.NoRun is null))
        {
            throw missing;
        }

        RunMetrics[][] toJudge = [.. rules.Select((rule, i) => rule.NoRun is null ? runs.ToJudge(i).ToArray() : [])];
        _judge.Load(rules, [.. toJudge.SelectMany(runs => runs)]);
        for (int i = 0; i < rules.Count; i++)
        {
            foreach (Alert alert in toJudge[i].SelectMany(run => _judge.Judge(rules[i], run)))
            {
                if (state?.Hold(AlertKey.OfRun(alert)) != false)
                {
                    yield return alert;
                }
            }

            if (MissesData(rules[i]) && runs.Newest(i).Count == 0)
            {
                Alert alert = AlertText.NothingToJudge(rules[i], store);
                if (state?.Hold(AlertKey.OfAbsence(alert)) != false)
                {
                    yield return alert;
                }
            }
        }

        state?.End();
    }

    /// <summary>The alerts of given runs, and those about missing runs of their pipelines.</summary>
    public IEnumerable<Alert> JudgeRuns(IReadOnlyList<RunMetrics> runs) => JudgeAbsences(runs).Concat(JudgeEach(runs));

    /// <summary>The alerts about missing runs of the pipelines of given runs.</summary>
    public IEnumerable<Alert> JudgeAbsences(IReadOnlyList<RunMetrics> runs)
    {
        foreach (IGrouping<string, RunMetrics> stored in runs
            .Where(run => IsAsked(run) && run.store is not null)
            .GroupBy(run => run.store!))
        {
            string?[] names = [.. stored.Select(run => run.pipeline_name).Distinct()];
            foreach (Alert alert in rules.Where(rule => rule.NoRun is not null).SelectMany(rule => Absences(
                rule,
                [.. names.Select(name => (name, NewestOrNone(stored.Key, rule, name)))],
                stored.Key)))
            {
                yield return alert;
            }
        }
    }

    /// <summary>The alerts of given runs, not those about missing ones.</summary>
    public IEnumerable<Alert> JudgeEach(IReadOnlyList<RunMetrics> runs)
    {
        runs = [.. runs.Where(IsAsked).Select(_stored.UpToNow)];
        _judge.Load(rules, runs);
        foreach (RunMetrics run in runs)
        {
            foreach (Alert alert in rules
                .Where(rule => rule.NoRun is null && rule.IsAbout(run))
                .Where(rule => rule.Runs != AlertRuns.Running || run.status == RunStatus.Running)
                .SelectMany(rule => _judge.Judge(rule, run)))
            {
                yield return alert;
            }
        }
    }

    /// <summary>That no run is going on is no lack of data.</summary>
    private static bool MissesData(AlertRule rule) =>
        rule.AlertsOnNoData && rule.NoRun is null && rule.Runs != AlertRuns.Running;

    private bool IsAsked(RunMetrics run) => pipelines?.Invoke(run.pipeline_name) != false;

    private (RunsOfRules Runs, MetricsException? Missing) Read(string store, StoreState? state)
    {
        try
        {
            return (new RunsOfRules(rules, _stored.Read(store), state), null);
        }
        catch (MetricsException e) when (e.Error == MetricsError.StoreNotFound)
        {
            // None has ever run there: that is what rules about missing runs are for.
            return (new RunsOfRules(rules, [], state), e);
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

        DateTime bound = Moment.Back(noRun.Period, clock);
        foreach ((string? pipeline, RunMetrics? newest) in pipelines.DefaultIfEmpty())
        {
            if (newest?.StartUtc is not { } start || start < bound)
            {
                yield return AlertText.NoRun(rule, noRun, pipeline, newest, bound, store);
            }
        }
    }

    private RunMetrics? NewestOrNone(string store, AlertRule rule, string? pipeline)
    {
        RunMetrics? unwritten = _stored.Unwritten(store).LastOrDefault(IsOne);
        try
        {
            RunMetrics? written = _judge.HistoryOf(store).NewestFirst().FirstOrDefault(IsOne);
            return unwritten?.StartUtc > written?.StartUtc ? unwritten : written ?? unwritten;
        }
        catch (MetricsException e) when (e.Error == MetricsError.StoreNotFound)
        {
            return unwritten;
        }

        bool IsOne(RunMetrics run) =>
            run.pipeline_name == pipeline && rule.NoRun!.Accepts(run) && rule.IsAbout(run);
    }
}
