using System.Diagnostics;
using MdfMetrics.Maintenance;
using MdfMetrics.Processes;
using MdfMetrics.Storage.Layout;
using MdfMetrics.Tests.Storage;
using Microsoft.Extensions.Time.Testing;

namespace MdfMetrics.Tests.Maintenance;

/// <summary>One maintains a store at a time; what a dead one left is taken over.</summary>
public sealed class MaintenanceLockTests : IDisposable
{
    private readonly TemporaryStore _store = new();
    private readonly FakeTimeProvider _clock = Maintaining.Impatient();

    private string LockPath => MaintenanceLayout.Lock(_store.Path);

    public void Dispose() => _store.Dispose();

    [Fact]
    public void TryTake_Free_TellsWhoHasIt()
    {
        using MaintenanceLock? taken = Take();

        Assert.NotNull(taken);
        using var file = new StreamReader(
            new FileStream(LockPath, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete));
        string text = file.ReadToEnd();
        Assert.Contains("\"version\":1,", text, StringComparison.Ordinal);
        Assert.Matches("\"id\":\"[0-9a-f-]{36}\"", text);
        Assert.Contains($"\"process_id\":{Environment.ProcessId}", text, StringComparison.Ordinal);
        Assert.Contains($"\"host\":\"{Environment.MachineName}\"", text, StringComparison.Ordinal);
    }

    [Fact]
    public void TryTake_Held_IsBusyUntilItIsGivenBack()
    {
        MaintenanceLock taken = Take()!;
        Assert.Null(Take());
        taken.Dispose();

        Assert.False(File.Exists(LockPath));
        using MaintenanceLock? again = Take();
        Assert.NotNull(again);
    }

    [Fact]
    public void TryTake_DeadProcess_IsTakenOver()
    {
        using Process dead =
            Process.Start(new ProcessStartInfo("dotnet", "--version") { RedirectStandardOutput = true })!;
        string started = dead.StartTime.ToUniversalTime().ToString("O");
        dead.WaitForExit();
        Write($$"""{"version":1,"host":"{{Environment.MachineName}}","process_id":{{dead.Id}},"process_start":"{{started}}"}""");

        using MaintenanceLock? taken = Take();
        Assert.NotNull(taken);
    }

    [Theory]
    [InlineData("""{"version":1,"host":"elsewhere","process_id":1,"process_start":"2026-01-01T00:00:00Z"}""")]
    [InlineData("")]
    [InlineData("{\"ver")]
    public void TryTake_SilentForHalfAMinute_IsTakenOver(string content)
    {
        Write(content);
        DateTimeOffset began = _clock.GetUtcNow();

        using MaintenanceLock? taken = Take();

        Assert.NotNull(taken);
        Assert.True(_clock.GetUtcNow() - began >= TimeSpan.FromSeconds(30));
    }

    [Fact]
    public async Task TryTake_OtherHostBeats_IsBusy()
    {
        Write("""{"version":1,"host":"elsewhere","process_id":1,"process_start":"2026-01-01T00:00:00Z"}""");
        var first = new DateTime(2020, 1, 1, 0, 0, 0, DateTimeKind.Utc);
        await using var heart = new Heart(beat => File.SetLastWriteTimeUtc(LockPath, first.AddSeconds(beat)));

        Assert.Null(MaintenanceLock.TryTake(_store.Path, TimeProvider.System, CancellationToken.None));
    }

    /// <summary>Linux tells a start by the clock of now: it moves with that.</summary>
    [Fact]
    public async Task TryTake_ClockWasSetSinceTheHolderStarted_IsBusyAsItBeats()
    {
        Write(OfThisProcess(startedAgo: 3600));
        var first = new DateTime(2020, 1, 1, 0, 0, 0, DateTimeKind.Utc);
        await using var heart = new Heart(beat => File.SetLastWriteTimeUtc(LockPath, first.AddSeconds(beat)));

        Assert.Null(MaintenanceLock.TryTake(_store.Path, TimeProvider.System, CancellationToken.None));
    }

