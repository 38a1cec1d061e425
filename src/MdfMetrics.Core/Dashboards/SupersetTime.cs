namespace MdfMetrics.Dashboards;

/// <summary>Ranges of time as Superset's filters write them.</summary>
internal static class SupersetTime
{
    private const string AllTime = "all";

    /// <summary>From how many runs on a dashboard begins with the last 30 days.</summary>
    private const long ManyRuns = 2000;

    /// <summary>The range that a dashboard begins with; null for all time.</summary>
    /// <param name="given">A duration, or all; null where nobody said.</param>
    /// <param name="runs">How many runs the store has.</param>
    /// <exception cref="MetricsException"><see cref="MetricsError.InvalidDuration"/></exception>
    public static string? Range(object? given, long runs) => given switch
    {
        null => runs > ManyRuns ? Last(TimeSpan.FromDays(30)) : null,
        string text when text.Trim().Equals(AllTime, StringComparison.OrdinalIgnoreCase) => null,
        _ => Last(Duration.Parse(given)),
    };

    /// <summary>Up to this moment: Superset's own "Last 30 days" ends with yesterday.</summary>
    private static string Last(TimeSpan span) =>
        span.Ticks % TimeSpan.TicksPerDay == 0 ? Since(span.Days, "day")
        : span.Ticks % TimeSpan.TicksPerHour == 0 ? Since(span.TotalHours, "hour")
        : Since(Math.Ceiling(span.TotalMinutes), "minute");

    private static string Since(double count, string unit) =>
        Invariant($"DATEADD(DATETIME('now'), -{count:F0}, {unit}) : now");
}
