using System.Globalization;
using MdfMetrics.Alerts.Conditions;
using MdfMetrics.Records;

namespace MdfMetrics.Alerts;

/// <summary>Makes alerts, with the sentence that tells a person on call what happened.</summary>
internal static class AlertText
{
    /// <summary>A condition that holds, or can't be judged where the rule wants to know.</summary>
    public static Alert Of(AlertRule rule, RunMetrics run, AlertSubject subject, ConditionResult judged)
    {
        ComparisonResult first = judged.Comparisons[0];
        string facts = string.Join(", ", judged.Comparisons.Select(Fact).Distinct());
        return New(rule, run.store, $"{Subject(rule, run, subject)}: {facts}; alert when {rule.Text}") with
        {
            run_id = run.run_id,
            stage_name = subject.Stage,
            operator_name = subject.Operator,
            worker_id = subject.Worker,
            column = first.Column.Name,
            value = first.Value,
            threshold = first.Threshold,
        };
    }

    /// <summary>No run of a pipeline since a bound.</summary>
    public static Alert NoRun(
        AlertRule rule,
        NoRunCondition noRun,
        string? pipeline,
        RunMetrics? newest,
        DateTime boundUtc,
        string store)
    {
        string kind = (noRun.Status is { } status ? $"{status} run" : "run")
            + (pipeline is null ? string.Empty : $" of pipeline {pipeline}");
        string last = newest is null
            ? "there is none at all"
            : string.Create(
                CultureInfo.InvariantCulture,
                $"the last, {newest.run_id}, started {newest.start_time:yyyy-MM-dd HH:mm:ss}");
        string period = Quantity.Duration(noRun.Period.TotalSeconds);
        return New(rule, store, $"No {kind} in {period}: {last}") with
        {
            run_id = newest?.run_id,
            column = "start_time",
            value = newest?.start_time,
            threshold = boundUtc.ToLocalTime(),
        };
    }

    /// <summary>A run without the stages or operators that a rule is about.</summary>
    public static Alert NoRows(AlertRule rule, RunMetrics run) =>
        New(
            rule,
            run.store,
            $"run {run.run_id}: it has no {Level(rule)} that the rule is about; alert when {rule.Text}") with
        {
            run_id = run.run_id,
        };

    /// <summary>A store without a run that a rule is about.</summary>
    public static Alert NothingToJudge(AlertRule rule, string store) =>
        New(rule, store, $"There is no run to judge; alert when {rule.Text}");

    private static Alert New(AlertRule rule, string? store, string message) => new()
    {
        rule = rule.Name,
        severity = rule.Severity,
        level = Level(rule),
        condition = rule.Text,
        message = message,
        store = store,
    };

    private static string Level(AlertRule rule) => rule.Level.ToString().ToLowerInvariant();

    private static string Subject(AlertRule rule, RunMetrics run, AlertSubject subject) => subject.Row switch
    {
        OperatorMetrics row => $"operator {row.stage_name}/{row.operator_name}"
            + (!rule.IsByWorker ? string.Empty : $" on {row.worker_id}") + $" of run {run.run_id}",
        StageMetrics stage => $"stage {stage.stage_name} of run {run.run_id}",
        _ => $"run {run.run_id}",
    };

    private static string Fact(ComparisonResult comparison)
    {
        ColumnKind kind = comparison.Column.Kind;
        string fact = $"{comparison.Column.Name} is {Quantity.Show(comparison.Value, kind)}";
        return comparison.Baseline is not { } baseline ? fact
            : comparison.Threshold is double.NaN ? $"{fact} and {baseline} is unknown, too few have a value"
            : $"{fact} against {Quantity.Show(comparison.Threshold, kind)} from {baseline}";
    }
}
