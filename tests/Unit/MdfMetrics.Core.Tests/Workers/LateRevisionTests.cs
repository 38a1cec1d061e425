using MdfMetrics.Journal.Replay;
using MdfMetrics.Runs;
using MdfMetrics.Tests.Journal;
using MdfMetrics.Tests.Storage;

namespace MdfMetrics.Tests.Workers;

/// <summary>
/// Rows that come after their run was written, where the process that adds them may die at any moment.
/// </summary>
public sealed class LateRevisionTests : IDisposable
{
    private readonly Recording _recording = new();

    private TemporaryStore Store => _recording.Store;

    public void Dispose() => _recording.Dispose();

    [Fact]
    public void Restore_DiedBetweenFilesAndJournal_AddsNothingTwice()
    {
        JoinedRun worker = _recording.Join("w");
        worker.Finish("s", "o", 10, "w");
        _recording.End();
        worker.Finish("s", "o", 5, "w");
        worker.Finish("s", "new", 3, "w");
        worker.Leave();
        NoteWhatAddingBeginsWith();
        Dictionary<string, byte[]> journal = Directory.GetFiles(_recording.Folder).ToDictionary(
            file => file,
            File.ReadAllBytes);
        Store.Restore();
        var expected = Store.Content();

        Directory.CreateDirectory(_recording.Folder);
        journal.ToList().ForEach(file => File.WriteAllBytes(file.Key, file.Value));
        Store.Restore();

        Assert.Equal(["new: 3 > 3", "o: 15 > 15"], expected.Operators.Counts().Order());
        Assert.Equal(expected.Operators.Counts(), Store.Content().Operators.Counts());
        Assert.Equal(expected.Run, Store.Content().Run);
        Store.HasNoJournals();
    }

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    [InlineData(4)]
    public void Restore_KilledAfterSomeOfTheFiles_NextCallFinishesIt(int renamed)
    {
        JoinedRun worker = _recording.Join("w");
        worker.Finish("s", "o", 10, "w");
        _recording.End();
        worker.Finish("s", "o", 5, "w");
        worker.Finish("s", "new", 3, "w");
        worker.Leave();
        NoteWhatAddingBeginsWith();
        using TemporaryStore killed = _recording.Killed();
        Store.Restore();
        var expected = Store.Content();
        foreach (string dataset in new[] { "histograms", "operators", "stages", "runs" }.Take(renamed))
        {
            string file = Assert.Single(Store.Files(), file => file.StartsWith(dataset, StringComparison.Ordinal));
            File.Copy(Store.At(file), killed.At(file), overwrite: true);
        }

        Assert.Equal("r", Assert.Single(killed.Runs()).run_id);
        killed.Restore();

        Assert.Equal(expected.Run, killed.Content().Run);
        Assert.Equal(expected.Stages, killed.Content().Stages);
        Assert.Equal(expected.Operators.Counts(), killed.Content().Operators.Counts());
        Assert.Equal(
            expected.Operators.Select(row => row.latency_histogram),
            killed.Content().Operators.Select(row => row.latency_histogram));
        Assert.InRange((long)killed.Run().context!["late_rows"]!, 2, 4);
        killed.HasNoJournals();
    }

    [Fact]
    public void Restore_NewRowOfAWrittenKeyAfterACrash_AddsOnce()
    {
        _recording.Finish("s", "o", 10, 10, "w");
        _recording.End();
        string row = WorkerRecording.Row("w", 4, "late");
        Recording.NewJournal(Store, "r", "w", row);
        NoteWhatAddingBeginsWith();
        byte[] note = File.ReadAllBytes(Path.Combine(_recording.Folder, "gathered.json"));
        Assert.Equal(14, Store.Restore(force: true)!.total_input_records);

        Recording.NewJournal(Store, "r", "w", row);
        File.WriteAllBytes(Path.Combine(_recording.Folder, "gathered.json"), note);

        Assert.Equal(14, Store.Restore(force: true)!.total_input_records);
    }

    [Fact]
    public void Restore_LaterRevisionOfARowNobodyHas_AddsNothingAndSaysSo()
    {
        _recording.Finish("s", "o", 10, 10, "w");
        string entry = _recording.Run.Collector.GetEntries()[0].entry_id!;
        JoinedRun worker = _recording.Join("other");
        _recording.End();
        worker.Leave();
        Recording.NewJournal(Store, "r", "again", WorkerRecording.Row("w", 12, entry, revision: 9));

        Assert.Equal(
            MetricsError.FileCorrupt,
            Assert.Throws<MetricsException>(() => Store.Restore(force: true)).Error);
        Assert.Equal(10, Store.Run().total_input_records);
        Assert.Contains("again.ndjson", _recording.JournalFiles());
    }

    [Fact]
    public void Restore_LateRowsInPartitions_LieWhereTheRunLies()
    {
        using var recording = new Recording(options: new System.Collections.Hashtable { ["partition_by"] = "hive" });
        JoinedRun worker = recording.Join("w");
        RunMetrics written = recording.End();
        worker.Finish("s", "o", 5, "w");
        worker.Leave();

        Assert.Equal((written.path, 5L), (recording.Store.Restore()!.path, recording.Store.Run().total_input_records));
    }

    private void NoteWhatAddingBeginsWith()
    {
        RunMetrics written = Store.Run();
        JournaledRun run = JournalReplay.Read(_recording.Folder, static error => throw error, () => written)!;
        var gathered = GatheredEntries.Read(run);
        gathered.Before(gathered.Late(run), Store.Operators(written)).Write();
    }
}