    [Fact]
    public void TryTake_ProcessIdUsedAgain_IsTakenOverWhenItIsSilent()
    {
        Write(OfThisProcess(startedAgo: 3600));
        DateTimeOffset began = _clock.GetUtcNow();

        using MaintenanceLock? taken = Take();

        Assert.NotNull(taken);
        Assert.True(_clock.GetUtcNow() - began >= TimeSpan.FromSeconds(30));
    }

    [Fact]
    public async Task TryTake_ManyAtOnce_OneHasItAtATime()
    {
        Write("""{"version":1,"host":"elsewhere","process_id":1,"process_start":"2026-01-01T00:00:00Z"}""");
        int inside = 0;
        int taken = 0;
        await Task.WhenAll(Enumerable.Range(0, 8).Select(_ => Task.Run(() =>
        {
            for (int i = 0; i < 200; i++)
            {
                using MaintenanceLock? mine = MaintenanceLock.TryTake(_store.Path, Maintaining.Impatient(), default);
                if (mine is not null)
                {
                    Assert.Equal(1, Interlocked.Increment(ref inside));
                    mine.Confirm();
                    Interlocked.Increment(ref taken);
                    Interlocked.Decrement(ref inside);
                }
            }
        })));

        Assert.True(taken > 0);
    }

    [Fact]
    public void Confirm_LockOfSomeoneElse_Throws()
    {
        using MaintenanceLock taken = Take()!;
        File.Delete(LockPath);
        Write("{}");

        Assert.Equal(MetricsError.StoreBusy, Assert.Throws<MetricsException>(taken.Confirm).Error);
        taken.Dispose();
        Assert.True(File.Exists(LockPath));
    }

    /// <summary>A process may hold the locks of many stores one after another, and the same twice.</summary>
    [Fact]
    public void Confirm_LockThatThisProcessTookAgain_IsNotTheFirst()
    {
        using MaintenanceLock first = Take()!;
        File.Delete(LockPath);
        using MaintenanceLock second = Take()!;

        Assert.Equal(MetricsError.StoreBusy, Assert.Throws<MetricsException>(first.Confirm).Error);
        first.Dispose();
        second.Confirm();
    }

    /// <summary>What other machines watch: its time, by the clock of its holder.</summary>
    [Fact]
    public void Held_EveryFiveSeconds_BeatsUntilItIsGivenBack()
    {
        var clock = new FakeTimeProvider(new DateTimeOffset(2026, 1, 24, 12, 0, 0, TimeSpan.Zero));
        MaintenanceLock taken = MaintenanceLock.TryTake(_store.Path, clock, CancellationToken.None)!;
        foreach (int seconds in new[] { 5, 10, 15 })
        {
            clock.Advance(TimeSpan.FromSeconds(4.9));
            Assert.NotEqual(clock.GetUtcNow().UtcDateTime, File.GetLastWriteTimeUtc(LockPath));
            clock.Advance(TimeSpan.FromSeconds(0.1));
            Assert.Equal(new DateTime(2026, 1, 24, 12, 0, seconds), File.GetLastWriteTimeUtc(LockPath));
        }

        taken.Dispose();
        taken.Dispose();
        clock.Advance(TimeSpan.FromMinutes(1));
        Assert.False(File.Exists(LockPath));
    }

    [Fact]
    public void Confirm_LockThatIsGone_NamesItAndTellsWhatToDo()
    {
        using MaintenanceLock taken = Take()!;
        taken.Confirm();
        File.Delete(LockPath);

        MetricsException error = Assert.Throws<MetricsException>(taken.Confirm);

        Assert.Equal((MetricsError.StoreBusy, LockPath), (error.Error, error.Target));
        Assert.Contains($"'{LockPath}' was removed or taken over", error.Message, StringComparison.Ordinal);
        Assert.Contains("Try again", error.Message, StringComparison.Ordinal);
    }

    private static string OfThisProcess(int startedAgo)
    {
        DateTime started = ProcessIdentity.Current.StartedUtc.AddSeconds(-startedAgo);
        return $$"""{"version":1,"host":"{{Environment.MachineName}}","process_id":{{Environment.ProcessId}},"process_start":"{{started:O}}"}""";
    }

    private MaintenanceLock? Take() => MaintenanceLock.TryTake(_store.Path, _clock, CancellationToken.None);

    private void Write(string content) => _store.Put("_maintenance/lock", content);
}
