namespace MdfMetrics.Processes;

/// <summary>
/// Watches what a process on another machine changes as long as it lives, the longer the better. Two machines' clocks
/// can't be compared: only a change while this machine's own clock runs tells.
/// </summary>
internal sealed class Heartbeat(TimeProvider time)
{
    /// <summary>Far longer than between two beats.</summary>
    private static readonly TimeSpan s_shortestWatch = TimeSpan.FromSeconds(30);

    private static readonly TimeSpan s_lookAgain = TimeSpan.FromMilliseconds(500);

    private string? _pulse;
    private long _since;
    private bool _hasChanged;

    /// <summary>
    /// Waits until what is looked at is settled. The pauses take the system's time, whatever the clock says: a timer
    /// would wait for the thread pool.
    /// </summary>
    /// <param name="isSettled">Looks; true when it need not look again.</param>
    public static void Watch(Func<bool> isSettled, CancellationToken token)
    {
        while (!isSettled())
        {
            token.WaitHandle.WaitOne(s_lookAgain);
            token.ThrowIfCancellationRequested();
        }
    }

    /// <summary>Whether it beats; null while its silence may yet be the pause between two beats.</summary>
    /// <param name="pulse">What changes with every beat, as it is now.</param>
    /// <param name="watch">How long a silence may be, where that is longer than half a minute.</param>
    public bool? IsBeating(string pulse, TimeSpan watch = default)
    {
        if (_pulse != pulse)
        {
            (_pulse, _since, _hasChanged) = (pulse, time.GetTimestamp(), _pulse is not null);
        }

        return time.GetElapsedTime(_since) >= (watch > s_shortestWatch ? watch : s_shortestWatch) ? false
            : _hasChanged ? true
            : null;
    }

    /// <summary>A file's length and the writer's own time of it.</summary>
    public static string PulseOf(string path) =>
        new FileInfo(path) is { Exists: true } file ? $"{file.Length}/{file.LastWriteTimeUtc.Ticks}" : "-";
}
