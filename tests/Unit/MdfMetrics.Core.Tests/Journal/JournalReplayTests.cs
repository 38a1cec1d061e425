using MdfMetrics.Aggregation;
using MdfMetrics.Journal.Replay;
using MdfMetrics.Tests.Storage;

namespace MdfMetrics.Tests.Journal;

/// <summary>Journals of other writers: out of order, repeated, of few fields.</summary>
public sealed class JournalReplayTests : IDisposable
{
    private readonly WrittenJournal _journal = new();

    public void Dispose() => _journal.Dispose();

    [Fact]
    public void Replay_FewestFields_AreEnough()
    {
        JournaledRun run = _journal.Replay(WrittenJournal.Started, WrittenJournal.Minimal);

        OperatorMetrics row = Assert.Single(run.Entries);
        Assert.Equal(
            ("s", "o", "p", 0L, 0L),
            (row.stage_name, row.operator_name, row.worker_id, row.input_records, row.output_records));
        Assert.Equal(new DateTime(2026, 1, 24, 12, 0, 5), row.TimestampUtc);
        Assert.True(double.IsNaN(row.pass_rate));
        Assert.Equal(new DateTime(2026, 1, 24, 12, 0, 5), run.LastUtc);
        Assert.Empty(_journal.Problems);
    }

    [Fact]
    public void Replay_FiguresLeftOut_AreComputed()
    {
        OperatorMetrics row = Assert.Single(
            _journal.Replay(WrittenJournal.Started, WrittenJournal.Operator("\"input_records\":8,\"output_records\":6,\"total_time\":4")).Entries);

        Assert.Equal((75.0, 0.5, 2.0), (row.pass_rate, row.avg_latency, row.throughput));
    }

    [Theory]
    [InlineData(1, 2, 3, 2)]
    [InlineData(3, 2, 1, 0)]
    [InlineData(2, 3, 2, 1)]
    [InlineData(2, 2, 2, 2)]
    public void Replay_Revisions_TheHighestStandsAndOfEqualOnesTheLater(int first, int second, int third, int winner)
    {
        int[] revisions = [first, second, third];
        JournaledRun run = _journal.Replay(
            [WrittenJournal.Started, .. revisions.Select((revision, i) => WrittenJournal.Operator($"\"entry_id\":\"e\",\"revision\":{revision},\"input_records\":{i}"))]);

        Assert.Equal(winner, Assert.Single(run.Entries).input_records);
    }

    [Fact]
    public void Replay_EveryLineTwice_IsTheSameAsOnce()
    {
        string[] lines =
        [
            WrittenJournal.Started,
            """{"event":"stage","time":"2026-01-24T12:00:01Z","stage_name":"s","wall_time":4}""",
            WrittenJournal.Operator("\"input_records\":5"),
            WrittenJournal.Operator("\"entry_id\":\"other\",\"input_records\":7"),
        ];

        RunMetrics once = _journal.Replay(lines).ToRun(RunStatus.Abandoned);
        RunMetrics twice = _journal.Replay([.. lines, .. lines.Reverse()]).ToRun(RunStatus.Abandoned);

        Assert.Equal(12, Assert.Single(once.Operators!).input_records);
        Assert.Equal(once.Operators, twice.Operators);
        Assert.Equal(once.Stages, twice.Stages);
        Assert.Equal(once with { Stages = null, Operators = null }, twice with { Stages = null, Operators = null });
    }

    [Fact]
    public void Replay_SameEntryInJournalsOfTwoProcesses_CountsOnce()
    {
        _journal.Write(WrittenJournal.Started, WrittenJournal.Operator("\"entry_id\":\"e\",\"input_records\":5"));
        Recording.NewJournal(_journal.Store, "r", "q", WrittenJournal.Operator("\"entry_id\":\"e\",\"revision\":1,\"input_records\":6"));

        Assert.Equal(6, Assert.Single(_journal.Replay().Entries).input_records);
    }

    [Fact]
    public void Replay_WorkersThatNameNoEntry_AreToldApart()
    {
        _journal.Write(WrittenJournal.Started, WrittenJournal.Minimal);
        Recording.NewJournal(_journal.Store, "r", "q", WrittenJournal.Minimal);

        Assert.Equal(["p", "q"], _journal.Replay().Entries.Select(row => row.worker_id).Order());
    }

