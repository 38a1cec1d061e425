namespace MdfMetrics.Integrity;

/// <summary>Tells what a writer may still be at work on from what it left.</summary>
internal static class Age
{
    /// <summary>Far longer than a writer needs between two steps.</summary>
    private static readonly TimeSpan s_quiet = TimeSpan.FromMinutes(10);

    /// <summary>What the system says of a file that is gone.</summary>
    private static readonly DateTime s_gone = DateTime.FromFileTimeUtc(0);

    /// <summary>Whether a file is there and nothing has changed it for ten minutes.</summary>
    public static bool IsIdle(string path, TimeProvider clock) => IsIdle(path, clock, s_quiet);

    /// <summary>Whether a file is there and nothing has changed it for a time.</summary>
    public static bool IsIdle(string path, TimeProvider clock, TimeSpan quiet) =>
        File.GetLastWriteTimeUtc(path) is var written
        && written != s_gone
        && clock.GetUtcNow().UtcDateTime - written > quiet;
}
