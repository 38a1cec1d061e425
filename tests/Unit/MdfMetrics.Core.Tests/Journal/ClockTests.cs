using MdfMetrics.Journal.Replay;

namespace MdfMetrics.Tests.Journal;

/// <summary>How long a run lasted that nobody stopped, where the clocks of its machines differ.</summary>
public sealed class ClockTests : IDisposable
{
    private readonly WrittenJournal _journal = new();

    public void Dispose() => _journal.Dispose();

    [Theory]
    [InlineData("14:00:00", "14:01:00")]
    [InlineData("09:00:00", "09:01:00")]
    [InlineData("12:00:00", "12:01:00")]
    public void Replay_WorkerWithinTheStartersTime_CountsNot(string began, string ended) =>
        Assert.Equal(300, Duration(began, ended));

    [Theory]
    [InlineData("14:00:00", "14:20:00")]
    [InlineData("09:00:00", "09:20:00")]
    [InlineData("12:01:00", "12:21:00")]
    public void Replay_WorkerThatOutlivesTheStarter_CountsForAsLongAsItWasAtIt(string began, string ended) =>
        Assert.Equal(1200, Duration(began, ended));

    [Fact]
    public void Replay_HeartbeatsOfAWorker_AreByItsClockToo()
    {
        Worker("14:00:00", "14:01:00");
        File.WriteAllText(
            Path.Combine(_journal.Folder, "w.progress.json"),
            """{"version":1,"time":"2026-01-24T14:10:00Z","beat":9}""");

        Assert.Equal(600, Duration());
    }

    [Fact]
    public void Replay_HeartbeatOfTheStarter_IsItsLastWord()
    {
        Worker("14:00:00", "14:01:00");
        Duration();
        File.WriteAllText(
            Path.Combine(_journal.Folder, "p.progress.json"),
            """{"version":1,"time":"2026-01-24T12:07:00Z","beat":9}""");

        Assert.Equal(420, _journal.Replay().ToRun(RunStatus.Abandoned).duration);
    }

    [Fact]
    public void Replay_ClockThatIsSetBack_NeverMakesARunShorterThanNothing()
    {
        Worker("12:30:00", "12:10:00");

        Assert.Equal(1200, Duration());
    }

    private double Duration(string began, string ended)
    {
        Worker(began, ended);
        return Duration();
    }

    private double Duration()
    {
        JournaledRun run = _journal.Replay(
            WrittenJournal.Started,
            """{"event":"stage","time":"2026-01-24T12:05:00Z","stage_name":"s"}""");
        RunMetrics abandoned = run.ToRun(RunStatus.Abandoned);
        Assert.Equal(abandoned.StartUtc!.Value.AddSeconds(abandoned.duration), abandoned.EndUtc);
        return abandoned.duration;
    }

    private void Worker(string began, string ended) => Recording.NewJournal(
        _journal.Store,
        "r",
        "w",
        $$"""{"event":"worker_started","time":"2026-01-24T{{began}}Z","version":1,"worker_id":"w"}""",
        $$"""{"event":"stage","time":"2026-01-24T{{ended}}Z","stage_name":"s"}""");
}
