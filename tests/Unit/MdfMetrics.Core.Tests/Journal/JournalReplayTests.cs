using System.Text;
using MdfMetrics.Aggregation;
using MdfMetrics.Journal.Replay;
using MdfMetrics.Records;
using MdfMetrics.Storage.Layout;
using MdfMetrics.Tests.Storage;

namespace MdfMetrics.Tests.Journal;

/// <summary>Journals of other writers, out of order, repeated, torn and broken ones.</summary>
public sealed class JournalReplayTests : IDisposable
{
    private const string Started =
        """{"event":"run_started","time":"2026-01-24T12:00:00Z","version":1,"run_id":"r","start_time":"2026-01-24T12:00:00Z","host":"h","process_id":1,"process_start":"2026-01-24T11:00:00Z"}""";

    private const string Minimal = """{"event":"operator","time":"2026-01-24T12:00:05Z","stage_name":"s","operator_name":"o"}""";

    private readonly TemporaryStore _store = new();
    private readonly List<string> _problems = [];

    public void Dispose() => _store.Dispose();

    [Fact]
    public void Fold_FewestFields_AreEnough()
    {
        JournaledRun run = Fold(Started, Minimal);

        OperatorMetrics row = Assert.Single(run.Entries);
        Assert.Equal(
            ("s", "o", "p", 0L, 0L),
            (row.stage_name, row.operator_name, row.worker_id, row.input_records, row.output_records));
        Assert.Equal(new DateTime(2026, 1, 24, 12, 0, 5), row.TimestampUtc);
        Assert.True(double.IsNaN(row.pass_rate));
        Assert.Equal(new DateTime(2026, 1, 24, 12, 0, 5), run.LastUtc);
        Assert.Empty(_problems);
    }

    [Fact]
    public void Fold_FiguresLeftOut_AreComputed()
    {
        OperatorMetrics row = Assert.Single(
            Fold(Started, Operator("\"input_records\":8,\"output_records\":6,\"total_time\":4")).Entries);

        Assert.Equal((75.0, 0.5, 2.0), (row.pass_rate, row.avg_latency, row.throughput));
    }

    [Fact]
    public void Fold_TornLastLine_IsIgnored()
    {
        string path = Write(Started, Operator("\"input_records\":1"));
        string line = Operator("\"input_records\":2,\"revision\":1");
        for (int length = 1; length <= line.Length; length++)
        {
            string whole = File.ReadAllText(path);
            File.AppendAllText(path, line[..length]);
            Assert.Equal(1, Assert.Single(Fold().Entries).input_records);
            File.WriteAllText(path, whole);
        }

        Assert.Empty(_problems);
    }

    [Theory]
    [InlineData(1, 2, 3, 2)]
    [InlineData(3, 2, 1, 0)]
    [InlineData(2, 3, 2, 1)]
    [InlineData(2, 2, 2, 2)]
    public void Fold_Revisions_TheHighestStandsAndOfEqualOnesTheLater(int first, int second, int third, int winner)
    {
        int[] revisions = [first, second, third];
        JournaledRun run = Fold(
            [Started, .. revisions.Select((revision, i) => Operator($"\"entry_id\":\"e\",\"revision\":{revision},\"input_records\":{i}"))]);

        Assert.Equal(winner, Assert.Single(run.Entries).input_records);
    }

    [Fact]
    public void Fold_EveryLineTwice_IsTheSameAsOnce()
    {
        string[] lines =
        [
            Started,
            """{"event":"stage","time":"2026-01-24T12:00:01Z","stage_name":"s","wall_time":4}""",
            Operator("\"input_records\":5"),
            Operator("\"entry_id\":\"other\",\"input_records\":7"),
        ];

        RunMetrics once = Fold(lines).ToRun(RunStatus.Abandoned);
        RunMetrics twice = Fold([.. lines, .. lines.Reverse()]).ToRun(RunStatus.Abandoned);

        Assert.Equal(12, Assert.Single(once.Operators!).input_records);
        Assert.Equal(once.Operators, twice.Operators);
        Assert.Equal(once.Stages, twice.Stages);
        Assert.Equal(once with { Stages = null, Operators = null }, twice with { Stages = null, Operators = null });
    }

    [Fact]
    public void Fold_SameEntryInJournalsOfTwoProcesses_CountsOnce()
    {
        Write(Started, Operator("\"entry_id\":\"e\",\"input_records\":5"));
        Recording.NewJournal(_store, "r", "q", Operator("\"entry_id\":\"e\",\"revision\":1,\"input_records\":6"));

        Assert.Equal(6, Assert.Single(Fold().Entries).input_records);
    }

