using System.Collections;
using System.Text;
using System.Text.Json;
using MdfMetrics.Aggregation;
using MdfMetrics.Collection;
using MdfMetrics.Journal.Replay;
using MdfMetrics.Records;
using MdfMetrics.Tests.Storage;

namespace MdfMetrics.Tests.Journal;

/// <summary>What a live run leaves in its journal.</summary>
public sealed class JournalRecordingTests : IDisposable
{
    private readonly Recording _recording = new();

    public void Dispose() => _recording.Dispose();

    [Fact]
    public void Replay_LinesOfARun_GiveWhatWasCollected()
    {
        _recording.WithWork();
        _recording.Clock.Advance(TimeSpan.FromSeconds(5));

        JournaledRun run = _recording.Replay();

        Assert.Equal("r", run.Header.run_id);
        Assert.Equal(Sample.Start, run.Header.StartUtc);
        Assert.Equal("data", run.Header.tags!["team"]);
        Assert.Equal("été 数据 𝄞", run.Header.config!["note"]);
        Assert.Equal(Environment.MachineName, run.Header.host);
        Assert.Equal(Sample.Start.AddSeconds(7), run.LastUtc);
        Assert.Equal(
            _recording.Run.Collector.GetEntries().OrderBy(row => row.operator_name),
            run.Entries.OrderBy(row => row.operator_name));
        Assert.Equal([("clean", 0L, 1.0), ("load", 1L, 6.0)], run.Stages.Select(Wall));
    }

    [Fact]
    public void Replay_RowThatWasAdded_KeepsEveryColumn()
    {
        OperatorMetrics row = Sample.Create("r").Operators[3] with
        {
            entry_id = "w/1/1",
            revision = 7,
            input_records = long.MaxValue,
            error_count = 3,
            operator_name = "a\"b\\c\n\u0001 é 数据 𝄞",
            custom_metrics = JsonMap.FromJson("""{"a":{"b":[1,null,"x"]}}"""),
        };
        _recording.Run.Collector.AddOperator(row);

        Assert.Equal(row, Assert.Single(_recording.Replay().Entries));
    }

    [Theory]
    [InlineData("""{ "a": "é 𝄞", "b": "\ud834\udd1e" }""", null)]
    [InlineData("{}", null)]
    [InlineData("{\n  \"a\": 1.50\r\n}", """{"a":1.50}""")]
    public void Replay_JsonColumn_IsKeptToTheCharacterOnOneLine(string json, string? expected)
    {
        _recording.Run.Collector.AddOperator(
            Sample.Create("r").Operators[0] with { custom_metrics = JsonMap.FromJson(json) });

        Assert.Equal(expected ?? json, Assert.Single(_recording.Replay().Entries).custom_metrics!.ToString());
    }

    [Fact]
    public void Replay_GivenStage_KeepsEveryFigure()
    {
        const string Figures =
            "\"num_workers\":3,\"input_records\":10,\"output_records\":9,\"total_time\":1.5,"
            + "\"avg_throughput\":2.5,\"min_throughput\":0.5,\"max_throughput\":4.5,\"error_count\":2";
        var figures = StageFigures.From(Given.Columns($"{{{Figures}}}"));
        _recording.Run.Collector.AddStage("s", figures, JsonMap.FromJson("""{"gpu":1}"""));

        StageRecord stage = Assert.Single(_recording.Replay().Stages);

        Assert.Equal($"{{{Figures}}}", Encoding.UTF8.GetString(JsonRecordWriter.Object(stage.Given!.Write)));
        Assert.Equal("""{"gpu":1}""", stage.CustomMetrics!.ToString());
        Assert.Equal(0, stage.Index);
    }

    [Fact]
    public void Journal_Lines_AreJsonObjectsWithAnEventAndATime()
    {
        _recording.WithWork();
        _recording.Run.Stop(RunStatus.Completed, null);

        string[] lines = File.ReadAllLines(_recording.Journal);

        Assert.Equal(
            ["run_started", "stage", "operator", "operator", "stage", "stage", "operator", "stage", "operator", "run_stopped"],
            lines.Select(line => JsonDocument.Parse(line).RootElement.GetProperty("event").GetString()));
        Assert.All(lines, line =>
            Assert.Matches("\"time\":\"2026-01-24T12:3[45]:[0-9]{2}\\.789Z\"", line));
        Assert.EndsWith("}\n", File.ReadAllText(_recording.Journal), StringComparison.Ordinal);
    }

    [Fact]
    public void Journal_Growth_IsByWhatIsDoneNotByTime()
    {
        OperatorRecorder open = _recording.Work("s", "o", 10, 10);
        long before = new FileInfo(_recording.Journal).Length;
        for (int beat = 0; beat < 100; beat++)
        {
            Recording.Count(open, 10, 10);
            _recording.Clock.Advance(TimeSpan.FromSeconds(5));
        }

        Assert.Equal(before, new FileInfo(_recording.Journal).Length);
        Assert.Equal(["o: 1010 > 1010"], _recording.Replay().Entries.Counts());
    }

