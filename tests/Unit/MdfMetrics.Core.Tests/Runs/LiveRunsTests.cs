using MdfMetrics.Runs;
using MdfMetrics.Tests.Journal;

namespace MdfMetrics.Tests.Runs;

/// <summary>The end of the process is watched while any run is live, and no longer.</summary>
public sealed class LiveRunsTests : IDisposable
{
    private readonly Recording _first = new("first");
    private readonly Recording _second = new("second");
    private readonly LiveRuns _runs;
    private int _watches;
    private Action<string>? _end;

    public LiveRunsTests() => _runs = new LiveRuns(onEnd =>
    {
        Interlocked.Increment(ref _watches);
        _end = onEnd;
        return new Watch(this);
    });

    public void Dispose()
    {
        _first.Dispose();
        _second.Dispose();
    }

    [Fact]
    public void Add_SeveralRuns_IsWatchedOnceUntilTheLastEnds()
    {
        _runs.Add(_first.Run);
        _runs.Add(_second.Run);
        Assert.Equal(1, _watches);

        _runs.Remove(_first.Run);
        _runs.Remove(_first.Run);
        Assert.Equal(1, _watches);

        _runs.Remove(_second.Run);
        Assert.Equal(0, _watches);
        _runs.Add(_first.Run);
        Assert.Equal(1, _watches);
    }

    [Fact]
    public void End_OfTheProcess_WritesTheRunsThatAreLiveAsFailed()
    {
        _runs.Add(_first.Run);
        _runs.Add(_second.Run);
        _second.Run.Stop(RunStatus.Completed, null);

        _end!("Terminated (SIGTERM).");

        RunMetrics run = Assert.Single(_first.Store.Runs());
        Assert.Equal((RunStatus.Failed, "Terminated (SIGTERM)."), (run.status, run.error));
        Assert.Equal(RunStatus.Completed, _second.Run.Status);
    }

    [Fact]
    public async Task AddAndRemove_ManyAtOnce_LeaveNoWatch()
    {
        await Task.WhenAll(new[] { _first.Run, _second.Run }.Select(run => Task.Run(() =>
        {
            for (int i = 0; i < 10_000; i++)
            {
                _runs.Add(run);
                Assert.Equal(1, Volatile.Read(ref _watches));
                _runs.Remove(run);
            }
        })));

        Assert.Equal(0, _watches);
    }

    private sealed class Watch(LiveRunsTests test) : IDisposable
    {
        public void Dispose() => Interlocked.Decrement(ref test._watches);
    }
}
