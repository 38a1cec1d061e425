using MdfMetrics.Alerts.Conditions;
using MdfMetrics.PastRuns;

namespace MdfMetrics.Alerts;

/// <summary>Judges runs by rules on rows. A run's rows, and the runs before it, are read once.</summary>
internal sealed class RunJudge(Action<MetricsException> onError, CancellationToken token)
{
    private readonly Dictionary<string, RunHistory> _histories = [];
    private readonly RunRows _rows = new(onError, token);

    /// <summary>Reads the rows of many runs at a time, where rules are about them.</summary>
    public void Load(IReadOnlyList<AlertRule> rules, IReadOnlyList<RunMetrics> runs)
    {
        if (rules.Any(rule => rule.Level == AlertLevel.Stage))
        {
            _rows.LoadStages(runs);
        }

        if (rules.Any(rule => rule.Level == AlertLevel.Operator))
        {
            _rows.LoadOperators(runs);
        }
    }

    /// <summary>The runs of a store from the newest back.</summary>
    public RunHistory HistoryOf(string store)
    {
        if (!_histories.TryGetValue(store, out RunHistory? history))
        {
            _histories.Add(store, history = new RunHistory(store, onError, token));
        }

        return history;
    }

    /// <summary>The alerts of a rule about a run.</summary>
    public IEnumerable<Alert> Judge(AlertRule rule, RunMetrics run)
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
}
