using System.Collections.Concurrent;
using MdfMetrics.Alerts.State;

namespace MdfMetrics.Tests.Alerts.State;

/// <summary>State files that are lost, damaged or someone else's, and callers that meet.</summary>
public sealed class StateFileTests : IDisposable
{
    private readonly JudgedStore _store = new();
    private readonly ScheduledCalls _calls;

    public StateFileTests()
    {
        _store.WriteOf("nightly", "night", 99, status: RunStatus.Failed);
        _calls = new ScheduledCalls(_store, "status = failed");
        _calls.Call();
    }

    public void Dispose()
    {
        _calls.Dispose();
        _store.Dispose();
    }

    [Theory]
    [InlineData("")]
    [InlineData("{")]
    [InlineData("[]")]
    [InlineData("5")]
    [InlineData("{}")]
    [InlineData("""{"version":2,"stores":[]}""")]
    [InlineData("""{"version":1,"stores":{}}""")]
    [InlineData("""{"version":1,"stores":[{}]}""")]
    [InlineData("""{"version":1,"stores":[5]}""")]
    [InlineData("""{"version":1,"stores":[{"store":"s"}]}""")]
    [InlineData("""{"version":1,"stores":[{"store":"s","since":"x"}]}""")]
    [InlineData("""{"version":1,"stores":[{"store":"s","since":"2026-01-01T00:00:00Z","runs":{"R":"x"}}]}""")]
    [InlineData("""{"version":1,"stores":[{"store":"s","since":"2026-01-01T00:00:00Z","alerts":[{"rule":"r"}]}]}""")]
    [InlineData("""{"version":1,"stores":[{"store":"s","since":"2126-01-01T00:00:00Z"}]}""")]
    public void Call_DamagedState_WarnsOnceJudgesAsWithoutAndWritesAFreshOne(string content)
    {
        File.WriteAllText(_calls.StatePath, content);

        Assert.Equal(["status = failed:night"], _calls.Call());
        Assert.StartsWith(
            $"The state '{_calls.StatePath}' is damaged: ",
            Assert.Single(_calls.Warnings),
            StringComparison.Ordinal);
        Assert.Empty(_calls.Call());
        Assert.Empty(_calls.Warnings);
    }

    [Fact]
    public void Call_RunsWithANameThatIsNoUtf8_IsADamagedState()
    {
        byte[] state =
        [
            .. """{"version":1,"stores":[{"store":"s","since":"2026-01-01T00:00:00Z","runs":{"R"""u8, 0xF4,
            .. "\":1}}]}"u8,
        ];
        File.WriteAllBytes(_calls.StatePath, state);

        Assert.Equal(["status = failed:night"], _calls.Call());
        Assert.Contains("is damaged: ", Assert.Single(_calls.Warnings), StringComparison.Ordinal);
    }

    [Fact]
    public void Call_LostState_WarnsOnceJudgesAsWithoutAndWritesAFreshOne()
    {
        File.Delete(_calls.StatePath);

        Assert.Equal(["status = failed:night"], _calls.Call());
        Assert.Single(_calls.Warnings);
        Assert.Empty(_calls.Call());
        Assert.Empty(_calls.Warnings);
    }

    [Fact]
    public void Call_UnknownMembers_AreIgnored()
    {
        string json = File.ReadAllText(_calls.StatePath);
        File.WriteAllText(_calls.StatePath, "{\"more\":[1]," + json[1..]);

        Assert.Empty(_calls.Call());
        Assert.Empty(_calls.Warnings);
    }

    [Fact]
    public void Call_StateIsAFolder_WarnsAndTellsEachTime()
    {
        string folder = Directory.CreateDirectory(_calls.StatePath + ".d").FullName;

        Assert.Equal(["status = failed:night"], _calls.Call(folder));
        Assert.Equal(["status = failed:night"], _calls.Call(folder));
        Assert.Contains("can't be used: it is a folder.", Assert.Single(_calls.Warnings), StringComparison.Ordinal);
    }

    [Fact]
    public void Call_StateIsBelowAFile_WarnsAndTells()
    {
        Assert.Equal(["status = failed:night"], _calls.Call(Path.Combine(_calls.StatePath, "state")));
        Assert.Contains("can't be used", Assert.Single(_calls.Warnings), StringComparison.Ordinal);
    }

    [Fact]
    public void Call_ReadOnlyState_WarnsTellsAndLeavesItAlone()
    {
        string before = File.ReadAllText(_calls.StatePath);
        File.SetAttributes(_calls.StatePath, FileAttributes.ReadOnly);
        _store.WriteOf("nightly", "next", 99.5, status: RunStatus.Failed);

        Assert.Equal(["status = failed:next"], _calls.Call());
        Assert.Contains("read-only", Assert.Single(_calls.Warnings), StringComparison.Ordinal);
        Assert.Equal(before, File.ReadAllText(_calls.StatePath));
        File.SetAttributes(_calls.StatePath, FileAttributes.Normal);
    }

    [Fact]
    public void Call_MissingFolder_IsMade()
    {
        string path = Path.Combine(_calls.StatePath + ".d", "deep", "state.json");

        _calls.Call(path);

        Assert.True(File.Exists(path));
    }

    [Fact]
    public void Call_NotToBeKept_ChangesNothing()
    {
        using var calls = new ScheduledCalls(_store, "status = failed") { Keep = false };

        Assert.Equal(["status = failed:night"], calls.Call());
        Assert.Equal(["status = failed:night"], calls.Call());
        Assert.Empty(Directory.GetFileSystemEntries(Path.GetDirectoryName(calls.StatePath)!));
    }

    [Fact]
    public void Call_AnotherHasTheStateTooLong_WarnsAndTells()
    {
        using var calls = new ScheduledCalls(_store, "status = failed") { Patience = TimeSpan.Zero };
        using IDisposable other = StateLock.Take(calls.StatePath, TimeProvider.System, TimeSpan.Zero, default);

        Assert.Equal(["status = failed:night"], calls.Call());
        Assert.Contains("can't be used", Assert.Single(calls.Warnings), StringComparison.Ordinal);
        Assert.False(File.Exists(calls.StatePath));
    }

    [Fact]
    public void Call_ManyAtOnce_EachAlertIsToldByOneOfThem()
    {
        for (int run = 0; run < 20; run++)
        {
            _store.WriteOf("hourly", $"r{run}", run, status: RunStatus.Failed);
        }

        var told = new ConcurrentBag<string>();
        Parallel.For(0, 8, _ =>
        {
            using var state = AlertState.Open(
                _calls.StatePath,
                keep: true,
                null,
                TimeProvider.System,
                StateLock.Patience,
                warning => told.Add(warning),
                default);
            foreach (Alert alert in _store.JudgeOf("status = failed").JudgeStore(_store.Path, state.Of(_store.Path)))
            {
                told.Add(alert.run_id!);
            }

            state.Save();
        });

        Assert.Equal(Enumerable.Range(0, 20).Select(run => $"r{run}").Order(), told.Order());
    }
}
