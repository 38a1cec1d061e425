using MdfMetrics.Maintenance;
using MdfMetrics.Maintenance.Compaction;
using MdfMetrics.Storage.Layout;
using MdfMetrics.Tests.Integrity;
using MdfMetrics.Tests.Storage;

namespace MdfMetrics.Tests.Maintenance;

/// <summary>
/// Maintenance that stalls for longer than its heart may be silent, is taken for dead by another machine, and wakes up.
/// </summary>
public sealed class StalledMaintenanceTests : IDisposable
{
    private static readonly DateTime s_first = new(2026, 1, 24, 12, 0, 0, DateTimeKind.Utc);

    private readonly TemporaryStore _store = new();

    public void Dispose() => _store.Dispose();

    [Theory]
    [InlineData("Staged")]
    [InlineData("Noted")]
    [InlineData("Published")]
    [InlineData("Committed")]
    [InlineData("Waited")]
    [InlineData("Deleted")]
    public void Compact_StalledAndTakenOver_LeavesEachRowOnce(string step)
    {
        for (int i = 0; i < 4; i++)
        {
            _store.Write(Sample.Create($"r{i}", s_first.AddDays(i)));
        }

        string before = _store.Shown();
        bool wasTakenOver = false;
        try
        {
            Compact(reached =>
            {
                if (reached.ToString() == step && !wasTakenOver)
                {
                    wasTakenOver = true;
                    BeAnotherMachines();
                    Compact(static _ => { });
                    Assert.Equal(before, _store.Shown());
                }
            });
        }
        catch (MetricsException error)
        {
            Assert.Equal(MetricsError.StoreBusy, error.Error);
        }

        Assert.True(wasTakenOver);
        Assert.Equal(before, _store.Shown());
        Compact(static _ => { });
        Assert.Equal(before, _store.Shown());
        Assert.Empty(_store.Check());
        using DuckDb engine = DuckDb.Over(_store.Path);
        Assert.Equal(4L, engine.Single("SELECT count(*) FROM runs"));
        Assert.Equal((long)_store.Operators([.. _store.Runs()]).Count, engine.Single("SELECT count(*) FROM operators"));
        Assert.False(File.Exists(MaintenanceLayout.Takeover(_store.Path)));
    }

    /// <summary>To another machine this process is one that it knows nothing of but its heartbeat.</summary>
    private void BeAnotherMachines() => File.WriteAllText(
        MaintenanceLayout.Lock(_store.Path),
        """{"version":1,"host":"elsewhere","process_id":1,"process_start":"2026-01-01T00:00:00Z"}""");

    private void Compact(Action<MaintenanceStep> onStep) =>
        new Compactor(_store.Path, Maintaining.Impatient()).Compact(
            new CompactionOptions { BeforeUtc = DateTime.MaxValue },
            static error => throw error,
            onStep,
            CancellationToken.None);
}
