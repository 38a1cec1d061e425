using MdfMetrics.Tests.Integrity;
using MdfMetrics.Tests.Journal;
using MdfMetrics.Tests.Maintenance;
using MdfMetrics.Tests.Storage;
using static MdfMetrics.Tests.Workers.WorkerRecording;

namespace MdfMetrics.Tests.Workers;

/// <summary>
/// A worker of another machine that nothing is heard of, and that did not say goodbye: it may be at work on a long batch.
/// </summary>
public sealed class SilentWorkerTests : IDisposable
{
    private readonly Recording _recording = new();
    private readonly string _journal;

    public SilentWorkerTests() =>
        _journal = Recording.NewJournal(Store, "r", "far", Started("far", "another-host"), Row("far", 6, "e", 1));

    private TemporaryStore Store => _recording.Store;

    public void Dispose() => _recording.Dispose();

    [Fact]
    public void Stop_SilentWorker_IsGatheredAndWhatItWritesLaterIsAddedOnce()
    {
        RunMetrics run = End();
        Assert.Equal((6L, "far"), (run.total_input_records, Assert.Single(_recording.Run.DeadWorkers)));

        Append(Row("far", 10, "e", 2), Row("far", 3, "other", 1));
        Assert.Equal(13, Restore()!.total_input_records);

        Append(Row("far", 20, "e", 3), """{"event":"worker_stopped","time":"2026-01-24T12:36:00Z"}""");
        Assert.Equal(23, Restore()!.total_input_records);
        Assert.Equal(["far: 23"], Store.Operators(Store.Run()).ByWorker());
        Store.HasNoJournals();
    }

    [Theory]
    [InlineData(59, true)]
    [InlineData(61, false)]
    public void Restore_SilentWorkerOfAWrittenRun_JournalGoesAfterAnHour(int minutes, bool stays)
    {
        End();
        SetSilence(minutes);

        Assert.Null(Restore());

        Assert.Equal(stays, File.Exists(_journal));
        Assert.Equal(6, Store.Run().total_input_records);
    }

    [Fact]
    public void Restore_HeartbeatAfterTheLastLine_KeepsTheJournal()
    {
        End();
        SetSilence(90);
        File.WriteAllText(Path.ChangeExtension(_journal, ".progress.json"), """{"version":1,"beat":7}""");

        Restore();

        Assert.True(File.Exists(_journal));
    }

    [Fact]
    public void Restore_AbandonedRunOfASilentWorker_IsWrittenAndWhatComesLaterReplaces()
    {
        using TemporaryStore store = _recording.Killed();
        string journal = store.At("_journal/run_r/far.ndjson");

        Assert.Equal((RunStatus.Abandoned, 6L), (Restore(store)!.status, store.Run().total_input_records));

        File.AppendAllText(journal, Row("far", 10, "e", 2) + "\n");
        Assert.Equal(10, Restore(store)!.total_input_records);
        File.SetLastWriteTimeUtc(journal, DateTime.UtcNow.AddHours(-2));
        Assert.Null(Restore(store));
        Assert.Equal(10, store.Run().total_input_records);
        store.HasNoJournals();
    }

    [Fact]
    public void Restore_SilentWorkerByForce_LeavesNothing()
    {
        End();

        Assert.Null(Store.Restore(force: true));

        Store.HasNoJournals();
    }

    [Theory]
    [InlineData(40, 0)]
    [InlineData(70, 1)]
    public void Check_SilentWorkerOfAWrittenRun_IsLeftoverAfterAnHour(int minutes, int findings)
    {
        End();
        SetSilenceOfAll(minutes);

        Assert.Equal(findings, Store.Check(TimeProvider.System).Count(found => found.kind == FindingKind.LeftoverJournal));
    }

    /// <summary>The file system's clock decides: that of the machine which repairs may be an hour ahead.</summary>
    [Theory]
    [InlineData(40, true)]
    [InlineData(70, false)]
    public void Repair_OnAMachineWhoseClockIsAnHourAhead_KeepsAWorkerThatIsSilentForMinutes(int minutes, bool stays)
    {
        End();
        SetSilenceOfAll(minutes);
        string[] before = _recording.JournalFiles();

        List<StoreRepair> done = Store.Repair();

        Assert.Equal(stays ? before : [], _recording.JournalFiles());
        Assert.Equal(stays ? 0 : 1, done.Count(repair => repair.kind == FindingKind.LeftoverJournal));
    }

    /// <summary>Its id has another start, as after the clock was set: nothing tells that it is dead.</summary>
    [Fact]
    public void Restore_SilentProcessOfThisMachineWithAnotherStart_KeepsItsJournalAsOfAnother()
    {
        File.WriteAllLines(_journal, [Started("far", Environment.MachineName, Environment.ProcessId), Row("far", 6, "e", 1)]);
        End();

        Assert.Null(Restore());
        Assert.True(File.Exists(_journal));

        SetSilence(61);
        Assert.Null(Restore());
        Store.HasNoJournals();
    }

    private RunMetrics End()
    {
        _recording.Run.Gather(
            TimeSpan.FromMinutes(1),
            _ => _recording.Clock.Advance(TimeSpan.FromSeconds(16)),
            static error => throw error);
        return _recording.Run.Write(_recording.Run.Stop(RunStatus.Completed, null));
    }

    private void Append(params string[] lines) =>
        File.AppendAllText(_journal, string.Concat(lines.Select(line => line + "\n")));

    private void SetSilenceOfAll(int minutes)
    {
        foreach (string path in Directory.GetFiles(_recording.Folder).Append(_recording.Folder))
        {
            File.SetLastWriteTimeUtc(path, DateTime.UtcNow.AddMinutes(-minutes));
        }
    }

    private void SetSilence(int minutes) =>
        File.SetLastWriteTimeUtc(_journal, DateTime.UtcNow.AddMinutes(-minutes));

    private RunMetrics? Restore(TemporaryStore? store = null) =>
        (store ?? Store).Restore(static error => throw error, time: Maintaining.Impatient());
}
