using MdfMetrics.Journal.Replay;

namespace MdfMetrics.Tests.Journal;

/// <summary>What the line of a run's begin tells of how it is to be recorded and written.</summary>
public sealed class OptionsLineTests : IDisposable
{
    private readonly WrittenJournal _journal = new();

    public void Dispose() => _journal.Dispose();

    [Theory]
    [InlineData("\"partition_by\":\"date\"", PartitionBy.Date)]
    [InlineData("\"partition_by\":\"HIVE\"", PartitionBy.Hive)]
    [InlineData("\"partition_by\":\"none\"", PartitionBy.None)]
    [InlineData("\"partition_by\":\"moon\"", PartitionBy.None)]
    [InlineData("\"partition_by\":\"99\"", PartitionBy.None)]
    [InlineData("\"partition_by\":null", PartitionBy.None)]
    public void Read_Layout_IsTheRunsOwnOrTheDefault(string member, PartitionBy expected) =>
        Assert.Equal(expected, Started(member).Options.PartitionBy);

    [Theory]
    [InlineData("0", 0)]
    [InlineData("420", 420)]
    [InlineData("511", 511)]
    [InlineData("512", null)]
    [InlineData("-1", null)]
    [InlineData("null", null)]
    public void Read_FileMode_IsThatOfAFileOrNone(string mode, int? expected) =>
        Assert.Equal((UnixFileMode?)expected, Started($"\"file_mode\":{mode}").Options.FileMode);

    [Theory]
    [InlineData("\"collect_histograms\":false,\"durable\":true", false, true)]
    [InlineData("\"collect_histograms\":true,\"durable\":false", true, false)]
    [InlineData("\"collect_histograms\":null", true, false)]
    public void Read_Switches_AreTheRunsOwnOrTheDefaults(string members, bool histograms, bool durable) =>
        Assert.Equal(
            (histograms, durable),
            (Started(members).Options.CollectHistograms, Started(members).Options.Durable));

    [Fact]
    public void Read_RedactThatIsNoPattern_IsReported()
    {
        Started("\"redact\":[\"(\"]");

        Assert.Contains("redact has what is no pattern", Assert.Single(_journal.Problems), StringComparison.Ordinal);
    }

    [Fact]
    public void Read_RedactKeys_MaskTheRunAndItsRows()
    {
        JournaledRun run = _journal.Replay(
            WrittenJournal.Started[..^1] + ",\"redact_keys\":[\"colour\"],\"tags\":{\"colour\":\"red\"}}",
            WrittenJournal.Operator("\"custom_metrics\":{\"colour\":\"red\"}"),
            """{"event":"stage","time":"2026-01-24T12:00:01Z","stage_name":"s","custom_metrics":{"colour":"red"}}""");

        Assert.DoesNotContain("red", $"{run.Header.tags}", StringComparison.Ordinal);
        Assert.DoesNotContain("red", $"{Assert.Single(run.Entries).custom_metrics}", StringComparison.Ordinal);
        Assert.DoesNotContain("red", $"{Assert.Single(run.Stages).CustomMetrics}", StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("2", 2)]
    [InlineData("0", 0.001)]
    [InlineData("-5", 0.001)]
    [InlineData("1e12", 86400)]
    [InlineData("null", 5)]
    public void Read_Interval_IsOneThatCanBe(string seconds, double expected) => Assert.Equal(
        TimeSpan.FromSeconds(expected),
        Assert.Single(Started($"\"checkpoint_interval\":{seconds}").Processes).CheckpointInterval);

    private JournaledRun Started(string members) => _journal.Replay($"{WrittenJournal.Started[..^1]},{members}}}");
}
