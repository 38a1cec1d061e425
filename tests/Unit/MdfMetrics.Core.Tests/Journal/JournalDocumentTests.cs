using System.Text.Json;
using MdfMetrics.Aggregation;
using MdfMetrics.Journal.Replay;
using MdfMetrics.Storage.Layout;
using MdfMetrics.Tests.Storage;

namespace MdfMetrics.Tests.Journal;

/// <summary>What docs/journal-format.md says is so: its examples can be replayed, and it describes what is written.</summary>
public sealed class JournalDocumentTests : IDisposable
{
    private static readonly Document s_document = new("journal-format.md");
    private static readonly string[] s_journals = s_document.Blocks("ndjson");
    private static readonly string[] s_files = s_document.Blocks("json");

    private readonly TemporaryStore _store = new();

    public void Dispose() => _store.Dispose();

    [Fact]
    public void Document_Journals_FoldToOneRun()
    {
        for (int i = 0; i < s_journals.Length; i++)
        {
            Recording.NewJournal(_store, "nightly", $"p{i}", s_journals[i].Trim().Split('\n'));
        }

        JournaledRun run = Replay();

        Assert.Equal((RunStatus.Completed, 6.8716302), (run.Header.status, run.Header.duration));
        Assert.Equal(
            ["keep: 3 > 2", "slow: 3 > 3", "parse: 200 > 180"],
            run.ToRun(RunStatus.Abandoned).Operators!.Counts());
    }

    [Fact]
    public void Document_Progress_TellsOfTheOperatorThatIsOpen()
    {
        string[] lines = s_journals[0].Split('\n');
        string journal = Recording.NewJournal(_store, "nightly", "p", lines[..3]);
        File.WriteAllText(
            Path.ChangeExtension(journal, ".progress.json"),
            s_files.Single(file => file.Contains("\"beat\"", StringComparison.Ordinal)));

        Assert.Equal(["keep: 3 > 2", "slow: 3 > 2"], Replay().Entries.Counts().Order());
    }

    [Fact]
    public void Document_Manifest_TellsOfTheRun()
    {
        string folder = JournalLayout.Folder(_store.Path, "nightly");
        Directory.CreateDirectory(folder);
        File.WriteAllText(
            Path.Combine(folder, "run.json"),
            s_files.Single(file => file.Contains("process_id", StringComparison.Ordinal)));

        Assert.Equal("nightly", Replay().Header.run_id);
        Assert.Equal(7577, Assert.Single(Replay().Processes).Identity!.ProcessId);
    }

    [Fact]
    public void Document_Gathered_HasTheEntriesOfTheExample()
    {
        Recording.NewJournal(_store, "nightly", "p", s_journals[0].Trim().Split('\n'));
        JournaledRun run = Replay();
        File.WriteAllText(
            Path.Combine(run.Folder, "gathered.json"),
            s_files.Single(file => file.Contains("\"entries\"", StringComparison.Ordinal)));

        Assert.Equal(2, run.Entries.Count);
        Assert.Empty(GatheredEntries.Read(run).Late(run));
    }

    [Fact]
    public void Document_EveryEventAndFieldThatIsWritten_IsDescribed()
    {
        using var recording = new Recording();
        recording.WithWork();
        recording.Run.Collector.AddStage(
            "load",
            StageFigures.From(Given.Columns("""{"input_records":1,"avg_throughput":1}""")),
            null);
        recording.Clock.Advance(TimeSpan.FromSeconds(5));
        recording.Run.Stop(RunStatus.Failed, "why");
        string[] written =
        [
            .. File.ReadAllLines(recording.Journal),
            File.ReadAllText(recording.Progress),
            File.ReadAllText(Path.Combine(recording.Folder, "run.json")),
        ];

        Assert.All(
            written.SelectMany(text => Names(JsonDocument.Parse(text).RootElement)).Distinct(),
            name => Assert.Contains($"`{name}`", s_document.Text, StringComparison.Ordinal));
    }

    /// <summary>Fields of lines and files; what maps hold is the user's.</summary>
    private static IEnumerable<string> Names(JsonElement element) => element.ValueKind switch
    {
        JsonValueKind.Object => element.EnumerateObject().SelectMany(property =>
            property.Name is "config" or "tags" or "context" or "custom_metrics" ? [property.Name]
            : property.Name == "event" ? ["event", property.Value.GetString()!]
            : Names(property.Value).Prepend(property.Name)),
        JsonValueKind.Array => element.EnumerateArray().SelectMany(Names),
        _ => [],
    };

    private JournaledRun Replay() =>
        JournalReplay.Read(JournalLayout.Folder(_store.Path, "nightly"), static error => throw error)!;
}
