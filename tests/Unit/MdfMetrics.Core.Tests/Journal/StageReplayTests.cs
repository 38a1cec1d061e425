using MdfMetrics.Aggregation;
using MdfMetrics.Journal.Replay;
using MdfMetrics.Storage.Schema;
using MdfMetrics.Tests.Storage;

namespace MdfMetrics.Tests.Journal;

/// <summary>What becomes of a stage that several lines, of several processes, tell of.</summary>
public sealed class StageReplayTests
{
    private readonly StageReplay _stages = new();

    /// <summary>Places in the order in which they come; p: of the process that started the run, w: of a worker.</summary>
    [Theory]
    [InlineData("w3", 3L)]
    [InlineData("w3 w1 w2", 1L)]
    [InlineData("w1 w1", 1L)]
    [InlineData("w- w4", 4L)]
    [InlineData("w4 w-", 4L)]
    [InlineData("w- w-", null)]
    [InlineData("p5", 5L)]
    [InlineData("p5 w1", 5L)]
    [InlineData("w1 p5", 5L)]
    [InlineData("w1 p5 w0", 5L)]
    [InlineData("w1 p-", 1L)]
    [InlineData("w2 p- w1", 1L)]
    [InlineData("p- w4", 4L)]
    [InlineData("p5 p7", 5L)]
    public void Place_StartersWins_OfWorkersTheSmallest(string told, long? expected)
    {
        foreach (string place in told.Split(' '))
        {
            _stages.Add(
                new StageRecord
                {
                    RunId = "r",
                    Name = "s",
                    Index = place[1] == '-' ? null : place[1] - '0',
                    Timestamp = Sample.Start,
                    WallTime = double.NaN,
                },
                fromStarter: place[0] == 'p');
        }

        Assert.Equal(expected, Assert.Single(_stages.Records).Index);
    }

    [Theory]
    [InlineData(1, 2)]
    [InlineData(2, 1)]
    public void Add_Again_KeepsTheEarliestTimeTheLongestWallAndTheLastWordOfTheRest(int first, int second)
    {
        Add(first, """{"n":1}""");
        Add(second, """{"n":2}""");
        Add(5, null, isGiven: false);

        StageRecord stage = Assert.Single(_stages.Records);
        Assert.Equal(Sample.Start.AddSeconds(1), stage.Timestamp);
        Assert.Equal(5, stage.WallTime);
        Assert.Equal("""{"n":2}""", $"{stage.CustomMetrics}");
        StageMetrics row = MetricsSchema.Stages.Create();
        stage.Given!.PutInto(row);
        Assert.Equal(second, row.input_records);
    }

    [Fact]
    public void Add_OtherStages_AreInTheOrderInWhichTheyCame()
    {
        foreach (string name in new[] { "b", "a", "b", "B" })
        {
            _stages.Add(
                new StageRecord { RunId = "r", Name = name, Timestamp = Sample.Start, WallTime = 1 },
                fromStarter: true);
        }

        Assert.Equal(["b", "a", "B"], _stages.Records.Select(stage => stage.Name));
    }

    private void Add(int seconds, string? custom, bool isGiven = true) => _stages.Add(
        new StageRecord
        {
            RunId = "r",
            Name = "s",
            Timestamp = Sample.Start.AddSeconds(seconds),
            WallTime = seconds,
            CustomMetrics = custom is null ? null : JsonMap.FromJson(custom),
            Given = isGiven ? StageFigures.From(Given.Columns($$"""{"input_records":{{seconds}}}""")) : null,
        },
        fromStarter: false);
}
