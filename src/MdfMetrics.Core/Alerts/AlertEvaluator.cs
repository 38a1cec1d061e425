using MdfMetrics.Alerts.Conditions;
using MdfMetrics.PastRuns;

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
    private readonly RunRows _rows = new(onError, token);

    /// <summary>The alerts of a store: of each rule for the newest run that passes its tags.</summary>
    /// <exception cref="MetricsException">
    /// StoreNotFound, once those rules have spoken that are about missing runs.
    /// </exception>
    public IEnumerable<Alert> JudgeStore(string store)
    {
        foreach (Alert alert in Absences(store))
        {
            yield return alert;
        }

        foreach (AlertRule rule in rules.Where(rule => rule.NoRun is null))
        {
            RunMetrics? newest = Newest(store, rule, run => true);
            IEnumerable<Alert> alerts =
                newest is not null ? Judge(rule, newest)
                : rule.AlertsOnNoData ? [AlertText.NothingToJudge(rule, store)]
                : [];
            foreach (Alert alert in alerts)
            {
                yield return alert;
            }
        }
    }

    /// <summary>The alerts of given runs, and those about missing runs of their stores.</summary>
    public IEnumerable<Alert> JudgeRuns(IReadOnlyList<RunMetrics> runs)
    {
        foreach (string store in runs.Select(run => run.store).OfType<string>().Distinct())
        {
            foreach (Alert alert in Absences(store))
            {
                yield return alert;
            }
        }

        if (rules.Any(rule => rule.Level == AlertLevel.Stage))
        {
            _rows.LoadStages(runs);
        }

        if (rules.Any(rule => rule.Level == AlertLevel.Operator))
        {
            _rows.LoadOperators(runs);
        }

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

    private IEnumerable<Alert> Absences(string store)
    {
        DateTime now = clock.GetUtcNow().UtcDateTime;
        foreach (AlertRule rule in rules)
        {
            if (rule.NoRun is { } noRun)
            {
                RunMetrics? newest = NewestOrNone(
                    store,
                    rule,
                    run => noRun.Status is null || run.status == noRun.Status);
                DateTime bound = noRun.Period < now - DateTime.MinValue ? now - noRun.Period : DateTime.MinValue;
                if (newest is null || newest.StartUtc < bound)
                {
                    yield return AlertText.NoRun(rule, noRun, newest, bound, store);
                }
            }
        }
    }

    private IEnumerable<Alert> Judge(AlertRule rule, RunMetrics run)
    {
        object[] rows = [.. Rows(rule, run)];
        if (rows.Length == 0 && rule.AlertsOnNoData)
        {
            yield return AlertText.NoRows(rule, run);
        }

        IEnumerable<RunMetrics> before =
            run.store is null ? [] : HistoryOf(run.store).CompletedBefore(run, rule.Tags);
        foreach (object row in rows)
        {
            var subject = new AlertSubject(row, new RowHistory(row, before, _rows, rule.Worker is not null));
            if (rule.Condition!.Judge(subject) is var judged && (judged.Truth ?? rule.AlertsOnNoData))
            {
                yield return AlertText.Of(rule, run, subject, judged);
            }
        }
    }

    private IEnumerable<object> Rows(AlertRule rule, RunMetrics run) => rule.Level switch
    {
        AlertLevel.Run => [run],
        AlertLevel.Stage => _rows.Stages(run).Where(row => rule.Stage?.Invoke(row.stage_name) != false),
        _ => (rule.Worker is { } worker
                ? _rows.Workers(run).Where(row => worker(row.worker_id))
                : _rows.Operators(run))
            .Where(row => rule.Stage?.Invoke(row.stage_name) != false
                && rule.Operator?.Invoke(row.operator_name) != false),
    };

    private RunMetrics? NewestOrNone(string store, AlertRule rule, Func<RunMetrics, bool> test)
    {
        try
        {
            return Newest(store, rule, test);
        }
        catch (MetricsException e) when (e.Error == MetricsError.StoreNotFound)
        {
            // None has ever run there: that is what such rules are about.
            return null;
        }
    }

    private RunMetrics? Newest(string store, AlertRule rule, Func<RunMetrics, bool> test) =>
        HistoryOf(store).NewestFirst().FirstOrDefault(run => test(run) && rule.Tags?.Invoke(run.tags) != false);

    private RunHistory HistoryOf(string store)
    {
        if (!_histories.TryGetValue(store, out RunHistory? history))
        {
            _histories.Add(store, history = new RunHistory(store, onError, token));
        }

        return history;
    }
}
