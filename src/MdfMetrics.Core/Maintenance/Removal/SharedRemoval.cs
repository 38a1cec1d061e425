using MdfMetrics.Files;
using MdfMetrics.Maintenance.Retention;
using MdfMetrics.Maintenance.RowChanges;
using MdfMetrics.Progress;

namespace MdfMetrics.Maintenance.Removal;

/// <summary>Removes runs from files that they share with runs that stay, which takes space to rewrite these.</summary>
/// <param name="maintenance">The right to change the store.</param>
/// <param name="deletion">Deletes the replaced files.</param>
/// <param name="removal">Receives runs that are gone.</param>
/// <param name="onError">Receives why runs stay.</param>
internal sealed class SharedRemoval(
    StoreMaintenance maintenance,
    FileRemoval deletion,
    RunRemoval removal,
    Action<MetricsException> onError,
    CancellationToken token)
{
    /// <summary>Follows the work.</summary>
    public WorkProgress Progress { get; init; } = WorkProgress.None;

    /// <summary>Removes runs. Where a file of theirs can't be rewritten they stay whole.</summary>
    /// <param name="files">All files with rows of them.</param>
    public void Remove(IReadOnlyList<RunCandidate> runs, IReadOnlyList<RunFile> files)
    {
        while (runs.Count > 0)
        {
            try
            {
                Rewrite(runs, files);
                return;
            }
            catch (Exception exception) when (
                DiskSpace.IsUsedUp(exception) || DiskSpace.IsUsedUp(exception.InnerException))
            {
                onError(new MetricsException(
                    MetricsError.StoreNotWritable,
                    $"{runs.Count} of the runs that are to go stay, because they share files with others and there is no space to rewrite "
                        + "these. Free some space and try again.",
                    maintenance.Store,
                    exception));
                return;
            }
            catch (MetricsException exception) when (
                files.FirstOrDefault(file => file.Path.Equals(exception.Target)) is { } damaged)
            {
                onError(exception);
                runs = [.. runs.Where(run => !damaged.Keys.Contains(run.Key))];
                files =
                    new RunFiles(maintenance.Store, [.. runs.Select(run => run.Run)], static _ => { }, token).FindAll();
            }
        }
    }

    private void Rewrite(IReadOnlyList<RunCandidate> runs, IReadOnlyList<RunFile> files)
    {
        using StoreChange change = maintenance.BeginChange(files[0].Mode);
        var rewriter = new RunRewriter(change, token);
        Progress.Begin("Rewriting", "files", files.Count, left: 4);
        foreach (RunFile file in Progress.Follow(files))
        {
            rewriter.Drop(file);
        }

        FileRemoval.Note(change, runs);
        IReadOnlyList<string> created = change.Creates;
        change.Commit();
        removal.Add(runs);
        deletion.Finish(maintenance, runs, files);
        removal.Add(0, -created.Sum(path => new FileInfo(path).Length));
    }
}
