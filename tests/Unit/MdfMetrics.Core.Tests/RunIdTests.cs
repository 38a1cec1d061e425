using Microsoft.Extensions.Time.Testing;

namespace MdfMetrics.Tests;

public sealed class RunIdTests
{
    private static readonly DateTime s_start = new(2026, 1, 24, 12, 34, 56, DateTimeKind.Utc);

    public static TheoryData<string> BadIds() =>
    [
        "", " ", "run_", "RUN_", "../evil", "a/b", @"a\b", "a:b", "a b", ".hidden", "_x", "-x", "x.", "run_x.", "é",
        "x\n", "CON", "con", "run_con", "NUL.txt", "com1", "LPT9.log", "run_AUX.x", "run_../x", "x\0",
        new string('a', 129), new string('a', 10_000),
    ];

    public static TheoryData<string> GoodIds() =>
    [
        "a", "run_a", "nightly-2026.01.24", "run_run_x", "CONSOLE", "x.con", "com10", "a_", "a-", new string('a', 128),
        "run_20260124_123456_abc123", "run_20261324_123456_1a2b3c4d", "run_20260125_120000_1a2b3c4d",
        "20260123_123500_1A2B3C4D",
    ];

    [Fact]
    public void New_Clock_HasUtcTimeAndEightHexDigits()
    {
        var clock = new FakeTimeProvider(new DateTimeOffset(2026, 1, 24, 13, 34, 56, TimeSpan.FromHours(1)));

        string id = RunId.New(clock);

        Assert.Matches(@"\Arun_20260124_123456_[0-9a-f]{8}\z", id);
        Assert.NotEqual(id, RunId.New(clock));
        RunId.Validate(id, s_start);
    }

    [Theory]
    [MemberData(nameof(BadIds))]
    public void Validate_BadId_IsRefused(string id)
    {
        MetricsException error = Assert.Throws<MetricsException>(() => RunId.Validate(id, s_start));
        Assert.Equal(MetricsError.InvalidRunId, error.Error);
        Assert.Equal(id, error.Target);
        Assert.InRange(error.Message.Length, 1, 600);
    }

    [Theory]
    [MemberData(nameof(GoodIds))]
    public void Validate_GoodId_IsAccepted(string id) =>
        Assert.Null(Record.Exception(() => RunId.Validate(id, s_start)));

    [Theory]
    [InlineData("run_20260126_123456_1a2b3c4d")]
    [InlineData("20260123_123455_1A2B3C4D")]
    [InlineData("RUN_20250124_123456_00000000")]
    public void Validate_TimeMoreThanADayOff_IsRefused(string id) =>
        Assert.Equal(
            MetricsError.InvalidRunId,
            Assert.Throws<MetricsException>(() => RunId.Validate(id, s_start)).Error);

    [Theory]
    [InlineData("run_x", "x", true)]
    [InlineData("RUN_X", "x", true)]
    [InlineData("Nightly", "run_nightly", true)]
    [InlineData("run_run_x", "run_x", false)]
    [InlineData("x", "y", false)]
    public void Same_Spellings_AreOneRun(string first, string second, bool same) =>
        Assert.Equal(same, RunId.Same(first, second));

    [Theory]
    [InlineData("20260124_123456_1a2b3c4d", true)]
    [InlineData("20260124_123456_1A2B3C4D", true)]
    [InlineData("20260124_123456_1a2b3c4", false)]
    [InlineData("20260124_123456_1a2b3c4g", false)]
    [InlineData("20260230_123456_1a2b3c4d", false)]
    [InlineData("run_20260124_123456_1a2b3c4d", false)]
    [InlineData("", false)]
    public void TryGetTime_Key_GivesTheTimeOfTheGeneratedForm(string key, bool has)
    {
        Assert.Equal(has, RunId.TryGetTime(key, out DateTime time));
        Assert.Equal(has ? s_start : default, time);
        Assert.Equal(has ? DateTimeKind.Utc : DateTimeKind.Unspecified, time.Kind);
    }
}
