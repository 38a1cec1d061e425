using System.Globalization;
using MdfMetrics.Journal.Replay;

namespace MdfMetrics.Tests.Journal;

/// <summary>What the line of a run's end tells of it.</summary>
public sealed class RunLineTests : IDisposable
{
    private readonly WrittenJournal _journal = new();

    public void Dispose() => _journal.Dispose();

    /// <summary>A duration that can't be ends after ten years: 3,650 days are 315,360,000 seconds.</summary>
    [Theory]
    [InlineData("0", "2026-01-24T12:00:00")]
    [InlineData("1.5", "2026-01-24T12:00:01.5")]
    [InlineData("315359999", "2036-01-22T11:59:59")]
    [InlineData("315360000", "2036-01-22T12:00:00")]
    [InlineData("315360001", "2036-01-22T12:00:00")]
    [InlineData("1e300", "2036-01-22T12:00:00")]
    public void Stopped_Duration_IsWhenTheRunEnded(string duration, string end) =>
        Assert.Equal(Utc(end), Stopped($"\"status\":\"completed\",\"duration\":{duration}").Header.EndUtc);

    [Theory]
    [InlineData("3600", "9999-12-31T23:30:00")]
    [InlineData("5400", "9999-12-31T23:59:59.999")]
    [InlineData("1e9", "9999-12-31T23:59:59.999")]
    public void Stopped_BeyondTheCalendar_EndsWithIt(string duration, string end)
    {
        JournaledRun run = _journal.Replay(
            WrittenJournal.Started.Replace(
                "\"start_time\":\"2026-01-24T12:00:00Z\"",
                "\"start_time\":\"9999-12-31T22:30:00Z\"",
                StringComparison.Ordinal),
            $$"""{"event":"run_stopped","time":"2026-01-24T12:01:00Z","status":"completed","duration":{{duration}}}""");

        Assert.Equal(Utc(end), run.Header.EndUtc);
    }

    [Theory]
    [InlineData("\"duration\":-1", "duration is missing")]
    [InlineData("\"duration\":null", "duration is missing")]
    [InlineData("\"duration\":\"1\"", "duration is of a wrong type")]
    public void Stopped_WithoutADuration_IsReportedAndTheRunWasNotStopped(string member, string problem)
    {
        JournaledRun run = Stopped($"\"status\":\"completed\",{member}");

        Assert.False(run.WasStopped);
        Assert.Contains(problem, Assert.Single(_journal.Problems), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("\"completed\"", RunStatus.Completed)]
    [InlineData("\"failed\"", RunStatus.Failed)]
    [InlineData("\"abandoned\"", RunStatus.Failed)]
    [InlineData("\"fine\"", RunStatus.Failed)]
    [InlineData("null", RunStatus.Failed)]
    public void Stopped_StatusThatIsNone_IsAFailure(string status, string expected) =>
        Assert.Equal(expected, Stopped($"\"status\":{status},\"duration\":1").Header.status);

    [Fact]
    public void Stopped_BeforeAnythingSaysThatItBegan_IsLeftOut()
    {
        JournaledRun run = _journal.Replay(JournalText.Stop, WrittenJournal.Started);

        Assert.False(run.WasStopped);
        Assert.False(Assert.Single(run.Processes).HasEnded);
    }

    /// <summary>What the start told once and for all stands, whatever the end tells.</summary>
    [Fact]
    public void Stopped_TellsTheStartAnew_ChangesNothingOfIt()
    {
        JournaledRun run = Stopped(
            "\"run_id\":\"other\",\"pipeline_name\":\"other\",\"tags\":{\"a\":\"b\"},\"host\":\"other\",\"duration\":1,"
                + "\"start_time\":\"2020-01-01T00:00:00Z\",\"config\":{\"a\":\"b\"}");

        Assert.Equal(("r", "h"), (run.Header.run_id, run.Header.host));
        Assert.Null(run.Header.pipeline_name);
        Assert.Null(run.Header.tags);
        Assert.Null(run.Header.config);
        Assert.Equal(Utc("2026-01-24T12:00:00"), run.Header.StartUtc);
    }

    /// <summary>Only the end tells how a run ended.</summary>
    [Fact]
    public void Started_TellsTheEnd_IsARunThatGoesOn()
    {
        RunMetrics run = _journal.Replay(
            WrittenJournal.Started[..^1]
            + ",\"status\":\"completed\",\"error\":\"e\",\"duration\":5,\"end_time\":\"2026-01-24T12:00:05Z\"}").Header;

        Assert.Equal((RunStatus.Running, null, null, double.NaN), (run.status, run.error, run.end_time, run.duration));
    }

    [Theory]
    [InlineData("start_time")]
    [InlineData("run_id")]
    [InlineData("host")]
    public void Started_WithoutWhatARunIsKnownBy_IsReported(string field)
    {
        _journal.Replay(WrittenJournal.Started.Replace($"\"{field}\"", "\"other\"", StringComparison.Ordinal));

        Assert.Contains($"{field} is missing", Assert.Single(_journal.Problems), StringComparison.Ordinal);
    }

    [Fact]
    public void Started_Twice_TheFirstStands()
    {
        JournaledRun run = _journal.Replay(
            WrittenJournal.Started,
            WrittenJournal.Started.Replace("T12:00:00Z\",\"host", "T13:00:00Z\",\"host", StringComparison.Ordinal));

        Assert.Equal(Utc("2026-01-24T12:00:00"), run.Header.StartUtc);
    }

    private static DateTime Utc(string text) => DateTime.Parse(
        text + "Z",
        CultureInfo.InvariantCulture,
        DateTimeStyles.AdjustToUniversal);

    private JournaledRun Stopped(string members) => _journal.Replay(
        WrittenJournal.Started,
        $$"""{"event":"run_stopped","time":"2026-01-24T12:01:00Z",{{members}}}""");
}