    [Fact]
    public void Fold_WorkersThatNameNoEntry_AreToldApart()
    {
        Write(Started, Minimal);
        Recording.NewJournal(_store, "r", "q", Minimal);

        Assert.Equal(["p", "q"], Fold().Entries.Select(row => row.worker_id).Order());
    }

    [Fact]
    public void Fold_StagesOutOfOrder_KeepTheEarliestTimeAndTheLongestWall()
    {
        JournaledRun run = Fold(
            Started,
            """{"event":"stage","stage_name":"s","timestamp":"2026-01-24T12:00:09Z","wall_time":7,"stage_index":1}""",
            """{"event":"stage","stage_name":"s","timestamp":"2026-01-24T12:00:02Z","wall_time":3}""");

        StageRecord stage = Assert.Single(run.Stages);
        Assert.Equal((1L, 7.0, 2), (stage.Index!.Value, stage.WallTime, stage.Timestamp.Second));
    }

    [Fact]
    public void Fold_UnknownEventsAndFields_AreIgnored()
    {
        JournaledRun run = Fold(
            Started,
            """{"event":"moon_phase","time":"2026-01-24T12:00:03Z","phase":[1,{"a":2}]}""",
            """{"no":"event"}""",
            Operator("\"input_records\":5,\"colour\":{\"deep\":[true]}"));

        Assert.Equal(5, Assert.Single(run.Entries).input_records);
        Assert.Empty(_problems);
    }

