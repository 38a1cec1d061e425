using MdfMetrics.Aggregation;
using MdfMetrics.Journal.Replay;

namespace MdfMetrics.Tests.Journal;

/// <summary>What the note of a written run tells: which rows came late, and which of the files' they replace.</summary>
public sealed class GatheredEntriesTests : IDisposable
{
    private readonly WrittenJournal _journal = new();

    private string Note => Path.Combine(_journal.Folder, "gathered.json");

    public void Dispose() => _journal.Dispose();

    [Theory]
    [InlineData(2, false)]
    [InlineData(3, false)]
    [InlineData(4, true)]
    public void Late_EntryThatWasWritten_IsLateInALaterRevisionAlone(long revision, bool isLate)
    {
        GatheredEntries.Write(Run(Row("e", 1, revision: 3)).Folder, Run().Entries);

        Assert.Equal(isLate, GatheredEntries.Read(Run(Row("e", 2, revision))).Late(Run()).Count == 1);
    }

    [Fact]
    public void Late_EntriesThatAreNotNoted_AreAllOfThem()
    {
        JournaledRun run = Run(Row("e", 1), Row("f", 2));
        Assert.Equal(["o: 1 > 1", "o: 2 > 2"], GatheredEntries.Read(run).Late(run).Counts());

        GatheredEntries.Write(run.Folder, run.Entries.Take(1));

        Assert.StartsWith("{\"version\":1,\"entries\":{\"e\":0}", File.ReadAllText(Note), StringComparison.Ordinal);
        Assert.Equal(["o: 2 > 2"], GatheredEntries.Read(run).Late(run).Counts());
    }

    /// <summary>The file has one row of two entries' 1 + 2 records; one of them comes again with 5, and a third.</summary>
    [Fact]
    public void Merge_LaterRevision_ReplacesItsEntryAndOthersAdd()
    {
        JournaledRun before = Run(Row("e", 1), Row("f", 2));
        GatheredEntries.Write(before.Folder, before.Entries, before.Entries);
        OperatorMetrics[] written = [before.Entries[0] with { input_records = 3, output_records = 3, entry_id = null }, Other(40)];
        JournaledRun after = Run(Row("e", 5, revision: 1), Row("f", 2), Row("g", 10));
        var gathered = GatheredEntries.Read(after);
        IReadOnlyList<OperatorMetrics> late = gathered.Late(after);

        gathered = gathered.Before(late, written);

        Assert.Equal([5, 10], late.Select(row => row.input_records).Order());
        Assert.Equal(["o: 17 > 17", "other: 40 > 40"], Rows(gathered.Merge(written, late)));
        gathered.After(late).Write();
        gathered = GatheredEntries.Read(after);
        Assert.Empty(gathered.Late(after));
        Assert.Equal(["o: 17 > 17", "other: 40 > 40"], Rows(gathered.Merge(written, [])));
    }

    /// <summary>Nobody has the rows that the files' one was made of: it stands for them, and the new one adds.</summary>
    [Fact]
    public void Before_NewEntryOfARowThatIsWritten_KeepsTheFilesRowOnce()
    {
        JournaledRun before = Run(Row("e", 3));
        GatheredEntries.Write(before.Folder, before.Entries);
        OperatorMetrics[] written = [before.Entries[0] with { entry_id = null }, Other(40)];
        JournaledRun after = Run(Row("e", 3), Row("g", 10));
        var gathered = GatheredEntries.Read(after);
        IReadOnlyList<OperatorMetrics> late = gathered.Late(after);

        gathered.Before(late, written).Write();
        gathered = GatheredEntries.Read(after);
        gathered.Before(gathered.Late(after), written).Write();

        gathered = GatheredEntries.Read(after);
        Assert.Equal(["o: 13 > 13", "other: 40 > 40"], Rows(gathered.Merge(written, gathered.Late(after))));
    }

    [Fact]
    public void Before_LaterRevisionOfARowNobodyHas_NamesEntryWorkerAndFolder()
    {
        GatheredEntries.Write(Run(Row("e", 1)).Folder, Run().Entries);
        JournaledRun after = Run(Row("e", 5, revision: 1));
        var gathered = GatheredEntries.Read(after);

        MetricsException error = Assert.Throws<MetricsException>(() => gathered.Before(gathered.Late(after), []));

        Assert.Equal((MetricsError.FileCorrupt, after.Folder), (error.Error, error.Target));
        Assert.All(
            ["'e'", "'w'", after.Folder, "nothing is added", "from a backup"],
            text => Assert.Contains(text, error.Message, StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("{")]
    [InlineData("[1]")]
    [InlineData("""{"entries":{"e":"x"}}""")]
    [InlineData("""{"entries":5}""")]
    [InlineData("""{"rows":[{"stage_name":"s"}]}""")]
    [InlineData("""{"rows":5}""")]
    [InlineData("""{"keys":[{"stage_name":"s","operator_name":"o"}]}""")]
    [InlineData("""{"keys":[{"stage_name":"s","worker_id":"w"}]}""")]
    [InlineData("""{"keys":[{"operator_name":"o","worker_id":"w"}]}""")]
    public void Read_DamagedNote_NamesItAndTellsWhatToDo(string text)
    {
        JournaledRun run = Run(Row("e", 1));
        File.WriteAllText(Note, text);

        MetricsException error = Assert.Throws<MetricsException>(() => GatheredEntries.Read(run));

        Assert.Equal((MetricsError.FileCorrupt, Note), (error.Error, error.Target));
        Assert.Contains(Note, error.Message, StringComparison.Ordinal);
        Assert.Contains($"delete the folder '{run.Folder}'", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Read_NoteOfFewestFields_IsAllLate()
    {
        JournaledRun run = Run(Row("e", 1));
        File.WriteAllText(Note, "{}");

        Assert.Single(GatheredEntries.Read(run).Late(run));
    }

    private static string Row(string entry, int records, long revision = 0) => WrittenJournal.Operator(
        $"\"worker_id\":\"w\",\"entry_id\":\"{entry}\",\"revision\":{revision},"
            + $"\"input_records\":{records},\"output_records\":{records}");

    private OperatorMetrics Other(int records) => Run().Entries[0] with
    {
        operator_name = "other",
        input_records = records,
        output_records = records,
        entry_id = null,
    };

    private string[] Rows(IEnumerable<OperatorMetrics> entries) =>
        [.. MetricsAggregator.Aggregate(Run().Header, [], entries).Operators!.Counts().Order(StringComparer.Ordinal)];

    private JournaledRun Run(params string[] rows) =>
        rows.Length == 0 ? _journal.Replay() : _journal.Replay([WrittenJournal.Started, .. rows]);
}
