using MdfMetrics.Progress;
using Microsoft.Extensions.Time.Testing;

namespace MdfMetrics.Tests.Progress;

public sealed class WorkProgressTests
{
    private readonly FakeTimeProvider _clock = new();
    private readonly List<WorkState> _told = [];
    private readonly WorkProgress _progress;

    public WorkProgressTests() => _progress = new WorkProgress(_clock, _told.Add);

    [Fact]
    public void Work_OverInHalfASecond_IsNotTold()
    {
        _progress.Begin("Reading", "files", 1000, left: 1);
        for (int i = 0; i < 499; i++)
        {
            _clock.Advance(TimeSpan.FromMilliseconds(1));
            _progress.Advance();
        }

        Assert.Empty(_told);
    }

    [Fact]
    public void Work_GoingOn_IsToldFourTimesASecond()
    {
        _progress.Begin("Reading", "files", 3000, left: 1);
        for (int i = 0; i < 3000; i++)
        {
            _clock.Advance(TimeSpan.FromMilliseconds(1));
            _progress.Advance();
        }

        // After 500, 750, 1,000, … 3,000 milliseconds.
        Assert.Equal(Enumerable.Range(2, 11).Select(quarter => 250L * quarter), _told.Select(state => state.Done));
        Assert.Equal([16, 25, 33, 41, 50, 58, 66, 75, 83, 91, 100], _told.Select(state => state.Percent));
        Assert.All(_told, state => Assert.Equal(("Reading", "files", 3000L), (state.Step, state.Unit, state.Total)));
    }

    [Fact]
    public void Percent_OfSteps_SharesTheBarAndNeverGoesBack()
    {
        var watched = new Watched();
        WorkProgress progress = watched.Progress;
        progress.Begin("one", "files", 2, left: 4);
        progress.Advance();
        progress.Advance();
        progress.Advance();
        progress.Begin("two", "runs", total: null, left: 3);
        progress.Advance(7);
        progress.Begin("three", unit: null, total: null, left: 2);
        progress.Begin("four", "files", 0, left: 1);
        progress.Begin("again", "files", 2, left: 1);

        // A quarter each; a third file that came meanwhile is no part of the second step.
        Assert.Equal([0, 12, 25, 25, 25, 25, 50, 100], watched.Told.Select(state => state.Percent));
        Assert.Equal(["one: 3/2 files", "two: 7 runs", "three", "again: 0/2 files"], watched.Steps);

        progress.Restart();
        progress.Begin("other work", "files", 2, left: 1);

        Assert.Equal(0, watched.Told[^1].Percent);
    }

    [Fact]
    public void Count_OfOtherThreads_IsToldByTheOneThatBegan()
    {
        _progress.Begin("Reading", "files", 4, left: 1);
        _clock.Advance(TimeSpan.FromSeconds(1));
        var other = new Thread(() => _progress.Advance(3));
        other.Start();
        other.Join();

        Assert.Empty(_told);

        _progress.Advance();

        Assert.Equal(4, Assert.Single(_told).Done);
    }

    [Fact]
    public void Follow_Items_CountsWhatTheCallerIsDoneWith()
    {
        var watched = new Watched();
        watched.Progress.Begin("Writing", "runs", 3, left: 1);

        foreach (int item in watched.Progress.Follow([1, 2, 3]))
        {
            Assert.Equal(item - 1, watched.Told[^1].Done);
        }

        Assert.Equal(["Writing: 3/3 runs"], watched.Steps);
    }

    [Fact]
    public void None_Counted_CostsNothing()
    {
        WorkProgress.None.Begin("Reading", "files", 2, left: 1);
        WorkProgress.None.Advance();

        Assert.Equal([1, 2], WorkProgress.None.Follow([1, 2]));
    }
}
