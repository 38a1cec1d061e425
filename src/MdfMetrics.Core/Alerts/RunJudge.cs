using MdfMetrics.Alerts.Conditions;
using MdfMetrics.PastRuns;

namespace MdfMetrics.Alerts;

/// <summary>Judges runs by rules on rows. A run's rows, and the runs before it, are read once.</summary>
internal sealed class RunJudge(Action<MetricsException> onError, CancellationToken token)
{
    private readonly Dictionary<string, RunHistory> _histories = [];
    private readonly JudgedRows _rows = new(new RunRows(onError, token));

    /// <summary>What rules could not find in anything that was judged so far.</summary>
    public IEnumerable<string> Warnings => _rows.Warnings;

    /// <summary>Reads the rows of many runs at a time, where rules are about them.</summary>
    public void Load(IReadOnlyList<AlertRule> rules, IReadOnlyList<RunMetrics> runs) => _rows.Load(rules, runs);

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
}
