using MdfMetrics.Journal.Replay;
using MdfMetrics.Storage.Layout;
using MdfMetrics.Storage.Reading;
using MdfMetrics.Tests.Maintenance;
using MdfMetrics.Tests.Storage;

namespace MdfMetrics.Tests.Journal;

/// <summary>Rows of workers that came after their run was written.</summary>
public sealed class LateRowsTests : IDisposable
{
    private const string Late =
        """{"event":"operator","time":"2026-01-24T12:35:00Z","stage_name":"s","operator_name":"o","worker_id":"late","entry_id":"late/1","input_records":7,"output_records":5,"operator_index":0}""";

    private readonly Recording _recording = new();

    public LateRowsTests()
    {
        using (_recording.Run.Collector.EnterStage("s"))
        {
            _recording.Finish("s", "o", 10, 10);
        }

        _recording.Run.Write(_recording.Run.Stop(RunStatus.Completed, null));
    }

    private TemporaryStore Store => _recording.Store;

    public void Dispose() => _recording.Dispose();

    [Fact]
    public void Restore_LateRow_IsAddedOnce()
    {
        Recording.NewJournal(Store, "r", "gone-1", Late, """{"event":"run_stopped","duration":1}""");

        RunMetrics run = Restore()!;

        Assert.Equal((17L, 15L, RunStatus.Completed), (run.total_input_records, run.total_output_records, run.status));
        Assert.Equal(
            ["o: 7 > 5", "o: 10 > 10"],
            Store.Operators(Store.Run()).Counts().Order(StringComparer.Ordinal).Reverse());
        Assert.Equal(2, Assert.Single(Store.Stages(Store.Run())).num_workers);
        Assert.Equal(1L, Store.Run().context!["late_rows"]);
        Assert.Null(Restore());
        Assert.Equal(17, Store.Run().total_input_records);
        Store.HasNoJournals();
    }

    [Fact]
    public void Restore_LateRowAmongThoseThatWereWritten_IsAddedAlone()
    {
        string known = Late.Replace("late/1", "known/1", StringComparison.Ordinal);
        Recording.NewJournal(Store, "r", "gone-1", known, Late);
        string folder = JournalLayout.Folder(Store.Path, "r");
        File.WriteAllText(Path.Combine(folder, "gathered.json"), """{"version":1,"entries":{"known/1":0}}""");

        Assert.Equal(17, Restore()!.total_input_records);
    }

    [Fact]
    public void Restore_RowWithoutAnEntryThatWasWritten_IsNotAddedAgain()
    {
        using var store = new TemporaryStore();
        const string Started = """{"event":"run_started","run_id":"r","start_time":"2026-01-24T12:34:00Z","host":"elsewhere","process_id":1,"process_start":"2026-01-24T11:00:00Z"}""";
        string row = Late.Replace("\"entry_id\":\"late/1\",", string.Empty, StringComparison.Ordinal);
        Recording.NewJournal(store, "r", "gone-1", Started, row);
        string folder = JournalLayout.Folder(store.Path, "r");
        IReadOnlyList<OperatorMetrics> entries = JournalReplay.Read(folder, static error => throw error)!.Entries;
        store.Restore(force: true);
        Recording.NewJournal(store, "r", "gone-1", Started, row);
        GatheredEntries.Write(folder, entries);

        Assert.Null(store.Restore(force: true));
        Assert.Equal(7, store.Run().total_input_records);
    }

    [Fact]
    public void Restore_NothingTellsWhatWasWritten_AddsNothingAndSaysSo()
    {
        Recording.NewJournal(Store, "r", "gone-1", Late);
        string gathered = Path.Combine(JournalLayout.Folder(Store.Path, "r"), "gathered.json");
        File.WriteAllText(gathered, "{\"entr");

        MetricsException error = Assert.Throws<MetricsException>(() => Restore());

        Assert.Equal((MetricsError.FileCorrupt, gathered), (error.Error, error.Target));
        Assert.Equal(10, Store.Run().total_input_records);
        Assert.True(File.Exists(gathered));
    }

    [Fact]
    public void Restore_WorkerWithoutLines_LeavesTheRunAlone()
    {
        Recording.NewJournal(Store, "r", "gone-1");

        Assert.Null(Restore());
        Store.HasNoJournals();
    }

    [Fact]
    public void Restore_LateRowOfACompactedRun_IsAddedAndTheOthersStay()
    {
        Store.Write(Sample.Create("other", _recording.Run.StartUtc, stages: 1));
        Store.Compact();
        string other = Store.Shown("other");
        Recording.NewJournal(Store, "r", "gone-1", Late);

        RunMetrics run = Store.Restore(static error => throw error, force: true, time: Maintaining.Impatient())!;

        Assert.Equal(17, run.total_input_records);
        Assert.True(File.Exists(run.path));
        Assert.Equal(["o: 10 > 10", "o: 7 > 5"], Store.Operators(run).Counts().Order(StringComparer.Ordinal));
        Assert.Equal(other, Store.Shown("other"));
        Assert.Equal(["other", "r"], Store.Runs().Select(known => known.run_id));
        using var engine = DuckDb.Over(Store.Path);
        Assert.Equal("r 2, other 4", engine.Single(
            """
            SELECT string_agg(run_id || ' ' || n, ', ' ORDER BY n)
            FROM (SELECT run_id, count(*) AS n FROM operators GROUP BY run_id)
            """));
        Assert.Equal(2, Store.Compact().runs);
        Assert.Equal(17, Store.Runs(new RunQuery { ExactIds = ["r"] }).Single().total_input_records);
    }

    [Fact]
    public void Restore_LateRowWhileTheStoreIsMaintained_IsBusyAndKeepsTheJournal()
    {
        Recording.NewJournal(Store, "r", "gone-1", Late);
        using (Store.Maintain())
        {
            Assert.Equal(MetricsError.StoreBusy, Assert.Throws<MetricsException>(() => Restore()).Error);
        }

        Assert.Equal(17, Restore()!.total_input_records);
    }

    private RunMetrics? Restore() => Store.Restore(force: true);
}
