using MdfMetrics.Journal.Replay;
using MdfMetrics.Storage.Layout;
using MdfMetrics.Tests.Storage;

namespace MdfMetrics.Tests.Journal;

/// <summary>The journal of a run r as any writer may write it, and what reading it tells.</summary>
internal sealed class WrittenJournal : IDisposable
{
    /// <summary>The line that the run begins with.</summary>
    public const string Started =
        """{"event":"run_started","time":"2026-01-24T12:00:00Z","version":1,"run_id":"r","start_time":"2026-01-24T12:00:00Z","host":"h","process_id":1,"process_start":"2026-01-24T11:00:00Z"}""";

    /// <summary>An operator's line of as few fields as may be.</summary>
    public const string Minimal =
        """{"event":"operator","time":"2026-01-24T12:00:05Z","stage_name":"s","operator_name":"o"}""";

    public TemporaryStore Store { get; } = new();

    /// <summary>What was told of the journal's damage.</summary>
    public List<string> Problems { get; } = [];

    public string Folder => JournalLayout.Folder(Store.Path, "r");

    /// <summary>An operator's line with more members.</summary>
    public static string Operator(string members) => $"{Minimal[..^1]},{members}}}";

    /// <summary>Writes the journal of the process p.</summary>
    /// <returns>The file's path.</returns>
    public string Write(params string[] lines) => Recording.NewJournal(Store, "r", "p", lines);

    /// <summary>Reads the journals as they are, or of these lines.</summary>
    public JournaledRun Replay(params string[] lines)
    {
        if (lines.Length > 0)
        {
            Write(lines);
        }

        return JournalReplay.Read(Folder, error =>
        {
            Assert.Equal(MetricsError.FileCorrupt, error.Error);
            Problems.Add(error.Message);
        })!;
    }

    public void Dispose() => Store.Dispose();
}
