using MdfMetrics.Maintenance;
using MdfMetrics.Maintenance.Compaction;
using MdfMetrics.ParquetFiles;
using MdfMetrics.ParquetFiles.Batches;
using MdfMetrics.Storage.Reading;
using MdfMetrics.Storage.Schema;
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

    /// <summary>Moves the rows of runs out of their files of the runs dataset into one, as maintenance writes it.</summary>
    /// <param name="rowsPerGroup">How many a row group has at most.</param>
    public static string Join(this TemporaryStore store, string relative, int rowsPerGroup, params RunMetrics[] runs)
    {
        string path = store.At(relative);
        using var joined =
            new BatchFileWriter(File.Create(path), MetricsSchema.Runs.CreateBatchColumns(), rowsPerGroup);
        foreach (RunMetrics run in runs)
        {
            using (ParquetSource source = ParquetSource.Open(run.path!))
            {
                ColumnBatch rows = source.ReadAll(MetricsSchema.Runs.CreateBatchColumns, default);
                joined.Add(rows, 0, rows.Rows, TimeRange.At(run.StartUtc!.Value));
            }

            File.Delete(run.path!);
        }

        joined.Complete();
        return path;
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
