using System.Collections;
using MdfMetrics.Journal.Replay;
using MdfMetrics.Runs;
using MdfMetrics.Storage.Reading;
using MdfMetrics.Tests.Integrity;
using MdfMetrics.Tests.Journal;
using MdfMetrics.Tests.Maintenance;
using MdfMetrics.Tests.Storage;

namespace MdfMetrics.Tests.Workers;

/// <summary>A run that ended with its writing switched off: what its workers yet tell never becomes a run.</summary>
public sealed class DiscardTests : IDisposable
{
    private readonly Recording _recording = new(options: new Hashtable { ["write_on_completion"] = false });
    private readonly JoinedRun _worker;

    public DiscardTests()
    {
        _recording.Finish("s", "o", 3, 3);
        _worker = _recording.Join("w");
        _worker.Finish("s", "o", 5, "w");
    }

    private TemporaryStore Store => _recording.Store;

    public void Dispose()
    {
        _worker.Leave();
        _recording.Dispose();
    }

    [Fact]
    public void Leave_RunWasDiscarded_NothingStays()
    {
        Assert.Equal(8, Discard().total_input_records);
        _worker.Finish("s", "o", 6, "w");

        _worker.Leave();

        Assert.Empty(Store.Files());
        Assert.False(Directory.Exists(_recording.Folder));
    }

    [Fact]
    public void Restore_RunWasDiscardedAndItsWorkerDied_WritesNothingAndRemovesTheJournal()
    {
        Discard();
        using TemporaryStore left = _recording.Killed();
        var journals = new JournalReader(left.Path, Maintaining.Impatient());
        Assert.Empty(journals.ReadRuns(new RunQuery(), static error => throw error));

        Assert.Null(left.Restore());

        Assert.Empty(left.Files());
    }

    [Fact]
    public void Restore_RunWasDiscardedAndItsWorkerIsAtWork_WaitsForIt()
    {
        Discard();

        Assert.Equal(MetricsError.RunIsLive, Assert.Throws<MetricsException>(() => Store.Restore()).Error);
    }

    [Fact]
    public void Check_RunWasDiscardedAndItsWorkerDied_RemovesTheJournal()
    {
        Discard();
        using TemporaryStore left = _recording.Killed();
        Assert.Equal([$"{FindingKind.LeftoverJournal} _journal/run_r"], left.Kinds(left.Check()));

        Assert.Single(left.Repair());

        Assert.Empty(left.Files());
    }

    [Fact]
    public void Join_RunWasDiscarded_IsRefused()
    {
        Discard();

        Assert.Equal(
            MetricsError.RunStopped,
            Assert.Throws<MetricsException>(() => _recording.Join("late")).Error);
    }

    [Fact]
    public void Discard_CanNotBeNoted_SaysSoAndLeavesTheJournals()
    {
        _recording.Stop();
        Directory.CreateDirectory(Path.Combine(_recording.Folder, ".run.json.tmp"));

        MetricsException error = Assert.Throws<MetricsException>(_recording.Run.Discard);

        Assert.Equal(MetricsError.StoreNotWritable, error.Error);
        Assert.StartsWith("Restore-MdfRun may yet write the run", error.Message, StringComparison.Ordinal);
        Assert.Equal(2, _recording.JournalFiles().Count(file => file.EndsWith(".ndjson", StringComparison.Ordinal)));
    }

    private RunMetrics Discard()
    {
        RunMetrics run = _recording.Stop();
        _recording.Run.Discard();
        return run;
    }
}
