using MdfMetrics.Collection;
using MdfMetrics.Journal.Manifest;
using MdfMetrics.Tests.Journal;
using MdfMetrics.Tests.Workers;
using MdfMetrics.Watching;

namespace MdfMetrics.Tests.Watching;

public sealed class RunChangesTests : IDisposable
{
    private readonly Recording _recording = new();
    private readonly RunFollower _follower;
    private readonly RunChanges _changes;

    public RunChangesTests()
    {
        _follower = new RunFollower(
            _recording.Store.Path,
            _recording.Folder,
            RunManifestFile.Read(_recording.Folder)!,
            _recording.Clock,
            static error => throw error);
        _changes = new RunChanges(_recording.Clock);
    }

    public void Dispose() => _recording.Dispose();

    [Fact]
    public void To_RunFromBeginToEnd_TellsEachChangeOnce()
    {
        Assert.Equal(["run_found"], Look());
        Assert.Empty(Look());
        StageScope clean = _recording.Run.Collector.EnterStage("clean");
        OperatorRecorder drop = _recording.Work("clean", "drop", 20, 10);
        Assert.Equal(["stage_started clean"], Look());
        Beat(5);
        Assert.Equal(["worker_joined worker_0", "operator_started clean/drop"], Look());
        Beat(5);
        Assert.Empty(Look());
        _recording.Run.Collector.CloseOperator(drop, null);
        clean.Dispose();
        _recording.Run.Collector.EnterStage("load");
        Beat(5);
        Assert.Equal(["stage_ended clean", "stage_started load"], Look().Order(StringComparer.Ordinal));
        _recording.End();

        Assert.Equal(["run_ended"], Look());
    }

    [Fact]
    public void To_RunThatHadEnded_TellsThatAlone()
    {
        _recording.WithWork().End();

        RunChange change = Assert.Single(_changes.To(_follower.Look()));

        Assert.Equal(
            (RunChangeKind.RunEnded, RunStatus.Completed, "r", 200L),
            (change.change, change.status, change.run_id, change.total_input_records));
    }

    [Fact]
    public void To_FirstErrors_AreToldOnce()
    {
        _recording.Run.Collector.EnterStage("clean");
        OperatorRecorder recorder = _recording.Work("clean", "drop", 20, 10);
        Beat(5);
        Look();
        recorder.RecordError();
        Beat(5);
        Assert.Equal(["first_error"], Look());
        recorder.RecordError();
        Beat(5);

        Assert.Empty(Look());
    }

    [Fact]
    public void To_WorkerFallsSilentAndIsHeardAgain_TellsBoth()
    {
        string path =
            Recording.NewJournal(_recording.Store, "r", "w1", WorkerRecording.Started("w1", "elsewhere"));
        Look();
        Beat(21);
        Assert.Equal(["worker_silent w1"], Look());
        File.AppendAllText(path, WorkerRecording.Row("w1", 10, "e1") + "\n");
        Assert.Contains("worker_resumed w1", Look());
        Beat(21);
        Look();
        Beat(10);

        Assert.Equal(["worker_dead w1"], Look());
    }

    private string[] Look() =>
        [.. _changes.To(_follower.Look()).Select(change => $"{change.change} {change.name}".TrimEnd())];

    private void Beat(int seconds) => _recording.Clock.Advance(TimeSpan.FromSeconds(seconds));
}
