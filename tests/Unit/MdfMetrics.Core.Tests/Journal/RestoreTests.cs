using System.Collections;
using MdfMetrics.Files;
using MdfMetrics.Journal.Replay;
using MdfMetrics.Storage.Layout;
using MdfMetrics.Storage.Writing;
using MdfMetrics.Tests.Maintenance;
using MdfMetrics.Tests.Storage;

namespace MdfMetrics.Tests.Journal;

/// <summary>What Restore-MdfRun makes of the journals that processes left at each moment of their death.</summary>
public sealed class RestoreTests : IDisposable
{
    private static readonly string[] s_finished = ["drop: 200 > 150", "normalise: 150 > 150", "insert: 150 > 149"];

    private readonly Recording _recording = new Recording().WithWork();

    public void Dispose() => _recording.Dispose();

    [Fact]
    public void Restore_DiedAtWork_IsAbandonedWithEverythingThatWasDone()
    {
        using TemporaryStore store = _recording.Killed();

        RunMetrics restored = store.Restore()!;

        RunMetrics run = store.Run();
        Assert.Equal(restored.path, run.path);
        Assert.Equal(
            (RunStatus.Abandoned, 2L, 200L, 1.0),
            (run.status, run.num_stages, run.total_input_records, run.duration));
        Assert.Equal(Sample.Start.AddSeconds(1), run.EndUtc);
        Assert.Equal("data", run.tags!["team"]);
        Assert.Equal(s_finished, store.Operators(run).Counts());
        store.HasNoJournals();
    }

    /// <summary>Found by fuzzing: such a manifest ended the whole call.</summary>
    [Fact]
    public void Restore_ManifestWithNamesThatAreNoUtf8_IsRestoredByItsJournal()
    {
        using TemporaryStore store = _recording.Killed();
        string manifest = Path.Combine(JournalLayout.Folder(store.Path, "r"), JournalLayout.ManifestName);
        File.WriteAllBytes(manifest, [.. "{\"run_id\":\"r\",\"s"u8, 0xFF, .. "\":1}"u8]);

        store.Restore(force: true);

        Assert.Equal(s_finished, store.Operators(store.Run()).Counts());
    }

    [Fact]
    public void Restore_RunCanNotBeClosedToWorkers_WritesNothing()
    {
        using TemporaryStore store = _recording.Killed();
        using (store.Hold("r"))
        {
            Assert.Equal(
                MetricsError.StoreNotWritable,
                Assert.Throws<MetricsException>(() => store.Restore()).Error);
        }

        Assert.Empty(store.Runs());
        Assert.NotNull(store.Restore());
    }

    [Fact]
    public void Restore_OperatorWasAtWork_IsAsItsLastProgressTells()
    {
        _recording.Clock.Advance(TimeSpan.FromSeconds(5));
        using TemporaryStore store = _recording.Killed();
        store.Restore();

        Assert.Equal([.. s_finished, "index: 40 > 39"], store.Operators(store.Run()).Counts());
    }

    [Fact]
    public void Restore_Restored_EqualsTheSameRunStoppedNormally()
    {
        RunMetrics stopped = _recording.Run.Stop(RunStatus.Completed, null);
        using TemporaryStore store = _recording.Killed();
        _recording.Run.Write(stopped);

        store.Restore();

        var expected = _recording.Store.Content();
        var actual = store.Content();
        Assert.Equal(expected.Run, actual.Run);
        Assert.Equal(expected.Stages, actual.Stages);
        Assert.Equal(expected.Operators, actual.Operators);
        Assert.Equal(4, actual.Operators.Count);
    }

    [Theory]
    [InlineData(RunStatus.Completed, null)]
    [InlineData(RunStatus.Failed, "disk: é 数据")]
    public void Restore_DiedBetweenStopAndFiles_KeepsHowTheRunEnded(string status, string? error)
    {
        _recording.Run.Stop(status, error);
        using TemporaryStore store = _recording.Killed();

        RunMetrics run = store.Restore()!;

        Assert.Equal((status, error), (run.status, run.error));
        Assert.Equal((status, error), (store.Run().status, store.Run().error));
    }

    [Fact]
    public void Restore_DiedBetweenFilesAndJournal_DoublesNothing()
    {
        RunMetrics stopped = _recording.Run.Stop(RunStatus.Completed, null);
        using TemporaryStore store = _recording.Killed();
        GatheredEntries.Write(JournalLayout.Folder(store.Path, "r"), _recording.Run.Collector.GetEntries());
        new MetricsWriter(store.Path, new WriterOptions()).WriteAll(stopped, stopped.Stages!, stopped.Operators!);
        var before = store.Content();

        Assert.Null(store.Restore());

        Assert.Equal(before.Run, store.Content().Run);
        Assert.Equal(before.Operators, store.Content().Operators);
        store.HasNoJournals();
    }

    [Fact]
    public void Restore_Again_DoesNothing()
    {
        using TemporaryStore store = _recording.Killed();
        store.Restore();
        string[] files = store.Files();

        Assert.Null(store.Restore());
        Assert.Equal(files, store.Files());
    }

