namespace MdfMetrics.Processes;

/// <summary>
/// Watches what a process on another machine changes as long as it lives. Two machines' clocks can't be compared: only
/// a change while this machine's own clock runs tells.
/// </summary>
internal static class Heartbeat
{
    /// <summary>The shortest time that is watched: far longer than between two beats.</summary>
    public static TimeSpan ShortestWatch { get; } = TimeSpan.FromSeconds(30);

    private static readonly TimeSpan s_lookAgain = TimeSpan.FromMilliseconds(500);

    /// <summary>Whether anything changes.</summary>
    /// <param name="pulse">What changes with every beat.</param>
    /// <param name="watch">How long to watch.</param>
    /// <param name="token">Stops the watching.</param>
    public static bool IsBeating(Func<string> pulse, TimeSpan watch, TimeProvider time, CancellationToken token)
    {
        string before = pulse();
        long began = time.GetTimestamp();
        while (time.GetElapsedTime(began) < watch)
        {
            token.WaitHandle.WaitOne(s_lookAgain);
            token.ThrowIfCancellationRequested();
            if (pulse() != before)
            {
                return true;
            }
        }

        return false;
    }

    /// <summary>A file's length and the writer's own time of it.</summary>
    public static string PulseOf(string path) =>
        new FileInfo(path) is { Exists: true } file ? $"{file.Length}/{file.LastWriteTimeUtc.Ticks}" : "-";
}