    [Fact]
    public void Progress_OperatorGoesOn_IsAnIntervalBehindAtMost()
    {
        OperatorRecorder open = _recording.Work("s", "o", 10, 9);
        _recording.Clock.Advance(TimeSpan.FromSeconds(5));
        Recording.Count(open, 3, 3);

        Assert.Equal(["o: 10 > 9"], _recording.Replay().Entries.Counts());

        _recording.Clock.Advance(TimeSpan.FromSeconds(5));
        Assert.Equal(["o: 13 > 12"], _recording.Replay().Entries.Counts());
    }

    [Fact]
    public void Progress_OlderThanTheLine_DoesNotReplaceIt()
    {
        OperatorRecorder open = _recording.Work("s", "o", 10, 10);
        _recording.Clock.Advance(TimeSpan.FromSeconds(5));
        string old = File.ReadAllText(_recording.Progress);
        Recording.Count(open, 5, 4);
        _recording.Run.Collector.CloseOperator(open, null);
        File.WriteAllText(_recording.Progress, old);

        Assert.Equal(["o: 15 > 14"], _recording.Replay().Entries.Counts());
    }

    [Fact]
    public void Progress_OperatorOpenedAgain_GoesOnFromItsLine()
    {
        _recording.Finish("s", "o", 10, 10);
        _recording.Work("s", "o", 5, 5);
        _recording.Clock.Advance(TimeSpan.FromSeconds(5));

        Assert.Equal(["o: 15 > 15"], _recording.Replay().Entries.Counts());
    }

    [Fact]
    public void Stop_OperatorStillOpen_IsInTheJournal()
    {
        OperatorRecorder open = _recording.Work("s", "o", 10, 9);
        _recording.Clock.Advance(TimeSpan.FromSeconds(5));
        Recording.Count(open, 2, 2);
        _recording.Run.Stop(RunStatus.Failed, "Terminated (SIGTERM).");

        Assert.Equal(["o: 12 > 11"], _recording.Replay().Entries.Counts());
    }

    [Fact]
    public void Journal_ConfigurationNestedAsDeepAsItMayBe_IsKept()
    {
        object value = "end";
        for (int level = 0; level < 55; level++)
        {
            value = new Hashtable { ["a"] = value };
        }

        _recording.Run.Collector.AddStage("s", null, JsonMap.FromDictionary(new Hashtable { ["a"] = value }));
        _recording.Run.Collector.AddOperator(Sample.Create("r").Operators[0] with
        {
            custom_metrics = JsonMap.FromJson(
                string.Concat(Enumerable.Repeat("{\"a\":", 200)) + "1" + new string('}', 200)),
        });
        JournaledRun run = _recording.Replay();

        Assert.StartsWith("{\"a\":{\"a\":", run.Stages[0].CustomMetrics!.ToString(), StringComparison.Ordinal);
        Assert.Equal(1201, Assert.Single(run.Entries).custom_metrics!.ToString().Length);
    }

    [Fact]
    public void Journal_ColumnsTooLargeForALine_AreLeftOutAndTheRestIsKept()
    {
        string large = $$"""{"text":"{{string.Concat(Enumerable.Repeat("𝄞", 400_000))}}"}""";
        _recording.Run.Collector.AddOperator(
            Sample.Create("r").Operators[0] with { custom_metrics = JsonMap.FromJson(large) });
        _recording.Run.Stop(RunStatus.Failed, string.Concat(Enumerable.Repeat("\u0001𝄞", 400_000)));

        JournaledRun run = _recording.Replay();

        Assert.Null(Assert.Single(run.Entries).custom_metrics);
        Assert.Equal(200, run.Entries[0].input_records);
        Assert.Equal(RunStatus.Failed, run.Header.status);
    }

    [Fact]
    public async Task Journal_ManyWriters_KeepsEveryLine()
    {
        const int Workers = 8;
        const int Operators = 50;
        await Task.WhenAll(Enumerable.Range(0, Workers).Select(worker => Task.Run(() =>
        {
            for (int i = 0; i < Operators; i++)
            {
                _recording.Finish("s", $"o{i}", i, i, $"worker_{worker}");
            }
        })));

        IReadOnlyList<OperatorMetrics> entries = _recording.Replay().Entries;

        Assert.Equal(Workers * Operators, entries.Count);
        Assert.Equal(Workers * Operators * (Operators - 1) / 2, entries.Sum(row => row.input_records));
    }

    private static (string, long, double) Wall(StageRecord stage) =>
        (stage.Name, stage.Index!.Value, stage.WallTime);
}
