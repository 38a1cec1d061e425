namespace MdfMetrics;

/// <summary>The values of the column role of stages; none is a stage of the run's flow.</summary>
public static class StageRole
{
    /// <summary>Notifies, cleans up: counts for errors and time, not for the run's records and pass rate.</summary>
    public const string Auxiliary = "auxiliary";

    internal static IReadOnlyList<string> All { get; } = [Auxiliary];
}