    [Theory]
    [InlineData("""{"event":"operator","stage_name":"s","operator_name":"o","timestamp":"soon"}""", "timestamp is of a wrong type")]
    [InlineData("""{"event":"operator","stage_name":5,"operator_name":"o"}""", "stage_name is of a wrong type")]
    [InlineData("""{"event":"operator","time":"2026-01-24T12:00:00Z","stage_name":"s"}""", "operator_name is missing")]
    [InlineData("""{"event":"operator","stage_name":"s","operator_name":"o"}""", "timestamp is missing")]
    [InlineData("""{"event":"operator","time":5}""", "time is of a wrong type")]
    [InlineData("""{"event":["operator"]}""", "event is of a wrong type")]
    [InlineData("""{"event":"\ud800"}""", "event is of a wrong type")]
    [InlineData("""{"event":"stage","stage_name":"s","timestamp":"2026-01-24","given":5}""", "given is of a wrong type")]
    [InlineData("""{"event":"run_stopped","status":"completed"}""", "duration is missing")]
    [InlineData("[1,2]", "it is no JSON object")]
    [InlineData("garbage", "it is no JSON")]
    [InlineData("{\"event\":\"operator\"", "it is no JSON")]
    public void Fold_BrokenLine_IsReportedWithItsNumberAndTheRestIsRead(string line, string problem)
    {
        JournaledRun run = Fold(Started, line, Operator("\"input_records\":5"));

        Assert.Equal(5, Assert.Single(run.Entries).input_records);
        Assert.Contains(problem, Assert.Single(_problems), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("\"input_records\":-1")]
    [InlineData("\"input_records\":1.5")]
    [InlineData("\"input_records\":\"5\"")]
    [InlineData("\"input_records\":99999999999999999999")]
    [InlineData("\"total_time\":-1")]
    [InlineData("\"total_time\":1e999")]
    [InlineData("\"p50_latency\":true")]
    [InlineData("\"latency_histogram\":\"not base64\"")]
    [InlineData("\"latency_histogram\":\"AAAA\"")]
    [InlineData("\"custom_metrics\":5")]
    [InlineData("\"revision\":\"x\"")]
    public void Fold_ImpossibleFigure_IsReportedAndTheRestIsRead(string member)
    {
        JournaledRun run = Fold(Started, Operator(member + ",\"entry_id\":\"bad\""), Operator("\"input_records\":5"));

        Assert.Equal(5, Assert.Single(run.Entries).input_records);
        Assert.Single(_problems);
    }

    [Fact]
    public void Fold_LineOfOneMegabyte_IsReadAndALongerOneReported()
    {
        string Padded(int length, string entry)
        {
            string line = Operator($"\"entry_id\":\"{entry}\",\"pad\":\"\"");
            return line.Insert(line.Length - 2, new string('x', length - line.Length));
        }

        JournaledRun run = Fold(
            Started,
            Padded(JsonLines.LongestLine, "fits"),
            Padded(JsonLines.LongestLine + 1, "longer"),
            Padded(5 * JsonLines.LongestLine, "huge"),
            Operator("\"entry_id\":\"last\""));

        Assert.Equal(["fits", "last"], run.Entries.Select(row => row.entry_id).Order());
        Assert.Equal(2, _problems.Count);
        Assert.Contains("longer than", _problems[0], StringComparison.Ordinal);
    }

    [Fact]
    public void Fold_BytesThatAreNoText_AreReportedAndTheRestIsRead()
    {
        string path = Write(Started);
        using (FileStream file = File.Open(path, FileMode.Append))
        {
            file.Write([0xFF, 0xFE, 0x00, (byte)'\n']);
            file.Write([.. "{\"event\":\""u8, 0xC3, 0x28, .. "\"}\n"u8]);
            file.Write(Encoding.UTF8.GetBytes(Minimal + "\n"));
        }

        Assert.Single(Fold().Entries);
        Assert.Equal(2, _problems.Count);
    }

    [Fact]
    public void Fold_AnyByteChanged_IsReadOrReported()
    {
        // One bit more or less makes no id of another.
        string[] ids = ["a", "d", "h"];
        string[] lines = [.. ids.Select(id => Operator($"\"entry_id\":\"{id}\",\"input_records\":5"))];
        string path = Write([Started, .. lines]);
        byte[] whole = File.ReadAllBytes(path);
        int start = Started.Length + 1;
        int reported = 0;
        foreach (byte mask in new byte[] { 0x01, 0x80, 0xFF })
        {
            for (int i = start; i < whole.Length; i++)
            {
                byte[] damaged = [.. whole];
                damaged[i] ^= mask;
                File.WriteAllBytes(path, damaged);
                _problems.Clear();
                OperatorMetrics[] entries = [.. Fold().Entries];

                // With the break between two lines both are damaged.
                int line = (i - start) / (lines[0].Length + 1);
                int next = whole[i] == (byte)'\n' ? line + 1 : line;
                Assert.All(
                    ids.Where((_, number) => number != line && number != next),
                    id => Assert.Equal(5, Assert.Single(entries, row => row.entry_id == id).input_records));
                reported += _problems.Count;
            }
        }

        Assert.NotEqual(0, reported);
    }

    [Fact]
    public void Fold_ManyProblems_AreToldTenTimes()
    {
        Fold([Started, .. Enumerable.Repeat("garbage", 1000)]);

        Assert.Equal(10, _problems.Count);
    }

    [Theory]
    [InlineData("")]
    [InlineData("{")]
    [InlineData("[]")]
    [InlineData("""{"operators":5}""")]
    [InlineData("""{"operators":[5,"x",null],"stages":[{}]}""")]
    public void Fold_BrokenProgress_IsReportedAndTheLinesStand(string progress)
    {
        string path = Write(Started, Minimal);
        File.WriteAllText(Path.ChangeExtension(path, ".progress.json"), progress);

        Assert.Single(Fold().Entries);
        Assert.NotEmpty(_problems);
    }

    [Fact]
    public void Fold_BrokenRowInProgress_LeavesTheOthers()
    {
        string path = Write(Started);
        File.WriteAllText(Path.ChangeExtension(path, ".progress.json"), $$"""{"operators":[5,{{Minimal}}]}""");

        Assert.Single(Fold().Entries);
        Assert.Single(_problems);
    }

    [Fact]
    public void Fold_NoStart_IsNoRun()
    {
        Write(Minimal);

        Assert.Null(JournalReplay.Read(JournalLayout.Folder(_store.Path, "r"), static _ => { }));
    }

    [Theory]
    [InlineData("../../etc")]
    [InlineData("a/b")]
    [InlineData("")]
    public void Fold_IdThatIsNone_IsNoRun(string id)
    {
        Write(Started.Replace("\"run_id\":\"r\"", $"\"run_id\":\"{id}\"", StringComparison.Ordinal));

        Assert.Null(JournalReplay.Read(JournalLayout.Folder(_store.Path, "r"), static _ => { }));
    }

    [Fact]
    public void Fold_StartIsBroken_TheClaimTellsWhoseRowsTheyAre()
    {
        using var recording = new Recording();
        recording.Finish("s", "o", 5, 5);
        File.WriteAllText(
            recording.Journal,
            File.ReadAllText(recording.Journal).Replace("run_started", "run_#tarted", StringComparison.Ordinal));

        JournaledRun run = recording.Fold();

        Assert.Equal(("r", Sample.Start), (run.Header.run_id, run.Header.StartUtc));
        Assert.Equal(["o: 5 > 5"], run.Entries.Counts());
    }

    private static string Operator(string members) => $"{Minimal[..^1]},{members}}}";

    private string Write(params string[] lines) => Recording.NewJournal(_store, "r", "p", lines);

    private JournaledRun Fold(params string[] lines)
    {
        if (lines.Length > 0)
        {
            Write(lines);
        }

        return JournalReplay.Read(JournalLayout.Folder(_store.Path, "r"), error =>
        {
            Assert.Equal(MetricsError.FileCorrupt, error.Error);
            _problems.Add(error.Message);
        })!;
    }
}
