namespace MdfMetrics.Alerts;

/// <summary>What a rule is about.</summary>
internal enum AlertLevel
{
    Run,
    Stage,
    Operator,
}
