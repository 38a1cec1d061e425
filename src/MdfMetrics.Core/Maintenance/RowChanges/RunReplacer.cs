using MdfMetrics.ParquetFiles;
using MdfMetrics.ParquetFiles.Columns;
using MdfMetrics.Storage.Layout;
using MdfMetrics.Storage.Reading;
using MdfMetrics.Storage.Schema;
using MdfMetrics.Storage.Writing;

namespace MdfMetrics.Maintenance.RowChanges;

/// <summary>Gives a run other rows where it shares files with other runs.</summary>
internal static class RunReplacer
{
    /// <summary>Replaces all rows of a run. They lie in files of their own until the next compaction.</summary>
    /// <param name="maintenance">The right to change the store.</param>
    /// <param name="run">The run, its path being that of the file it has, with all its stages and operators.</param>
    /// <param name="options">Whether histograms are written, and the mode of files.</param>
    /// <exception cref="MetricsException">FileCorrupt; StoreNotWritable; RunExists.</exception>
    public static RunMetrics Replace(
        StoreMaintenance maintenance,
        RunMetrics run,
        WriterOptions options,
        CancellationToken token) => StoreMaintenance.TranslateIOErrors(maintenance.Store, () =>
    {
        using RunWriteLock writing = RunWriteLock.Take(maintenance.Store, run.run_id);
        using StoreChange change = maintenance.BeginChange(options.FileMode);
        var files = new RunFiles(maintenance.Store, [run], static error => throw error, token);
        var rewriter = new RunRewriter(change, token);
        foreach (RunFile file in files.FindAll().Where(file => !file.IsLinked))
        {
            rewriter.Drop(file);
        }

        if (options.CollectHistograms)
        {
            Add(MetricsSchema.Histograms, HistogramJoin.Split(run.Operators!));
        }

        Add(MetricsSchema.Operators, run.Operators!);
        Add(MetricsSchema.Stages, run.Stages!);
        Add(MetricsSchema.Runs, [run]);
        string path = change.Creates[^1];
        change.Commit();
        maintenance.Finish(token);
        return run with { store = maintenance.Store, path = path };

        void Add<TRow>(DatasetSchema<TRow> schema, IReadOnlyList<TRow> rows)
            where TRow : class
        {
            PartitionBy layout = StoreLayout.LayoutOf(maintenance.Store, run.path!);
            string period = CompactedName.PeriodOf(run.StartUtc, layout, StoreLayout.DayOf(run.path!));
            using FileStream file = change.Stage(
                StoreLayout.Folder(maintenance.Store, schema.Name, layout, period),
                period);
            file.Write(ParquetFile.Serialize(schema, rows));
        }
    });
}
