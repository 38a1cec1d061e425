namespace MdfMetrics.Alerts.Conditions;

/// <summary>What a rule is about.</summary>
internal enum AlertLevel
{
    Run,
    Stage,
    Operator,
}
