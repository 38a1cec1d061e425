namespace MdfMetrics.Journal.Replay;

/// <summary>What a broken or hostile folder of journals may cost.</summary>
internal static class ReplayLimits
{
    /// <summary>More journals than any run has: the others are left for the next time.</summary>
    public const int MostJournals = 10_000;

    /// <summary>More rows than any run has.</summary>
    private const int MostRows = 2_000_000;

    /// <summary>Whether one more row may come to so many.</summary>
    /// <exception cref="FormatException">It may not.</exception>
    public static bool MayAdd(int rows) => rows < MostRows
        ? true
        : throw new FormatException(Invariant($"the run has more than {MostRows:N0} rows"));

    public static MetricsException TooManyJournals(string folder) => new(
        MetricsError.TooManyWorkers,
        Invariant($"More than {MostJournals:N0} workers have journals in '{folder}'. The others' journals ")
            + "stay where they are: Restore-MdfRun adds them once these are written.",
        folder);
}
