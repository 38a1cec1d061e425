using MdfMetrics.Tests.Storage;

namespace MdfMetrics.Tests.Journal;

/// <summary>Many writers of different runs, and a reader that looks on.</summary>
public sealed class ConcurrentRunsTests : IDisposable
{
    private const int Writers = 16;
    private const int RunsOfEach = 4;

    private readonly TemporaryStore _store = new();

    public void Dispose() => _store.Dispose();

    [Fact]
    public async Task ReadRuns_WhileSixteenWrite_SeesOnlyWholeRunsAndNoError()
    {
        Task writing = Task.WhenAll(Enumerable.Range(0, Writers).Select(writer => Task.Factory.StartNew(
            () => Write(writer),
            TaskCreationOptions.LongRunning)));
        int seen = 0;
        while (!writing.IsCompleted)
        {
            seen = AssertWhole(seen);
        }

        await writing;
        Assert.Equal(Writers * RunsOfEach, AssertWhole(seen));
        _store.HasNoJournals();
    }

    private void Write(int writer)
    {
        for (int i = 0; i < RunsOfEach; i++)
        {
            using var recording = new Recording($"writer{writer}-{i}", store: _store.Path);
            recording.WithWork();
            recording.Run.Write(recording.Run.Stop(RunStatus.Completed, null));
        }
    }

    /// <summary>Each run that is listed has all its rows, and none that was seen goes.</summary>
    private int AssertWhole(int seen)
    {
        List<RunMetrics> runs = _store.Runs();
        Assert.True(runs.Count >= seen);
        Assert.All(runs.Take(8), run =>
        {
            Assert.Equal((200L, 2L), (run.total_input_records, run.num_stages));
            Assert.Equal(2, _store.Stages(run).Count);
            Assert.Equal(4, _store.Operators(run).Count);
        });
        return runs.Count;
    }
}
