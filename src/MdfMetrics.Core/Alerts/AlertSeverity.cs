namespace MdfMetrics.Alerts;

/// <summary>How bad an alert is, by name.</summary>
internal static class AlertSeverity
{
    public const string Info = "info";
    public const string Warning = "warning";
    public const string Critical = "critical";

    private static readonly string[] s_ascending = [Info, Warning, Critical];

    /// <summary>Whether one is as bad as another, or worse.</summary>
    public static bool IsAtLeast(string severity, string least) =>
        Array.IndexOf(s_ascending, severity) >= Array.IndexOf(s_ascending, least);
}
