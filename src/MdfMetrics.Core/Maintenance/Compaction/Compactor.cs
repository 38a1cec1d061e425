using MdfMetrics.Files;
using MdfMetrics.ParquetFiles;
using MdfMetrics.ParquetFiles.Columns;
using MdfMetrics.Progress;
using MdfMetrics.Storage.Layout;
using MdfMetrics.Storage.Schema;

namespace MdfMetrics.Maintenance.Compaction;

/// <summary>
/// Merges the many small files of finished runs into few: one for each dataset and period, in the layout asked for.
/// </summary>
internal sealed class Compactor(string storePath, TimeProvider time)
{
    private readonly string _store = StoreLayout.FullPath(storePath);

    /// <summary>Follows the work.</summary>
    public WorkProgress Progress { get; init; } = WorkProgress.None;

    /// <summary>What would be done.</summary>
    /// <param name="onWarning">Receives each file that is left alone, and why.</param>
    /// <exception cref="MetricsException">StoreNotFound; PeriodNotPossible.</exception>
    public StoreOptimization Preview(
        CompactionOptions options,
        Action<MetricsException> onWarning,
        CancellationToken token) =>
        Summary(OptimizationStatus.Planned, options, Plan(options, [], onWarning, token)) with { bytes_after = null };

    /// <summary>Compacts the store. Idempotent.</summary>
    /// <param name="onWarning">Receives each file that is left alone, and why.</param>
    /// <param name="onStep">Receives the steps.</param>
    /// <param name="token">Stops the work: what was not committed is undone.</param>
    /// <exception cref="MetricsException">StoreNotFound; PeriodNotPossible; StoreNotWritable; StoreBusy.</exception>
    public StoreOptimization Compact(
        CompactionOptions options,
        Action<MetricsException> onWarning,
        Action<MaintenanceStep>? onStep,
        CancellationToken token)
    {
        using StoreMaintenance? maintenance = StoreMaintenance.TryBegin(_store, time, token, onStep, Progress);
        if (maintenance is null)
        {
            return new StoreOptimization { store = _store, status = OptimizationStatus.Busy };
        }

        var leftAlone = new HashSet<string>(StringComparer.Ordinal);
        while (true)
        {
            CompactionPlan plan = Plan(options, leftAlone, onWarning, token);
            if (plan.Targets.Count == 0)
            {
                return Summary(OptimizationStatus.Unchanged, options, plan);
            }

            try
            {
                return StoreMaintenance.TranslateIOErrors(_store, () => Compact(plan, options, maintenance, token));
            }
            catch (MetricsException damage) when (
                damage is { Error: MetricsError.FileCorrupt or MetricsError.FileUnsupported, Target: string path }
                && leftAlone.Add(path))
            {
                // Its ids can be read and the rest can't: without it, then.
                onWarning(damage);
            }
        }
    }

    private CompactionPlan Plan(
        CompactionOptions options,
        HashSet<string> leftAlone,
        Action<MetricsException> onWarning,
        CancellationToken token) =>
        new CompactionPlanner(_store, options, leftAlone, onWarning, Progress, token).Plan();

    private StoreOptimization Compact(
        CompactionPlan plan,
        CompactionOptions options,
        StoreMaintenance maintenance,
        CancellationToken token)
    {
        CompactionSource first = plan.Files[MetricsSchema.Runs][0];
        using StoreChange change = maintenance.BeginChange(StoreFolder.ModeOf(first.File.Path));
        foreach (Dataset dataset in MetricsSchema.All)
        {
            var merge = new CompactionRowSource(dataset, plan.Files[dataset]);
            Progress.Begin($"Writing {dataset.Name}", "runs", plan.Runs, left: 6);
            foreach ((CompactionTarget target, IReadOnlyList<RunEntry> runs) in plan.Targets)
            {
                if (merge.HasFileOf(runs))
                {
                    using var file = new BatchFileWriter(
                        change.Stage(target.Folder(_store, dataset.Name), target.Period),
                        merge.CreateColumns(),
                        RowGroups.Size(dataset));
                    merge.Write(file, runs, Progress, token);
                    file.Complete();
                }
            }

            foreach (CompactionSource file in plan.Files[dataset])
            {
                change.Replace(file.File.Path);
            }
        }

        token.ThrowIfCancellationRequested();
        IReadOnlyList<string> created = change.Creates;
        change.Commit();
        (_, int kept) = maintenance.Finish(token);
        return Summary(OptimizationStatus.Optimized, options, plan) with
        {
            files_after = created.Count,
            bytes_after = created.Sum(path => new FileInfo(path).Length),
            files_in_use = kept,
        };
    }

    private StoreOptimization Summary(string status, CompactionOptions options, CompactionPlan plan)
    {
        CompactionSource[] files = [.. plan.Files.Values.SelectMany(files => files)];
        return new StoreOptimization
        {
            store = _store,
            status = status,
            runs = plan.Runs,
            skipped = plan.Skipped,
            files_before = files.Length,
            files_moved = options.PartitionBy is { } layout
                ? files.Count(file => StoreLayout.LayoutOf(_store, file.File.Path) != layout)
                : 0,
            files_after = plan.Targets.Count * plan.Files.Values.Count(files => files.Count > 0),
            bytes_before = files.Sum(file => file.Bytes),
            bytes_after = 0,
        };
    }
}
