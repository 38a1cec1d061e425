using System.Collections;
using System.Text.Json;
using MdfMetrics.Journal.Manifest;
using MdfMetrics.Runs;
using MdfMetrics.Storage.Layout;
using MdfMetrics.Tests.Journal;
using MdfMetrics.Tests.Storage;

namespace MdfMetrics.Tests.Workers;

/// <summary>Who may join a run, under which name, and what a worker's journal tells.</summary>
public sealed class JoinTests : IDisposable
{
    private static readonly TimeSpan s_patience = TimeSpan.FromMinutes(1);

    private readonly Recording _recording = new(options: new Hashtable
    {
        ["checkpoint_interval"] = 2,
        ["collect_custom_metrics"] = true,
        ["durable"] = true,
    });

    public void Dispose() => _recording.Dispose();

    [Fact]
    public void Join_LiveRun_RecordsAsTheRunDoes()
    {
        JoinedRun run = _recording.Join("w");

        Assert.Equal(
            (TimeSpan.FromSeconds(2), true, true, "r", Sample.Start),
            (run.Options.CheckpointInterval, run.Options.CollectCustomMetrics, run.Options.Durable, run.RunId, run.StartUtc));
        run.Leave();
    }

    [Fact]
    public void Join_OtherSpelling_IsTheSameRun()
    {
        JoinedRun run = JoinedRun.Join(_recording.Run.StorePath, "RUN_R", this, "w", _recording.Clock);

        Assert.Equal("r", run.RunId);
        run.Leave();
    }

    [Fact]
    public void Join_ManifestBeingWritten_WaitsForIt()
    {
        string path = Path.Combine(
            JournalLayout.Folder(_recording.Run.StorePath, _recording.Run.RunId),
            JournalLayout.ManifestName);
        byte[] claim = File.ReadAllBytes(path);
        File.WriteAllBytes(path, []);

        JoinedRun? run = null;
        var joining = new Thread(() => run = _recording.Join("w"));
        joining.Start();

        // It sleeps between its looks at the manifest.
        Eventually.Holds(
            () => joining.ThreadState.HasFlag(ThreadState.WaitSleepJoin), s_patience, "a look at the manifest");
        File.WriteAllBytes(path, claim);
        Assert.True(joining.Join(s_patience));
        Assert.Equal("r", run!.RunId);
        run.Leave();
    }

    [Theory]
    [InlineData("unknown", MetricsError.RunNotFound)]
    [InlineData("../r", MetricsError.InvalidRunId)]
    [InlineData("r/../../../other", MetricsError.InvalidRunId)]
    [InlineData("", MetricsError.InvalidRunId)]
    public void Join_NoSuchRun_IsRefused(string runId, MetricsError error) => Assert.Equal(
        error,
        Assert.Throws<MetricsException>(() =>
            JoinedRun.Join(_recording.Run.StorePath, runId, this, "w", _recording.Clock)).Error);

    [Fact]
    public void Join_NoSuchStore_IsRefused() => Assert.Equal(
        MetricsError.StoreNotFound,
        Assert.Throws<MetricsException>(() =>
            JoinedRun.Join(_recording.Store.At("none"), "r", this, "w", _recording.Clock)).Error);

    [Fact]
    public void Join_RunThatIsBeingStopped_IsRefusedAndLeavesNothing()
    {
        _recording.Stop();
        string[] files = _recording.JournalFiles();

        Assert.Equal(MetricsError.RunStopped, Assert.Throws<MetricsException>(() => _recording.Join("w")).Error);
        Assert.Equal(files, _recording.JournalFiles());
    }

    [Fact]
    public void Join_RunThatIsWritten_IsRefusedAndLeavesNothing()
    {
        _recording.End();

        Assert.Equal(MetricsError.RunStopped, Assert.Throws<MetricsException>(() => _recording.Join("w")).Error);
        _recording.Store.HasNoJournals();
    }

    [Fact]
    public void Join_RunThatIsBeingRestored_IsRefused()
    {
        using TemporaryStore store = _recording.Killed();
        RunManifestFile.Close(JournalLayout.Folder(store.Path, "r"), _recording.Clock);

        Assert.Equal(
            MetricsError.RunStopped,
            Assert.Throws<MetricsException>(() => JoinedRun.Join(store.Path, "r", this, "w", _recording.Clock)).Error);
    }