    [Fact]
    public void Restore_ByTheOtherSpelling_FindsIt()
    {
        using TemporaryStore store = _recording.Killed();

        Assert.Equal("r", store.Restore("RUN_R")!.run_id);
    }

    [Fact]
    public void Restore_NoSuchRun_IsNotFound()
    {
        using var store = new TemporaryStore();

        Assert.Equal(MetricsError.RunNotFound, Assert.Throws<MetricsException>(() => store.Restore()).Error);
    }

    [Fact]
    public void Restore_LiveRun_IsRefusedAndItsJournalStays()
    {
        string[] files = _recording.Store.Files();

        Assert.Equal(
            MetricsError.RunIsLive,
            Assert.Throws<MetricsException>(() => _recording.Store.Restore()).Error);
        Assert.Equal(files, _recording.Store.Files());
    }

    [Fact]
    public void Restore_LiveRunByForce_IsWritten()
    {
        Assert.Equal(RunStatus.Abandoned, _recording.Store.Restore(force: true)!.status);
        Assert.Equal(s_finished, _recording.Store.Operators(_recording.Store.Run()).Counts());
    }

    /// <summary>
    /// Found by killing processes on a busy machine: such a journal counted as that of a machine which may yet be heard
    /// of, and stayed for an hour.
    /// </summary>
    [Fact]
    public void Restore_DiedBetweenItsJournalAndItsFirstLine_LeavesNothing()
    {
        using TemporaryStore store = _recording.Killed();
        string folder = JournalLayout.Folder(store.Path, "r");
        string manifest = Path.Combine(folder, JournalLayout.ManifestName);
        Array.ForEach([.. Directory.GetFiles(folder).Where(path => path != manifest)], File.Delete);
        string name = FileNames.Encode($"{Environment.MachineName}-{int.MaxValue - 1}");
        File.WriteAllText(JournalLayout.Journal(folder, name), string.Empty);

        RunMetrics run = store.Restore(static error => throw error, time: Maintaining.Impatient())!;

        Assert.Equal((RunStatus.Abandoned, 0L), (run.status, run.num_stages));
        store.HasNoJournals();
    }

    [Fact]
    public void Restore_DiedBetweenManifestAndFirstLine_IsARunThatDidNothing()
    {
        using TemporaryStore store = _recording.Killed();
        foreach (string journal in Directory.GetFiles(JournalLayout.Folder(store.Path, "r"), "*.ndjson*"))
        {
            File.Delete(journal);
        }

        Directory.GetFiles(JournalLayout.Folder(store.Path, "r"), "*.progress.json").ToList().ForEach(File.Delete);
        RunMetrics run = store.Restore()!;

        Assert.Equal((RunStatus.Abandoned, 0L, Sample.Start), (run.status, run.num_stages, run.StartUtc));
        store.HasNoJournals();
    }

    [Fact]
    public void Restore_Layout_IsTheRunsOwn()
    {
        using var recording = new Recording(
            options: new Hashtable { ["partition_by"] = "hive", ["collect_histograms"] = false });
        recording.Finish("s", "o", 3, 3);
        using TemporaryStore store = recording.Killed();

        RunMetrics run = store.Restore()!;

        Assert.Equal(store.At("runs/date=2026-01-24/run_r.parquet"), run.path);
        Assert.DoesNotContain(store.Files(), file => file.Contains("histograms", StringComparison.Ordinal));
    }

    [Fact]
    public void Restore_BrokenLine_IsReportedAndTheRestWritten()
    {
        using TemporaryStore store = _recording.Killed();
        string journal = Directory.GetFiles(JournalLayout.Folder(store.Path, "r"), "*.ndjson").Single();
        string[] lines = File.ReadAllLines(journal);
        int broken = Array.FindIndex(lines, line => line.Contains("normalise", StringComparison.Ordinal));
        lines[broken] = lines[broken][..20] + '\u0000' + lines[broken][21..^3];
        File.WriteAllLines(journal, lines);
        var errors = new List<MetricsException>();

        store.Restore(errors.Add);

        Assert.Equal([s_finished[0], s_finished[2]], store.Operators(store.Run()).Counts());
        MetricsException error = Assert.Single(errors);
        Assert.Equal((MetricsError.FileCorrupt, journal), (error.Error, error.Target));
    }

    [Fact]
    public void Restore_DuckDb_ReadsEveryFile()
    {
        _recording.Clock.Advance(TimeSpan.FromSeconds(5));
        using TemporaryStore store = _recording.Killed();
        store.Restore();
        using DuckDb database = DuckDb.Over(store.Path);

        Assert.Equal(
            [["abandoned", 540L, 4L]],
            database.Query(
                """
                SELECT (SELECT any_value(status) FROM runs),
                       (SELECT CAST(sum(input_records) AS BIGINT) FROM operators),
                       (SELECT count(*) FROM histograms)
                """));
    }
}
