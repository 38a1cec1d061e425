namespace MdfMetrics.Dashboards;

/// <summary>Ranges of time as Superset's filters write them.</summary>
internal static class SupersetTime
{
    /// <summary>From how many runs on a dashboard begins with the last 30 days.</summary>
    private const long ManyRuns = 2000;

    /// <summary>The length of time that is all time.</summary>
    public static TimeSpan All => TimeSpan.MaxValue;

    /// <summary>The range that a dashboard begins with; null for all time.</summary>
    /// <param name="given">How long back from now; null where nobody said.</param>
    /// <param name="runs">How many runs the store has.</param>
    public static string? Range(TimeSpan? given, long runs) =>
        (given ?? (runs > ManyRuns ? TimeSpan.FromDays(30) : All)) is var span && span == All ? null : Last(span);

    /// <summary>Up to this moment: Superset's own "Last 30 days" ends with yesterday.</summary>
    private static string Last(TimeSpan span) =>
        span.Ticks % TimeSpan.TicksPerDay == 0 ? Since(span.Days, "day")
        : span.Ticks % TimeSpan.TicksPerHour == 0 ? Since(span.TotalHours, "hour")
        : Since(Math.Ceiling(span.TotalMinutes), "minute");

    private static string Since(double count, string unit) =>
        Invariant($"DATEADD(DATETIME('now'), -{count:F0}, {unit}) : now");
}