    [Fact]
    public void Replay_StagesOutOfOrder_KeepTheEarliestTimeAndTheLongestWall()
    {
        JournaledRun run = _journal.Replay(
            WrittenJournal.Started,
            """{"event":"stage","stage_name":"s","timestamp":"2026-01-24T12:00:09Z","wall_time":7,"stage_index":1}""",
            """{"event":"stage","stage_name":"s","timestamp":"2026-01-24T12:00:02Z","wall_time":3}""");

        StageRecord stage = Assert.Single(run.Stages);
        Assert.Equal((1L, 7.0, 2), (stage.Index!.Value, stage.WallTime, stage.Timestamp!.Value.Second));
    }

    /// <summary>Given by hand twice, never entered: how long it took is not known.</summary>
    [Fact]
    public void Replay_StageThatWasNotMeasured_HasNoWall()
    {
        JournaledRun run = _journal.Replay(
            WrittenJournal.Started,
            """{"event":"stage","stage_name":"s","timestamp":"2026-01-24T12:00:02Z"}""",
            """{"event":"stage","stage_name":"s","timestamp":"2026-01-24T12:00:03Z"}""");

        Assert.Equal(double.NaN, Assert.Single(run.Stages).WallTime);
    }

    [Fact]
    public void Replay_UnknownEventsAndFields_AreIgnored()
    {
        JournaledRun run = _journal.Replay(
            WrittenJournal.Started,
            """{"event":"moon_phase","time":"2026-01-24T12:00:03Z","phase":[1,{"a":2}]}""",
            """{"no":"event"}""",
            WrittenJournal.Operator("\"input_records\":5,\"colour\":{\"deep\":[true]}"));

        Assert.Equal(5, Assert.Single(run.Entries).input_records);
        Assert.Empty(_journal.Problems);
    }

    /// <summary>A folder that has no journal, of a run that was written: nothing is left to replay.</summary>
    [Fact]
    public void Replay_NoJournalOfAWrittenRun_IsNoRun()
    {
        Directory.CreateDirectory(_journal.Folder);
        File.WriteAllText(Path.Combine(_journal.Folder, "gathered.json"), "{}");

        Assert.Null(JournalReplay.Read(_journal.Folder, static _ => { }, static () => Sample.Create("r").Run));
        _journal.Write(WrittenJournal.Minimal);
        Assert.NotNull(JournalReplay.Read(_journal.Folder, static _ => { }, static () => Sample.Create("r").Run));
    }

    /// <summary>Whom a wait for workers need not wait for: by its line, its journal's name, or a row.</summary>
    [Theory]
    [InlineData("p", true)]
    [InlineData("by-line", true)]
    [InlineData("by-row", true)]
    [InlineData("r", false)]
    [InlineData("P", false)]
    public void Knows_Worker_WhoeverTellsOfIt(string worker, bool expected)
    {
        _journal.Write(
            """{"event":"worker_started","time":"2026-01-24T12:00:00Z","worker_id":"by-line"}""",
            WrittenJournal.Operator("\"worker_id\":\"by-row\""));
        var replay = new JournalReplay(_journal.Folder, static error => throw error);
        replay.Update();

        Assert.Equal(expected, replay.Knows(worker));
    }

    [Fact]
    public void Replay_MoreRowsThanAnyRunHas_IsDamage()
    {
        Assert.True(ReplayLimits.MayAdd(1_999_999));
        Assert.Contains(
            "more than 2,000,000 rows",
            Assert.Throws<FormatException>(static () => ReplayLimits.MayAdd(2_000_000)).Message,
            StringComparison.Ordinal);
    }

    [Fact]
    public void Replay_NoStart_IsNoRun()
    {
        _journal.Write(WrittenJournal.Minimal);

        Assert.Null(JournalReplay.Read(_journal.Folder, static _ => { }));
    }

    [Theory]
    [InlineData("../../etc")]
    [InlineData("a/b")]
    [InlineData("")]
    public void Replay_IdThatIsNone_IsNoRun(string id)
    {
        _journal.Write(WrittenJournal.Started.Replace("\"run_id\":\"r\"", $"\"run_id\":\"{id}\"", StringComparison.Ordinal));

        Assert.Null(JournalReplay.Read(_journal.Folder, static _ => { }));
    }

    [Fact]
    public void Replay_StartIsBroken_TheManifestTellsWhoseRowsTheyAre()
    {
        using var recording = new Recording();
        recording.Finish("s", "o", 5, 5);
        File.WriteAllText(
            recording.Journal,
            File.ReadAllText(recording.Journal).Replace("run_started", "run_#tarted", StringComparison.Ordinal));

        JournaledRun run = recording.Replay();

        Assert.Equal(("r", Sample.Start), (run.Header.run_id, run.Header.StartUtc));
        Assert.Equal(["o: 5 > 5"], run.Entries.Counts());
    }
}
