using MdfMetrics.Files;
using MdfMetrics.Storage.Layout;

namespace MdfMetrics.Journal.Replay;

/// <summary>
/// Journals of processes that seem to be dead only because nothing is heard of them: they may be at work on one long
/// batch, and what they write later would go into a file that is gone. So their journals stay for a while.
/// </summary>
internal static class SilentJournals
{
    /// <summary>Longer than a process at work is silent.</summary>
    public static readonly TimeSpan LongEnough = TimeSpan.FromHours(1);

    /// <summary>The names of a run's journals that may yet tell more.</summary>
    public static IReadOnlySet<string> Of(JournaledRun run)
    {
        string[] heard =
        [
            .. run.Processes
                .Where(process => process.IsOnlyHeard && run.Keys.ContainsKey(process.Name))
                .Select(process => process.Name),
        ];
        if (heard.Length == 0)
        {
            return new HashSet<string>();
        }

        DateTime now = FileClock.UtcNow(Probe(run.Folder));
        return heard.Where(name => now - LastChange(run.Folder, name) < LongEnough).ToHashSet();
    }

    private static string Probe(string folder) => TemporaryFile
        .Beside(JournalLayout.Progress(folder, $"{Guid.NewGuid():N}"))
        .Path;

    private static DateTime LastChange(string folder, string name)
    {
        DateTime lines = File.GetLastWriteTimeUtc(JournalLayout.Journal(folder, name));
        DateTime progress = File.GetLastWriteTimeUtc(JournalLayout.Progress(folder, name));
        return lines > progress ? lines : progress;
    }
}
