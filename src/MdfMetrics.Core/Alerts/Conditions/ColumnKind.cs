namespace MdfMetrics.Alerts.Conditions;

/// <summary>What a column holds, and so which values it can be compared with.</summary>
internal enum ColumnKind
{
    Text,
    Count,
    Seconds,
    Percent,
    PerSecond,

    /// <summary>A member of custom_metrics, tags, context or config: a number or text.</summary>
    Any,
}
