using MdfMetrics.Collection;
using MdfMetrics.Journal.Replay;
using MdfMetrics.Records;
using MdfMetrics.Runs;
using MdfMetrics.Tests.Journal;
using MdfMetrics.Tests.Storage;
using static MdfMetrics.Tests.Workers.WorkerRecording;

namespace MdfMetrics.Tests.Workers;

/// <summary>What the end of a run makes of the journals of its workers, in time, late, twice or broken.</summary>
public sealed class GatheringTests : IDisposable
{
    private const string Elsewhere = "another-host";
    private const string Ended = """{"event":"worker_stopped","time":"2026-01-24T12:36:00Z"}""";

    private static readonly TimeSpan s_minute = TimeSpan.FromMinutes(1);

    private readonly Recording _recording = new();

    private TemporaryStore Store => _recording.Store;

    public void Dispose() => _recording.Dispose();

    [Fact]
    public void Stop_WorkersThatLeft_AreInEveryFigure()
    {
        _recording.Finish("s", "o", 1, 1);
        _recording.Work("a", 10);
        _recording.Work("b", 200);

        RunMetrics run = _recording.End();

        Assert.Equal(["a: 10", "b: 200", "worker_0: 1"], Store.Operators(run).ByWorker());
        StageMetrics stage = Assert.Single(Store.Stages(run));
        Assert.Equal((3L, 211L), (stage.num_workers, stage.input_records));
        Assert.Equal(211, run.total_input_records);
        Store.HasNoJournals();
    }

    [Fact]
    public void Stop_WorkerStillAtWork_CountsSoFarAndIsAddedLaterWithoutDoubling()
    {
        JoinedRun slow = _recording.Join("slow");
        slow.Finish("s", "o", 10, "slow");
        _recording.Work("quick", 1);

        RunMetrics run = _recording.End();

        Assert.Equal(["quick: 1", "slow: 10"], Store.Operators(run).ByWorker());
        Assert.Equal(["slow"], _recording.Run.MissingWorkers);
        Assert.Equal(["gathered.json", "run.json", "slow.ndjson", "slow.progress.json"], _recording.JournalFiles());

        slow.Finish("s", "o", 5, "slow");
        slow.Finish("s", "p", 2, "slow");
        Assert.Equal(MetricsError.RunIsLive, Assert.Throws<MetricsException>(() => Store.Restore()).Error);
        slow.Leave();
        RunMetrics restored = Store.Restore()!;

        Assert.Equal(["quick: 1", "slow: 15", "slow: 2"], Store.Operators(restored).ByWorker());
        Assert.Equal((RunStatus.Completed, 16L), (restored.status, restored.total_input_records));
        Store.HasNoJournals();
    }

    [Fact]
    public void Stop_WorkerStillAtWorkInAnOperator_CountsItsProgress()
    {
        JoinedRun slow = _recording.Join("slow");
        Recording.Count(slow.Collector.OpenOperator("s", "o", "slow"), 10, 10);
        _recording.Clock.Advance(TimeSpan.FromSeconds(6));

        Assert.Equal(["slow: 10"], _recording.End().Operators!.ByWorker());
        slow.Leave();
        Assert.Equal(10, Assert.Single(Store.Restore()?.Operators ?? Store.Operators(Store.Run())).input_records);
    }

    [Fact]
    public void Stop_RowsGivenTwiceOrOutOfOrder_CountOnceInTheLastRevision()
    {
        string[] rows = [Row("w", 30, "e", 3), Row("w", 10, "e", 1), Row("w", 20, "e", 2), Row("w", 7, "other")];
        Recording.NewJournal(Store, "r", "w", [Started("w", Elsewhere), .. rows, Ended]);
        Recording.NewJournal(Store, "r", "w-2", [Started("w", Elsewhere), .. rows.Reverse(), Ended]);

        Assert.Equal(["w: 37"], _recording.End().Operators!.ByWorker());
    }

    [Fact]
    public void Stop_BrokenLines_AreReportedAndTheRestCounts()
    {
        var errors = new List<MetricsException>();
        string longLine = Row(new string('x', JsonLines.LongestLine), 1, "long");
        Recording.NewJournal(Store, "r", "w", Started("w", Elsewhere), "garbage", longLine, Row("w", 5, "e"), Ended);

        RunMetrics run = _recording.Stop(onError: errors.Add);

        Assert.Equal(5, run.total_input_records);
        Assert.Equal(2, errors.Count);
        Assert.All(errors, error => Assert.Equal(MetricsError.FileCorrupt, error.Error));
    }

    [Fact]
    public void Stop_RunCanNotBeClosedToWorkers_SaysSoAndCountsThoseThatCame()
    {
        _recording.Work("a", 10);
        Directory.CreateDirectory(Path.Combine(_recording.Folder, ".run.json.tmp"));
        var errors = new List<MetricsException>();

        RunMetrics run = _recording.Stop(onError: errors.Add);

        Assert.Equal(MetricsError.StoreNotWritable, Assert.Single(errors).Error);
        Assert.Equal(10, run.total_input_records);
    }

