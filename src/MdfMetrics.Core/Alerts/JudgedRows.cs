using MdfMetrics.Alerts.Conditions;
using MdfMetrics.PastRuns;

namespace MdfMetrics.Alerts;

/// <summary>The rows of runs that rules judge, and which custom metrics of the rules none of them had.</summary>
internal sealed class JudgedRows(RunRows rows)
{
    private readonly Dictionary<string, HashSet<string>> _missing = [];

    /// <summary>A sentence for each rule on custom metrics that no row has: are their names wrong?</summary>
    public IEnumerable<string> Warnings =>
        from rule in _missing
        where rule.Value.Count > 0
        select $"No row that the rule '{rule.Key}' judged has a value of {string.Join(" or ", rule.Value)}: "
            + "see how it is spelt, and collect_custom_metrics in the configuration.";

    /// <summary>Reads the rows of many runs at a time.</summary>
    public void Load(IReadOnlyList<AlertRule> rules, IReadOnlyList<RunMetrics> runs)
    {
        if (rules.Any(rule => rule.Level == AlertLevel.Stage || rule.OnStages is not null))
        {
            rows.LoadStages(runs);
        }

        if (rules.Any(rule => rule.Level == AlertLevel.Operator))
        {
            rows.LoadOperators(runs);
        }
    }

    /// <summary>
    /// The rows of a run that a rule is about, and the rule at their level: of operators and stages those that have
    /// more of its custom metrics, of equals the operators.
    /// </summary>
    public (AlertRule Rule, object[] Rows) Of(AlertRule rule, RunMetrics run)
    {
        (AlertRule Rule, object[] Rows, string[] Found) judged = With(rule, run);
        if (rule.CustomMetrics.Count == 0)
        {
            return (rule, judged.Rows);
        }

        bool hasRows = judged.Rows.Length > 0;
        if (rule.OnStages is not null && With(rule.OnStages, run) is var stages)
        {
            hasRows |= stages.Rows.Length > 0;
            judged = stages.Found.Length > judged.Found.Length ? stages : judged;
        }

        if (hasRows)
        {
            _missing.TryAdd(rule.Name, [.. rule.CustomMetrics.Select(column => column.Name)]);
            _missing[rule.Name].ExceptWith(judged.Found);
        }

        return (judged.Rule, judged.Rows);
    }

    /// <summary>A row in the runs before: of a worker the same one where the rule names workers, else all.</summary>
    public RowHistory HistoryOf(AlertRule rule, object row, IEnumerable<RunMetrics> before) =>
        new(row, before, rows, rule switch
        {
            { Worker: not null } when row is OperatorMetrics step => worker => worker == step.worker_id,
            { IsByWorker: true } => static _ => true,
            _ => null,
        });

    private (AlertRule Rule, object[] Rows, string[] Found) With(AlertRule rule, RunMetrics run)
    {
        object[] rowsOf = [.. RowsOf(rule, run)];
        IEnumerable<AlertColumn> found = rule.CustomMetrics.Where(column => Array.Exists(rowsOf, column.IsIn));
        return (rule, rowsOf, [.. found.Select(column => column.Name)]);
    }

    private IEnumerable<object> RowsOf(AlertRule rule, RunMetrics run) => rule.Level switch
    {
        AlertLevel.Run => [run],
        AlertLevel.Stage => rows.Stages(run).Where(row => rule.Stage?.Invoke(row.stage_name) != false),
        _ => (rule.IsByWorker ? rows.Workers(run) : rows.Operators(run)).Where(row =>
            rule.Stage?.Invoke(row.stage_name) != false
            && rule.Operator?.Invoke(row.operator_name) != false
            && rule.Worker?.Invoke(row.worker_id) != false),
    };
}
