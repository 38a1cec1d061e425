using MdfMetrics.Files;
using MdfMetrics.Maintenance.RowChanges;
using MdfMetrics.Storage.Writing;

namespace MdfMetrics.Maintenance.Tagging;

/// <summary>Changes tags and pipeline of runs that are written; all else in their files stays, unknown columns too.</summary>
/// <param name="store">The store's full path.</param>
/// <param name="onError">Receives each file that can't be changed; it is as it was.</param>
/// <param name="onStep">Receives the steps of maintenance.</param>
internal sealed class RunTagger(
    string store,
    TimeProvider time,
    Action<MetricsException> onError,
    Action<MaintenanceStep>? onStep = null)
{
    /// <summary>Changes the labels of runs.</summary>
    /// <param name="token">Stops the work; the next maintenance of the store finishes what was begun.</param>
    /// <returns>Whether it was done; false when other maintenance is going on.</returns>
    /// <exception cref="MetricsException">StoreNotFound; StoreNotWritable.</exception>
    public bool Change(IReadOnlyCollection<RunMetrics> runs, LabelChange labels, CancellationToken token)
    {
        RunMetrics[] changed = [.. runs.Where(labels.Changes)];
        if (changed.Length == 0)
        {
            return true;
        }

        using StoreMaintenance? maintenance = StoreMaintenance.TryBegin(store, time, token, onStep);
        return maintenance is not null && StoreMaintenance.TranslateIOErrors(store, () =>
        {
            var found = new RunFiles(store, changed, onError, token);
            ILookup<bool, RunFile> files = labels.Datasets
                .SelectMany(found.Find)
                .Where(file => file.Rows > 0 && IsReachable(file))
                .ToLookup(file => file is { IsWhole: true, File.Key: not null });
            foreach (RunFile own in files[true])
            {
                Try(() => EditOwn(own, labels, token));
            }

            if (files[false].Any())
            {
                Try(() => EditShared(maintenance, files[false], labels, token));
            }

            return true;
        });
    }

    private bool IsReachable(RunFile file)
    {
        if (file.IsLinked)
        {
            onError(file.LinkError("changed"));
        }

        return !file.IsLinked;
    }

    /// <summary>Readers take the file before or after: it is replaced at once.</summary>
    private void EditOwn(RunFile file, LabelChange labels, CancellationToken token)
    {
        using var content = new MemoryStream();
        RunRewriter.Write(file, content, labels.In(file.Dataset), token);
        var folders = new StoreFolder(new WriterOptions { Durable = true, FileMode = file.Mode });
        using var files = new StoredFiles(store, folders);
        files.Add(Path.GetDirectoryName(file.Path)!, Path.GetFileName(file.Path), content.ToArray());
        files.Publish(replace: true);
    }

    private static void EditShared(
        StoreMaintenance maintenance,
        IEnumerable<RunFile> files,
        LabelChange labels,
        CancellationToken token)
    {
        using StoreChange change = maintenance.BeginChange(files.First().Mode);
        var rewriter = new RunRewriter(change, token);
        foreach (RunFile file in files)
        {
            rewriter.Edit(file, labels.In(file.Dataset));
        }

        change.Commit();
        maintenance.Finish(token);
    }

    private void Try(Action edit)
    {
        try
        {
            edit();
        }
        catch (MetricsException exception)
        {
            onError(exception);
        }
    }
}
