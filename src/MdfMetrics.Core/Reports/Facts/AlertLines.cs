using MdfMetrics.Reports.Data;

namespace MdfMetrics.Reports.Facts;

/// <summary>Alerts as pages show them.</summary>
internal static class AlertLines
{
    public static AlertLine Of(Alert alert) => new()
    {
        Severity = alert.severity,
        Rule = alert.rule,
        Text = alert.Finding ?? alert.message,
        Condition = alert.condition,
        Level = alert.level,
    };
}
