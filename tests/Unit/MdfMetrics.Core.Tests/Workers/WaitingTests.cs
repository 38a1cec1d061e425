using MdfMetrics.Runs;
using MdfMetrics.Tests.Journal;
using MdfMetrics.Tests.Storage;
using static MdfMetrics.Tests.Workers.WorkerRecording;

namespace MdfMetrics.Tests.Workers;

/// <summary>Whom the end of a run waits for, how long, and who is named as missing or dead.</summary>
public sealed class WaitingTests : IDisposable
{
    private const string Elsewhere = "another-host";
    private const string Ended = """{"event":"worker_stopped","time":"2026-01-24T12:36:00Z"}""";

    private static readonly TimeSpan s_minute = TimeSpan.FromMinutes(1);

    private readonly Recording _recording = new();

    private TemporaryStore Store => _recording.Store;

    public void Dispose() => _recording.Dispose();

    [Fact]
    public void Stop_WithoutWorkers_WaitsForNobody()
    {
        _recording.Finish("s", "o", 1, 1);
        _recording.Run.Gather(s_minute, _ => Assert.Fail("It waits."), static error => throw error);

        Assert.Equal(1, _recording.Run.Stop(RunStatus.Completed, null).total_input_records);
    }

    [Fact]
    public void Stop_WorkerAtWork_IsWaitedForAndTheRunLastsAsLong()
    {
        JoinedRun worker = _recording.Join("slow");
        worker.Finish("s", "o", 4, "slow");
        int seconds = 0;
        _recording.Run.Gather(
            s_minute,
            missing =>
            {
                Assert.Equal(["slow"], missing);
                _recording.Clock.Advance(TimeSpan.FromSeconds(1));
                if (++seconds == 3)
                {
                    worker.Finish("s", "o", 5, "slow");
                    worker.Leave();
                }
            },
            static error => throw error);
        RunMetrics run = _recording.Run.Stop(RunStatus.Completed, null);

        Assert.Equal((9L, 3.0), (run.total_input_records, run.duration));
        Assert.Empty(_recording.Run.MissingWorkers);
    }

    [Fact]
    public void Stop_WaitingIsInterrupted_TheRunGoesOn()
    {
        JoinedRun worker = _recording.Join("slow");

        Assert.Throws<TimeoutException>(() =>
            _recording.Run.Gather(s_minute, static _ => throw new TimeoutException(), static error => throw error));

        Assert.True(_recording.Run.IsRunning);
        _recording.Work("late", 7);
        worker.Leave();
        Assert.Equal(["late: 7"], _recording.End().Operators!.ByWorker());
    }

    [Fact]
    public void Stop_ExpectedWorkersThatDoNotCome_AreNamedWhenTimeIsUp()
    {
        _recording.Work("a", 10);
        _recording.Run.Expected = new ExpectedWorkers(["a", "b", "c"], 0);

        RunMetrics run = _recording.Stop(s_minute);

        Assert.Equal(["b", "c"], _recording.Run.MissingWorkers);
        Assert.Equal(10, run.total_input_records);
        Assert.Equal(Sample.Start.AddMinutes(1), _recording.Clock.GetUtcNow().UtcDateTime);
        Assert.Equal(0, run.duration); // Waiting in vain is no part of the run.
    }

    [Fact]
    public void Stop_ExpectedNumber_CountsWorkersNotJournals()
    {
        _recording.Work("a", 10);
        _recording.Work("a", 10);
        _recording.Run.Expected = new ExpectedWorkers([], 3);

        _recording.Stop(s_minute);

        Assert.Equal(["2 more"], _recording.Run.MissingWorkers);
    }

    [Fact]
    public void Stop_ExpectedWorkerWhoseRowsWereAdded_HasCome()
    {
        _recording.Finish("s", "o", 3, 3, "job_1");
        Recording.NewJournal(Store, "r", "many", Started("many", Elsewhere), Row("job_2", 5, "e"), Ended);
        Recording.NewJournal(Store, "r", "job%203", Ended);
        _recording.Run.Expected = new ExpectedWorkers(["job_1", "job_2", "job 3"], 0);

        _recording.Stop(s_minute);

        Assert.Empty(_recording.Run.MissingWorkers);
    }

    [Fact]
    public void Stop_WorkerThatDied_CountsAndIsNamed()
    {
        Recording.NewJournal(Store, "r", "dead", Started("dead", Environment.MachineName), Row("dead", 6, "e"));

        RunMetrics run = _recording.End(s_minute);

        Assert.Equal(["dead"], _recording.Run.DeadWorkers);
        Assert.Equal(["dead: 6"], Store.Operators(run).ByWorker());
        Assert.Equal(Sample.Start, _recording.Clock.GetUtcNow().UtcDateTime);
        Store.HasNoJournals();
    }

    [Fact]
    public void Stop_WorkerOfAnotherMachineThatIsSilent_IsWatchedHalfAMinuteThenDead()
    {
        Recording.NewJournal(Store, "r", "far", Started("far", Elsewhere), Row("far", 6, "e"));

        _recording.End(s_minute);

        Assert.Equal(["far"], _recording.Run.DeadWorkers);
        Assert.InRange(
            _recording.Clock.GetUtcNow().UtcDateTime - Sample.Start,
            TimeSpan.FromSeconds(30),
            TimeSpan.FromSeconds(32));
        Assert.Contains("far.ndjson", _recording.JournalFiles());
    }

    [Fact]
    public void Stop_WorkerOfAnotherMachineThatMayLive_IsLeft()
    {
        Recording.NewJournal(Store, "r", "far", Started("far", Elsewhere), Row("far", 6, "e"));

        _recording.End(TimeSpan.FromSeconds(10));

        Assert.Equal(["far"], _recording.Run.MissingWorkers);
        Assert.Contains("far.ndjson", _recording.JournalFiles());
    }
}
