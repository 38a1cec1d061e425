using System.Diagnostics;
using MdfMetrics.Journal.Replay;
using MdfMetrics.Processes;
using MdfMetrics.Storage.Layout;
using MdfMetrics.Storage.Reading;
using MdfMetrics.Tests.Storage;
using Microsoft.Extensions.Time.Testing;

namespace MdfMetrics.Tests.Journal;

/// <summary>Which runs are taken for alive: on this machine the system tells, of others the heartbeat.</summary>
public sealed class LivenessTests : IDisposable
{
    private readonly TemporaryStore _store = new();
    private readonly FakeTimeProvider _clock = new() { AutoAdvanceAmount = TimeSpan.FromSeconds(16) };

    public void Dispose() => _store.Dispose();

    [Fact]
    public void IsLive_OwnProcess_IsLive() => Assert.True(IsLive(Environment.ProcessId, OwnStart));

    [Fact]
    public void IsLive_ProcessIdUsedAgain_IsDead() =>
        Assert.False(IsLive(Environment.ProcessId, OwnStart.AddSeconds(-60)));

    /// <summary>Linux tells a start by the clock of now: it moves with that.</summary>
    [Theory]
    [InlineData(-60)]
    [InlineData(86_400)]
    public async Task IsLive_ClockWasSetSinceItStarted_IsLiveAsItBeats(int seconds)
    {
        string journal = Write(Environment.MachineName, Environment.ProcessId, OwnStart.AddSeconds(seconds), 5);
        using var patience = new CancellationTokenSource(TimeSpan.FromMinutes(1));
        await using var heart = new Heart(_ => File.AppendAllText(journal, "{}\n"));

        Assert.True(IsLive(new FakeTimeProvider(), patience.Token));
    }

    [Fact]
    public void IsLive_NoSuchProcess_IsDeadAtOnce()
    {
        Assert.False(IsLive(int.MaxValue - 1, OwnStart));
        Assert.Equal(_clock.Start, _clock.GetUtcNow());
    }

    [Fact]
    public void IsLive_ProcessThatEnded_IsDead()
    {
        using Process process =
            Process.Start(new ProcessStartInfo("dotnet", "--version") { RedirectStandardOutput = true })!;
        DateTime start = process.StartTime.ToUniversalTime();
        process.WaitForExit();

        Assert.False(IsLive(process.Id, start));
    }

    [Fact]
    public void IsLive_StoppedRun_IsDeadThoughItsProcessLives() =>
        Assert.False(IsLive(Environment.ProcessId, OwnStart, """{"event":"run_stopped","duration":1}"""));

    [Fact]
    public void IsLive_OtherHostSilent_IsDeadAfterHalfAMinute()
    {
        Assert.False(IsLive("elsewhere", 1, 5));
        Assert.True(_clock.GetUtcNow() - _clock.Start >= TimeSpan.FromSeconds(30));
    }

    [Fact]
    public void IsLive_OtherHostSilentWithALongInterval_IsWatchedForFourOfThem()
    {
        Assert.False(IsLive("elsewhere", 1, 20));
        Assert.True(_clock.GetUtcNow() - _clock.Start >= TimeSpan.FromSeconds(80));
    }

    [Fact]
    public async Task IsLive_OtherHostBeats_IsLive()
    {
        string journal = Write("elsewhere", 1, OwnStart, 5);
        string progress = Path.ChangeExtension(journal, ".progress.json");
        File.WriteAllText(progress, "{}");
        DateTime old = DateTime.UtcNow.AddYears(20);
        File.SetLastWriteTimeUtc(progress, old);
        using var patience = new CancellationTokenSource(TimeSpan.FromMinutes(1));

        // Back in time: its clock has nothing to do with ours.
        await using var heart = new Heart(beat => File.SetLastWriteTimeUtc(progress, old.AddYears(-(beat % 1000))));

        Assert.True(IsLive(new FakeTimeProvider(), patience.Token));
    }

    [Fact]
    public async Task IsLive_WorkerOfAnotherHostBeats_KeepsTheRunAlive()
    {
        Write(Environment.MachineName, int.MaxValue - 1, OwnStart, 5);
        string worker = Recording.NewJournal(_store, "r", "elsewhere-7");
        using var patience = new CancellationTokenSource(TimeSpan.FromMinutes(1));
        await using var heart = new Heart(_ => File.AppendAllText(worker, "{}\n"));

        Assert.True(IsLive(new FakeTimeProvider(), patience.Token));
    }

    [Fact]
    public void IsLive_Watching_CanBeStopped()
    {
        Write("elsewhere", 1, OwnStart, 5);
        using var stop = new CancellationTokenSource();
        stop.Cancel();

        Assert.Throws<OperationCanceledException>(() => IsLive(_clock, stop.Token));
    }

    [Fact]
    public void ReadRuns_RunningAndAbandoned_TellTheTruth()
    {
        using var recording = new Recording();
        recording.WithWork();
        using TemporaryStore dead = recording.Killed();

        RunMetrics running = Assert.Single(Unwritten(recording.Store, "running"));
        RunMetrics abandoned = Assert.Single(Unwritten(dead, "abandoned"));

        Assert.Null(running.end_time);
        Assert.Equal((RunStatus.Running, 2L, 200L), (running.status, running.num_stages, running.total_input_records));
        Assert.Equal((RunStatus.Abandoned, Sample.Start.AddSeconds(1)), (abandoned.status, abandoned.EndUtc));
        Assert.Empty(Unwritten(recording.Store, "abandoned"));
        Assert.Empty(Unwritten(dead, "running"));
    }

    private static DateTime OwnStart => ProcessIdentity.Current.StartedUtc;

    private IReadOnlyList<RunMetrics> Unwritten(TemporaryStore store, string status) =>
        new JournalReader(store.Path, _clock).ReadRuns(
            new RunQuery { Statuses = new HashSet<string> { status } },
            static error => throw error);

    private bool IsLive(int processId, DateTime start, params string[] more)
    {
        Write(Environment.MachineName, processId, start, 5, more);
        return IsLive(_clock);
    }

    private bool IsLive(string host, int processId, int interval)
    {
        Write(host, processId, OwnStart, interval);
        return IsLive(_clock);
    }

    private string Write(string host, int processId, DateTime start, int interval, params string[] more) =>
        Recording.NewJournal(
            _store,
            "r",
            "p",
            [
                $$"""
                {"event":"run_started","version":1,"run_id":"r","start_time":"2026-01-24T12:00:00Z","host":"{{host}}","process_id":{{processId}},"process_start":"{{start:O}}","checkpoint_interval":{{interval}}}
                """,
                .. more,
            ]);

    private bool IsLive(TimeProvider clock, CancellationToken token = default)
    {
        JournaledRun run =
            JournalReplay.Read(JournalLayout.Folder(_store.Path, "r"), static error => throw error)!;
        return Liveness.LiveFolders([(run.Folder, run.Processes)], clock, token).Count > 0;
    }
}