    [Fact]
    public void Stop_StageThatWorkersPlaceElsewhere_KeepsTheStartersPlace()
    {
        using (_recording.Run.Collector.EnterStage("first"))
        using (_recording.Run.Collector.EnterStage("second"))
        {
            JoinedRun worker = _recording.Join("0-before-all");
            worker.Collector.EnterStage("second").Dispose();
            worker.Collector.EnterStage("own").Dispose();
            worker.Leave();
        }

        Assert.Equal(
            ["first 0", "second 1", "own 1"],
            _recording.Stop().Stages!.Select(stage => $"{stage.stage_name} {stage.stage_index}"));
    }

    [Fact]
    public void Stop_StageOnlyWorkersKnow_HasTheSmallestPlaceSent()
    {
        foreach (string stages in new[] { "x y", "y" })
        {
            JoinedRun worker = _recording.Join(stages);
            stages.Split(' ').ToList().ForEach(stage => worker.Collector.EnterStage(stage).Dispose());
            worker.Leave();
        }

        Assert.Equal(0, _recording.Stop().Stages!.Single(stage => stage.stage_name == "y").stage_index);
    }

    [Fact]
    public void Stop_JournalThatFailedForAMoment_HasTheStagesThatItMissed()
    {
        MetricsCollector collector = _recording.Run.Collector;
        StageScope stage = collector.EnterStage("s");
        _recording.Clock.Advance(TimeSpan.FromSeconds(3));
        _recording.WhileTheJournalFails(() =>
        {
            stage.Dispose();
            collector.AddStage("unseen", null, JsonMap.FromJson("""{"gpu":1}"""));
        });
        _recording.Work("a", 10);

        RunMetrics run = _recording.End();

        Assert.Equal(
            [("s", 3.0, 10, null), ("unseen", double.NaN, 0, """{"gpu":1}""")],
            Store.Stages(run).Select(row =>
                (row.stage_name, row.wall_time, row.input_records, row.custom_metrics?.ToString())));
    }

    [Fact]
    public void Restore_SameJournals_GivesWhatStopWouldHaveGiven()
    {
        _recording.WithWork();
        _recording.Work("a", 10, "load", "insert");
        _recording.Work("b", 20, "clean", "drop");
        using TemporaryStore killed = _recording.Killed();
        IReadOnlyList<OperatorMetrics> stopped = _recording.End().Operators!;

        IReadOnlyList<OperatorMetrics> restored = killed.Restore()!.Operators!;

        // Of the operator that was at work the killed process had told nothing.
        Assert.Equal(stopped.Where(row => row.operator_name != "index").Counts().Order(), restored.Counts().Order());
    }

    [Fact]
    public async Task Join_WhileTheRunIsStopped_IsRefusedOrCounts()
    {
        for (int round = 0; round < 20; round++)
        {
            using var recording = new Recording($"round{round}", store: Store.Path);
            using var start = new Barrier(9);
            Task<bool>[] joining = [.. Enumerable.Range(0, 8).Select(n => Task.Factory.StartNew(
                () =>
                {
                    start.SignalAndWait();
                    try
                    {
                        recording.Work($"w{n}", 1);
                        return true;
                    }
                    catch (MetricsException e) when (e.Error == MetricsError.RunStopped)
                    {
                        return false;
                    }
                },
                TaskCreationOptions.LongRunning))];
            start.SignalAndWait();
            recording.Run.Gather(s_minute, static _ => { }, static error => throw error);
            RunMetrics run = recording.Run.Write(recording.Run.Stop(RunStatus.Completed, null));
            bool[] joined = await Task.WhenAll(joining);

            Assert.Equal(joined.Count(one => one), run.total_input_records);
            Assert.Empty(recording.JournalFiles());
        }
    }

    [Fact]
    public void Stop_MoreWorkersThanALimit_LeavesTheOthersForRestore()
    {
        for (int n = 0; n < ReplayLimits.MostJournals + 5; n++)
        {
            Recording.NewJournal(Store, "r", $"w{n:d5}", Row($"w{n:d5}", 1, $"e{n}"), Ended);
        }

        var errors = new List<MetricsException>();
        RunMetrics run = _recording.Run.Write(_recording.Stop(onError: errors.Add));

        Assert.Equal(MetricsError.TooManyWorkers, Assert.Single(errors).Error);
        Assert.InRange(run.total_input_records, ReplayLimits.MostJournals - 1, ReplayLimits.MostJournals);
        Assert.Equal(ReplayLimits.MostJournals + 5, Store.Restore()!.total_input_records);
        Store.HasNoJournals();
    }
}
