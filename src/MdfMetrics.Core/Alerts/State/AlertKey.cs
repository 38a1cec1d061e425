namespace MdfMetrics.Alerts.State;

/// <summary>What makes two alerts of a store the same one: the rule, and what it is about.</summary>
internal readonly record struct AlertKey(
    string Rule,
    string? Pipeline = null,
    string? Run = null,
    string? Stage = null,
    string? Operator = null,
    string? Worker = null)
{
    /// <summary>Of an alert about a run, whatever its pipeline is called by now.</summary>
    public static AlertKey OfRun(Alert alert) => new(
        alert.rule,
        Run: RunId.Canonical(alert.run_id!),
        Stage: alert.stage_name,
        Operator: alert.operator_name,
        Worker: alert.worker_id);

    /// <summary>Of an alert that there is no run: whichever was the last one.</summary>
    public static AlertKey OfAbsence(Alert alert) => new(alert.rule, alert.pipeline_name);
}
