using MdfMetrics.Runs;
using MdfMetrics.Tests.Journal;
using static MdfMetrics.Tests.Workers.WorkerRecording;

namespace MdfMetrics.Tests.Workers;

/// <summary>What a worker writes just before it dies.</summary>
public sealed class LastWordTests : IDisposable
{
    private readonly Recording _recording = new();

    public void Dispose() => _recording.Dispose();

    [Fact]
    public void Gather_WorkerThatDiesBetweenTheLastReadingAndTheLastLook_IsReadToItsEnd()
    {
        string own = Path.GetFileNameWithoutExtension(_recording.Journal);
        string journal = Recording.NewJournal(
            _recording.Store,
            "r",
            "near",
            Started("near", Environment.MachineName),
            Row("near", 6, "first"));
        var gathering = new WorkerGathering(
            _recording.Folder,
            own,
            _recording.Clock,
            static error => throw error);
        int looks = 0;

        gathering.Gather(
            new ExpectedWorkers(["absent"], 0),
            _ =>
            {
                File.AppendAllText(journal, Row("near", 4, $"look/{++looks}") + "\n");
                return true;
            },
            TimeSpan.Zero,
            static _ => Assert.Fail("It waits."));

        Assert.True(gathering.IsDone("near"));
        Assert.Equal(6 + (4 * looks), gathering.Result()!.Entries.Sum(row => row.input_records));
    }
}
