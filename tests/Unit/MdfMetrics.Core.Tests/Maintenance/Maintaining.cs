using MdfMetrics.Maintenance;
using MdfMetrics.Maintenance.Compaction;
using MdfMetrics.Storage.Reading;
using MdfMetrics.Tests.Storage;
using Microsoft.Extensions.Time.Testing;

namespace MdfMetrics.Tests.Maintenance;

/// <summary>Helpers of the tests of maintenance.</summary>
internal static class Maintaining
{
    /// <summary>A clock on which every wait is over at once.</summary>
    public static FakeTimeProvider Impatient() =>
        new(DateTimeOffset.UtcNow) { AutoAdvanceAmount = TimeSpan.FromSeconds(16) };

    /// <summary>Takes the store's lock; null when it is busy.</summary>
    public static StoreMaintenance? TryMaintain(this TemporaryStore store) =>
        StoreMaintenance.TryBegin(store.Path, Impatient(), CancellationToken.None);

    /// <summary>Takes the store's lock.</summary>
    public static StoreMaintenance Maintain(this TemporaryStore store) => store.TryMaintain()!;

    /// <summary>
    /// What kill -9 at the first such step of some maintenance leaves: a copy of what lies there then.
    /// </summary>
    public static TemporaryStore KilledAt(
        this TemporaryStore store,
        string step,
        Action<Action<MaintenanceStep>> maintain)
    {
        var left = new TemporaryStore();
        maintain(reached =>
        {
            if (reached.ToString() == step && left.Files().Length == 0)
            {
                store.CopyTo(left.Path);
            }
        });
        return left;
    }

    /// <summary>Compacts all runs of the store, or those that started before a moment.</summary>
    public static StoreOptimization Compact(
        this TemporaryStore store,
        CompactionPeriod? period = null,
        DateTime? before = null,
        Action<MetricsException>? onWarning = null) => new Compactor(store.Path, Impatient()).Compact(
            new CompactionOptions { BeforeUtc = before ?? DateTime.MaxValue, Period = period },
            onWarning ?? (static error => throw error),
            null,
            CancellationToken.None);

    /// <summary>All that readers see of the store, or of one run: histograms too, but for the runs' files.</summary>
    public static string Shown(this TemporaryStore store, string? runId = null)
    {
        RunMetrics[] runs = [.. store.Runs(new RunQuery { ExactIds = runId is null ? null : [runId] })];
        return string.Join('\n', runs.Select(run => run with { path = null }).Cast<object>()
            .Concat(store.Stages(runs))
            .Concat(store.Operators(runs).Select(row => $"{row with { Latencies = null }} {row.latency_histogram}")));
    }

    /// <summary>Puts a file with some bytes into the store.</summary>
    public static string Put(this TemporaryStore store, string relative, string text = "x")
    {
        string path = store.At(relative);
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        File.WriteAllText(path, text);
        return path;
    }
}
