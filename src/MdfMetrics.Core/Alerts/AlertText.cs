using System.Globalization;
using MdfMetrics.Alerts.Conditions;
using MdfMetrics.Records;

namespace MdfMetrics.Alerts;

/// <summary>Makes alerts, with the sentence that tells a person on call what happened.</summary>
internal static class AlertText
{
    private const int LongestError = 300;

    private static readonly char[] s_lineEnds = ['\r', '\n'];

    /// <summary>A condition that holds, or can't be judged where the rule wants to know.</summary>
    public static Alert Of(AlertRule rule, RunMetrics run, AlertSubject subject, ConditionResult judged)
    {
        ComparisonResult first = judged.Comparisons[0];
        string facts = string.Join(", ", judged.Comparisons.Select(Fact).Concat(Reason(run, judged)).Distinct());
        return New(rule, run.store, $"{Subject(rule, run, subject)}: {facts}; alert when {rule.Text}", run) with
        {
            stage_name = subject.Stage,
            operator_name = subject.Operator,
            worker_id = subject.Worker,
            column = first.Column.Name,
            value = first.Value,
            threshold = first.Threshold,
            Finding = OnOneLine(Part(rule, subject) is { } part ? $"{part}: {facts}" : facts),
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
        string last = newest is null ? "there is none at all"
            : newest.start_time is not { } start ? $"of the last, {newest.run_id}, no start is known"
            : string.Create(
                CultureInfo.InvariantCulture,
                $"the last, {newest.run_id}, started {start:yyyy-MM-dd HH:mm:ss}");
        string period = Quantity.Duration(noRun.Period.TotalSeconds);
        return New(rule, store, $"No {kind} in {period}: {last}", newest) with
        {
            pipeline_name = pipeline,
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
            $"{Name(run)}: it has no {Level(rule)} that the rule is about; alert when {rule.Text}",
            run);

    /// <summary>A store without a run that a rule is about.</summary>
    public static Alert NothingToJudge(AlertRule rule, string store) =>
        New(rule, store, $"There is no run to judge; alert when {rule.Text}");

    private static Alert New(AlertRule rule, string? store, string message, RunMetrics? run = null) => new()
    {
        rule = rule.Name,
        severity = rule.Severity,
        level = Level(rule),
        condition = rule.Text,
        message = OnOneLine(message),
        pipeline_name = run?.pipeline_name,
        run_id = run?.run_id,
        status = run?.status,
        error = run?.error,
        start_time = run?.start_time,
        end_time = run?.end_time,
        tags = run?.tags,
        store = store,
    };

    private static string Level(AlertRule rule) => rule.Level.ToString().ToLowerInvariant();

    private static string Subject(AlertRule rule, RunMetrics run, AlertSubject subject) =>
        Part(rule, subject) is { } part ? $"{part} of {Name(run)}" : Name(run);

    /// <summary>What of the run the alert is about; null: the run itself.</summary>
    private static string? Part(AlertRule rule, AlertSubject subject) => subject.Row switch
    {
        OperatorMetrics row => $"operator {row.stage_name}/{row.operator_name}"
            + (!rule.IsByWorker ? string.Empty : $" on {row.worker_id}"),
        StageMetrics stage => $"stage {stage.stage_name}",
        _ => null,
    };

    private static string Name(RunMetrics run) =>
        $"run {run.run_id}" + (run.pipeline_name is { } pipeline ? $" of pipeline {pipeline}" : string.Empty);

    /// <summary>Why the run failed, unless the condition tells it.</summary>
    private static string[] Reason(RunMetrics run, ConditionResult judged) =>
        string.IsNullOrWhiteSpace(run.error) || judged.Comparisons.Any(fact => fact.Column.Name == nameof(run.error))
            ? []
            : [$"error is '{Shortened(OnOneLine(run.error))}'"];

    private static string Shortened(string error) =>
        error.Length > LongestError ? $"{WellFormed.Beginning(error, LongestError)}…" : error;

    private static string OnOneLine(string text) =>
        string.Join(' ', text.Split(s_lineEnds, StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries));

    private static string Fact(ComparisonResult comparison)
    {
        ColumnKind kind = comparison.Column.Kind;
        string fact = $"{comparison.Column.Name} is {Quantity.Show(comparison.Value, kind)}";
        return comparison.Baseline is not { } baseline ? fact
            : comparison.Threshold is double.NaN ? $"{fact} and {baseline} is unknown, too few have a value"
            : $"{fact} against {Quantity.Show(comparison.Threshold, kind)} from {baseline}";
    }
}
