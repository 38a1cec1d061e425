namespace MdfMetrics.Journal;

/// <summary>
/// Tells whether the processes of a run are still at work. On this machine the system knows. Of another machine only
/// the heartbeat tells: it must change while this machine's own clock runs, since two machines' clocks can't be compared.
/// </summary>
internal static class Liveness
{
    private const int MissedBeats = 4;

    private static readonly TimeSpan s_shortestWatch = TimeSpan.FromSeconds(30);
    private static readonly TimeSpan s_lookAgain = TimeSpan.FromMilliseconds(500);

    /// <summary>Whether any process of the run still is at work. May watch for half a minute or more.</summary>
    public static bool IsLive(JournaledRun run, TimeProvider time, CancellationToken token)
    {
        JournaledProcess[] working = [.. run.Processes.Where(process => !process.HasEnded)];
        return Array.Exists(working, process => process.Identity is { IsLocal: true } here && here.IsAlive())
            || IsBeating(run.Folder, [.. working.Where(process => process.Identity is not { IsLocal: true })], time, token);
    }

    private static bool IsBeating(string folder, JournaledProcess[] others, TimeProvider time, CancellationToken token)
    {
        if (others.Length == 0)
        {
            return false;
        }

        TimeSpan watch = others.Max(process => process.CheckpointInterval * MissedBeats);
        watch = watch > s_shortestWatch ? watch : s_shortestWatch;
        string[] before = [.. others.Select(process => Pulse(folder, process.Name))];
        long began = time.GetTimestamp();
        while (time.GetElapsedTime(began) < watch)
        {
            token.WaitHandle.WaitOne(s_lookAgain);
            token.ThrowIfCancellationRequested();
            if (!before.SequenceEqual(others.Select(process => Pulse(folder, process.Name)), StringComparer.Ordinal))
            {
                return true;
            }
        }

        return false;
    }

    /// <summary>
    /// What changes with every beat and every line: the files' lengths and the writer's own times of them.
    /// </summary>
    private static string Pulse(string folder, string name) => string.Join(
        ' ',
        new[] { JournalLayout.ProgressExtension, JournalLayout.JournalExtension }
            .Select(extension => new FileInfo(Path.Combine(folder, name + extension)))
            .Select(file => file.Exists ? $"{file.Length}/{file.LastWriteTimeUtc.Ticks}" : "-"));
}
