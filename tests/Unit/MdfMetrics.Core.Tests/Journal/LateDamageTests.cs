using MdfMetrics.Storage.Reading;
using MdfMetrics.Tests.Maintenance;
using MdfMetrics.Tests.Storage;

namespace MdfMetrics.Tests.Journal;

/// <summary>Rows that come late to a run whose files can't be read for a while: these stay, and so do the rows.</summary>
public sealed class LateDamageTests : IDisposable
{
    private const string Late =
        """{"event":"operator","time":"2026-01-24T12:35:00Z","stage_name":"s","operator_name":"o","worker_id":"late","entry_id":"late/1","input_records":7,"output_records":5,"operator_index":0}""";

    private const string Torn = "{\"event\":\"op";

    private readonly Recording _recording = new();

    public LateDamageTests()
    {
        _recording.Finish("s", "o", 10, 10);
        _recording.Run.Write(_recording.Run.Stop(RunStatus.Completed, null));
    }

    private TemporaryStore Store => _recording.Store;

    public void Dispose() => _recording.Dispose();

    [Theory]
    [InlineData("runs")]
    [InlineData("stages")]
    [InlineData("operators")]
    [InlineData("histograms")]
    public void Restore_FileOfTheRunCannotBeRead_ChangesNothingAndAddsTheRowsAfterwards(string dataset) =>
        AddsAfterwards(dataset);

    [Theory]
    [InlineData("runs")]
    [InlineData("stages")]
    [InlineData("operators")]
    [InlineData("histograms")]
    public void Restore_CompactedFileCannotBeRead_ChangesNothingAndAddsTheRowsAfterwards(string dataset)
    {
        Store.Write(Sample.Create("other", _recording.Run.StartUtc, stages: 1));
        Store.Compact();
        NoteAsWritten();

        AddsAfterwards(dataset);
    }

    [Fact]
    public void Restore_AnotherCallAddedTheRowsMeanwhile_AddsThemOnce()
    {
        Recording.NewJournal(Store, "r", "gone-1", Late, Torn, """{"event":"run_stopped","duration":1}""");
        NoteAsWritten();
        bool isFirst = true;

        RunMetrics? second = Store.Restore(
            _ =>
            {
                if (isFirst)
                {
                    isFirst = false;
                    Store.Restore(static _ => { }, force: true);
                }
            },
            force: true);

        Assert.Null(second);
        Assert.Equal(17, Store.Runs().Single().total_input_records);
        Store.HasNoJournals();
    }

    private void AddsAfterwards(string dataset)
    {
        string journal = Recording.NewJournal(Store, "r", "gone-1", Late);
        NoteAsWritten();
        string file = Store.At(Assert.Single(
            Store.Files(),
            path => path.StartsWith(dataset, StringComparison.Ordinal)));
        byte[] whole = File.ReadAllBytes(file);
        byte[] damaged = [.. whole[..^8], .. "no parquet"u8];
        File.WriteAllBytes(file, damaged);

        MetricsException error = Assert.Throws<MetricsException>(() => Restore());

        Assert.Equal((MetricsError.FileCorrupt, file), (error.Error, error.Target));
        Assert.Equal(damaged, File.ReadAllBytes(file));
        Assert.True(File.Exists(journal));

        File.WriteAllBytes(file, whole);
        Assert.Equal(17, Restore()!.total_input_records);
        Assert.Equal(["o: 10 > 10", "o: 7 > 5"], Store.Operators(Shown()).Counts().Order(StringComparer.Ordinal));
    }

    /// <summary>The note that stays with a journal: here of nothing that has come so far.</summary>
    private void NoteAsWritten() => File.WriteAllText(
        Path.Combine(Directory.CreateDirectory(_recording.Folder).FullName, "gathered.json"),
        """{"version":1,"entries":{}}""");

    private RunMetrics Shown() => Store.Runs(new RunQuery { ExactIds = ["r"] }).Single();

    private RunMetrics? Restore() =>
        Store.Restore(static _ => { }, force: true, time: Maintaining.Impatient());
}
