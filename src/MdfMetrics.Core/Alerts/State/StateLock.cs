using MdfMetrics.Files;

namespace MdfMetrics.Alerts.State;

/// <summary>
/// Keeps two callers from judging by one state file at once: a file beside it that one of them has open. It goes with
/// the process, whatever becomes of that; the empty file stays.
/// </summary>
internal static class StateLock
{
    /// <summary>Longer than a call takes that watches the heartbeats of runs on other machines.</summary>
    public static readonly TimeSpan Patience = TimeSpan.FromMinutes(1);

    private static readonly TimeSpan s_pause = TimeSpan.FromMilliseconds(50);

    /// <summary>Takes the lock of a state file, after whoever has it.</summary>
    /// <exception cref="IOException">Someone else has it for longer than that.</exception>
    /// <exception cref="UnauthorizedAccessException">It is not ours to take.</exception>
    public static IDisposable Take(string statePath, TimeProvider clock, TimeSpan patience, CancellationToken token)
    {
        long begin = clock.GetTimestamp();
        while (true)
        {
            try
            {
                return new FileStream(
                    statePath + ".lock",
                    FileMode.OpenOrCreate,
                    FileAccess.ReadWrite,
                    FileShare.None,
                    bufferSize: 0);
            }
            catch (IOException e) when (FileInUse.Is(e) && clock.GetElapsedTime(begin) < patience)
            {
                token.WaitHandle.WaitOne(s_pause);
                token.ThrowIfCancellationRequested();
            }
        }
    }
}
