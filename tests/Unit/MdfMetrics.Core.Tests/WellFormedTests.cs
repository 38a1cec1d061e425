using MdfMetrics.Collection;

namespace MdfMetrics.Tests;

/// <summary>Names that were cut within a character, and what is one name then.</summary>
public sealed class WellFormedTests
{
    /// <summary>Not a theory: the test runner keeps its data as UTF-8.</summary>
    private static readonly (string Given, string Expected)[] s_texts =
    [
        ("name", "name"),
        ("", ""),
        ("x😀y😀", "x😀y😀"),
        ("x\uD83D", "x\uFFFD"),
        ("\uDE00x", "\uFFFDx"),
        ("\uD83D\uD83D\uDE00", "\uFFFD😀"),
        ("\uDE00\uD83D", "\uFFFD\uFFFD"),
    ];

    [Fact]
    public void Text_AnyHalves_AreReplaced() => Assert.All(s_texts, text =>
    {
        Assert.Equal(text.Expected, WellFormed.Text(text.Given));
        Assert.Equal(text.Given != text.Expected, WellFormed.HasHalf(text.Given));
    });

    [Theory]
    [InlineData("ab😀", 4, "ab😀")]
    [InlineData("ab😀", 3, "ab")]
    [InlineData("ab😀", 2, "ab")]
    [InlineData("ab", 9, "ab")]
    public void Beginning_OfAText_EndsBetweenCharacters(string given, int length, string expected) =>
        Assert.Equal(expected, WellFormed.Beginning(given, length));

    [Fact]
    public void Collector_NamesCutWithinAnEmoji_AreOneAsInTheFile()
    {
        var collector = new MetricsCollector("r", TimeProvider.System);
        foreach (string half in new[] { "\uD83D", "\uD83E" })
        {
            collector.EnterStage("s" + half).Dispose();
            OperatorRecorder open = collector.OpenOperator("s" + half, "o" + half, "w" + half);
            open.RecordInput();
            collector.CloseOperator(open, null);
            collector.AddOperator(Row("added" + half));
            collector.AddTotals(Row("total" + half));
        }

        Assert.Equal(["s\uFFFD"], collector.GetStageMetrics().Select(stage => stage.stage_name));
        Assert.Equal(
            ["o\uFFFD w\uFFFD 2", "added\uFFFD w\uFFFD 14", "total\uFFFD w\uFFFD 7"],
            collector.GetOperatorMetrics().Select(row => $"{row.operator_name} {row.worker_id} {row.input_records}"));
    }

    [Fact]
    public void FromDictionary_NamesCutWithinAnEmoji_AreOneMember() => Assert.Equal(
        "{\"k\uFFFD\":2}",
        JsonMap.FromDictionary(new Dictionary<string, int> { ["k\uD83D"] = 1, ["k\uD83E"] = 2 })!.ToString());

    [Fact]
    public void PipelineName_CutWithinAnEmoji_IsWellFormed() => Assert.Equal("p\uFFFD", PipelineName.Validate("p\uD83D"));

    private static OperatorMetrics Row(string name) => new()
    {
        run_id = "r",
        stage_name = "s\uD83D",
        operator_name = name,
        worker_id = "w" + name[^1],
        timestamp = DateTime.UnixEpoch,
        input_records = 7,
    };
}
