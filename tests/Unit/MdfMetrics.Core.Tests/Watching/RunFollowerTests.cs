using MdfMetrics.Collection;
using MdfMetrics.Journal.Manifest;
using MdfMetrics.Runs;
using MdfMetrics.Storage.Layout;
using MdfMetrics.Tests.Journal;
using MdfMetrics.Tests.Storage;
using MdfMetrics.Tests.Workers;
using MdfMetrics.Watching;
using Microsoft.Extensions.Time.Testing;

namespace MdfMetrics.Tests.Watching;

/// <summary>A run as one sees it who only reads its journals, while its clock is that of the test.</summary>
public sealed class RunFollowerTests : IDisposable
{
    private readonly Recording _recording = new();
    private readonly RunFollower _follower;

    public RunFollowerTests() => _follower = Follow(_recording.Folder, _recording.Store.Path, _recording.Clock);

    public void Dispose() => _recording.Dispose();

    [Fact]
    public void Look_RunAtWork_ShowsStagesOperatorsAndWhatIsOpen()
    {
        _recording.WithWork();
        Beat(4);

        RunPicture picture = _follower.Look();

        Assert.Equal(
            [
                "clean 200>150",
                "clean/drop 200>150",
                "clean/normalise 150>150",
                "> load 150>39",
                "load/insert 150>149",
                "> load/index 40>39",
            ],
            picture.Rows.Select(Text));
        RunMetrics run = picture.Run;
        Assert.Equal(
            (RunStatus.Running, 200L, 39L),
            (run.status, run.total_input_records, run.total_output_records));
        Assert.Equal("index", picture.Slowest?.Operator);
    }

    [Fact]
    public void Look_OperatorOpen_TellsItsPercentileSoFar()
    {
        // 1, 2, … 40 ms: 38 of the 40 are at most 38 ms.
        _recording.WithWork();
        Beat(4);

        Assert.InRange(Row("index").P95, 0.037, 0.039);
    }

    [Fact]
    public void Look_OperatorOpen_RateIsWhatCameBetweenHeartbeats()
    {
        _recording.Run.Collector.EnterStage("load");
        OperatorRecorder recorder = _recording.Work("load", "index", 40, 40);
        Beat(5);
        Assert.True(double.IsNaN(Row("index").Rate));
        Recording.Count(recorder, 100, 100);
        Beat(5);

        PictureRow row = Row("index");

        Assert.Equal((20.0, 14.0), (row.Rate, row.AverageRate));
        Assert.Equal(20, _follower.Look().Rate);
    }

    [Fact]
    public void Look_WorkerFallsSilent_ItsRateIsNoLongerKnown()
    {
        string path = Recording.NewJournal(
            _recording.Store, "r", "w1", WorkerRecording.Started("w1", "elsewhere"), Told("12:35:01", 10));
        _follower.Look();
        File.AppendAllText(path, Told("12:35:11", 60) + "\n");
        Assert.Equal(5, Row("o").Rate);
        Beat(21);

        Assert.True(double.IsNaN(Row("o").Rate));

        static string Told(string time, long input) =>
            WorkerRecording.Row("w1", input, "e1").Replace("12:35:01", time, StringComparison.Ordinal);
    }

    [Fact]
    public void Look_OperatorBegunAgainAndAgain_AddsUp()
    {
        _recording.Run.Collector.EnterStage("load");
        foreach (int count in (int[])[10, 20, 30])
        {
            _recording.Finish("load", "insert", count, count - 1, "worker_1");
            Beat(1);
            _follower.Look();
        }

        PictureRow row = Row("insert");

        Assert.Equal((60L, 57L, 1), (row.Input, row.Output, row.Workers));
    }

    [Fact]
    public void Look_EntryToldAgainByALine_IsReplaced()
    {
        string path = Recording.NewJournal(_recording.Store, "r", "w9", WorkerRecording.Row("w9", 10, "e1"));
        Assert.Equal(10, Row("o").Input);
        File.AppendAllText(path, WorkerRecording.Row("w9", 25, "e1", revision: 1) + "\n");
        File.AppendAllText(path, WorkerRecording.Row("w9", 5, "e2") + "\n");

        Assert.Equal(30, Row("o").Input);
    }