    [Theory]
    [InlineData("w", "w.ndjson")]
    [InlineData("gpu 7/naïve", "gpu%207%2Fna%C3%AFve.ndjson")]
    [InlineData("..", "%2E..ndjson")]
    public void Join_WorkerId_NamesTheJournal(string workerId, string file)
    {
        _recording.Join(workerId).Leave();

        Assert.Contains(file, _recording.JournalFiles());
    }

    [Fact]
    public void Join_SameWorkerAgain_HasAJournalOfItsOwn()
    {
        _recording.Work("w", 3);
        _recording.Work("w", 4);

        Assert.Equal(
            ["w-2.ndjson", "w.ndjson"],
            _recording.JournalFiles().Where(file => file.StartsWith('w') && file.EndsWith(".ndjson", StringComparison.Ordinal)));
        Assert.Equal(["w: 7"], _recording.End().Operators!.ByWorker());
    }

    [Fact]
    public void Join_WithoutAWorkerId_IsNamedAfterHostAndProcess()
    {
        var executor = new object();
        JoinedRun first = JoinedRun.Join(_recording.Run.StorePath, "r", executor, null, _recording.Clock);
        JoinedRun second = _recording.Join(null);
        string prefix = $"{Environment.MachineName}-{Environment.ProcessId}-";

        string[] ids = [first.Workers.For(executor), first.Workers.For(new object()), second.Workers.For(new object())];

        Assert.All(ids, id => Assert.StartsWith(prefix, id, StringComparison.Ordinal));
        Assert.Equal(ids, ids.Distinct());
        first.Leave();
        second.Leave();
    }

    [Fact]
    public void Join_NamelessWorker_IsRefusedAndLeavesNothing()
    {
        string[] files = _recording.JournalFiles();

        Assert.Equal(MetricsError.InvalidName, Assert.Throws<MetricsException>(() => _recording.Join(" ")).Error);
        Assert.Equal(files, _recording.JournalFiles());
    }

    /// <summary>What every reader of the format counts on: docs/journal-format.md.</summary>
    [Fact]
    public void Join_FirstLinesAndManifest_TellVersionProcessAndInterval()
    {
        JoinedRun run = _recording.Join("w");
        string[] first =
        [
            File.ReadAllText(Path.Combine(_recording.Folder, "run.json")),
            .. Directory.GetFiles(_recording.Folder, "*.ndjson").Select(path => File.ReadLines(path).First()),
        ];
        run.Leave();

        Assert.Equal(3, first.Length);
        Assert.All(first, text =>
        {
            JsonElement json = JsonDocument.Parse(text).RootElement;
            Assert.Equal(1, json.GetProperty("version").GetInt32());
            Assert.Equal(2, json.GetProperty("checkpoint_interval").GetDouble());
            Assert.Equal(Environment.MachineName, json.GetProperty("host").GetString());
            Assert.Equal(Environment.ProcessId, json.GetProperty("process_id").GetInt32());
        });
    }

    [Fact]
    public void Leave_OperatorStillOpen_IsInTheJournalWhichEnds()
    {
        JoinedRun run = _recording.Join("w");
        Recording.Count(run.Collector.OpenOperator("s", "open", "w"), 5, 4);
        run.Leave();
        run.Leave();

        Assert.False(run.IsRunning);
        Assert.Equal("worker_stopped", WorkerRecording.LastEvent(Path.Combine(_recording.Folder, "w.ndjson")));
        Assert.Equal(["open: 5 > 4"], _recording.Replay().Entries.Counts());
        Assert.True(_recording.Replay().Processes.Single(process => process.WorkerId == "w").HasEnded);
    }

    [Fact]
    public void Disabled_Run_IsInNoStore()
    {
        JoinedRun run = JoinedRun.Disabled(_recording.Store.At("none"), "r", _recording.Clock);
        run.Leave();

        Assert.False(run.Options.Enabled);
        Assert.False(Directory.Exists(_recording.Store.At("none")));
    }
}