    [Fact]
    public void Look_StageLeft_IsNoLongerOpenOnceAnotherIsEntered()
    {
        StageScope scope = _recording.Run.Collector.EnterStage("clean");
        Assert.Equal("clean", _follower.Look().Stage?.Stage);
        scope.Dispose();
        _recording.Run.Collector.EnterStage("load");

        Assert.Equal(["clean 0>0", "> load 0>0"], _follower.Look().Rows.Select(Text));
    }

    [Fact]
    public void Look_StageLeft_IsNoLongerOpenAfterTheNextHeartbeat()
    {
        _recording.Run.Collector.EnterStage("clean").Dispose();
        Beat(5);

        Assert.Null(_follower.Look().Stage);
    }

    [Fact]
    public void Look_RunWritten_HasItsStatusAndFigures()
    {
        _recording.WithWork();
        _follower.Look();
        _recording.End();

        RunPicture picture = _follower.Look();

        Assert.True(picture.HasEnded);
        Assert.Equal((RunStatus.Completed, 200L), (picture.Run.status, picture.Run.total_input_records));
        Assert.NotNull(picture.Run.path);
    }

    [Fact]
    public void Look_ProcessDied_IsAbandoned()
    {
        _recording.WithWork();
        using TemporaryStore dead = _recording.Killed();

        RunPicture picture = Follow(
            JournalLayout.Folder(dead.Path, "r"),
            dead.Path,
            _recording.Clock).Look();

        Assert.Equal((RunStatus.Abandoned, 200L), (picture.Run.status, picture.Run.total_input_records));
    }

    [Fact]
    public void Look_RunThatIsNotToBeWritten_EndsUnknown()
    {
        _recording.WithWork();
        _follower.Look();
        _recording.Stop();
        _recording.Run.Discard();

        Assert.Equal(RunPicture.Unknown, _follower.Look().Run.status);
    }

    [Fact]
    public void Look_WorkersOfThisMachine_AreAliveDeadOrGone()
    {
        JoinedRun worker = _recording.Join("w1");
        worker.Finish("s", "o", 10, "w1");
        _recording.Work("w2", 5);
        Recording.NewJournal(_recording.Store, "r", "w3", WorkerRecording.Started("w3", Environment.MachineName));

        IReadOnlyDictionary<string, WorkerState> workers = _follower.Look().Workers;

        Assert.Equal(
            [("w1", WorkerState.Alive), ("w2", WorkerState.Ended), ("w3", WorkerState.Dead)],
            workers.OrderBy(worker => worker.Key).Select(worker => (worker.Key, worker.Value)));
        worker.Leave();
    }

    [Fact]
    public void Look_WorkerOfAnotherMachine_IsSilentThenDeadThenHeardAgain()
    {
        string path =
            Recording.NewJournal(_recording.Store, "r", "w1", WorkerRecording.Started("w1", "elsewhere"));
        Assert.Equal(WorkerState.Alive, StateAfter(19));
        Assert.Equal(WorkerState.Silent, StateAfter(2));
        Assert.Equal(WorkerState.Dead, StateAfter(10));
        File.AppendAllText(path, WorkerRecording.Row("w1", 10, "e1") + "\n");

        Assert.Equal(WorkerState.Alive, StateAfter(1));

        WorkerState StateAfter(int seconds)
        {
            _follower.Look();
            Beat(seconds);
            return _follower.Look().Workers["w1"];
        }
    }

    [Fact]
    public void Look_Again_DurationGoesOn()
    {
        Beat(5);
        _follower.Look();
        Beat(3);

        RunPicture picture = _follower.Look();

        Assert.Equal((8.0, 3.0), (Math.Round(picture.Run.duration, 3), Math.Round(picture.SecondsSinceSign, 3)));
    }

    private static RunFollower Follow(string folder, string store, FakeTimeProvider clock) =>
        new(store, folder, RunManifestFile.Read(folder)!, clock, static error => throw error);

    private PictureRow Row(string name) => _follower.Look().Rows.Single(row => row.Operator == name);

    private void Beat(int seconds) => _recording.Clock.Advance(TimeSpan.FromSeconds(seconds));

    private static string Text(PictureRow row)
    {
        string name = row.Operator is null ? row.Stage : $"{row.Stage}/{row.Operator}";
        return $"{(row.IsOpen ? "> " : "")}{name} {row.Input}>{row.Output}";
    }
}
