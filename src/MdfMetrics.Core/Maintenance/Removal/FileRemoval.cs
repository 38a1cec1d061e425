using MdfMetrics.Files;
using MdfMetrics.Journal.Manifest;
using MdfMetrics.Maintenance.Retention;
using MdfMetrics.Maintenance.RowChanges;

namespace MdfMetrics.Maintenance.Removal;

/// <summary>Deletes files of runs that go.</summary>
/// <param name="removal">Receives runs and files that are gone.</param>
/// <param name="onError">Receives each file that can't be deleted.</param>
/// <param name="token">Stops the waiting for readers: the next maintenance of the store deletes.</param>
internal sealed class FileRemoval(RunRemoval removal, Action<MetricsException> onError, CancellationToken token)
{
    /// <summary>Removes runs whose files hold nothing else, and their journals.</summary>
    public void DeleteWhole(
        StoreMaintenance maintenance,
        IReadOnlyCollection<RunCandidate> runs,
        IReadOnlyList<RunFile> files)
    {
        if (files.Count == 0 && runs.All(run => run.Journal is null))
        {
            removal.Add(runs);
            return;
        }

        try
        {
            using StoreChange change = maintenance.BeginChange();
            foreach (RunFile file in files)
            {
                change.Replace(file.Path);
            }

            Note(change, runs);
            change.Commit();
        }
        catch (IOException exception) when (DiskSpace.IsUsedUp(exception))
        {
            RunCandidate[] left = [.. runs.Where(run => !DeleteJournal(run))];
            removal.Add(runs.Except(left));
            DeleteNow([.. files.Where(file => !left.Any(run => file.Keys.Contains(run.Key)))]);
            return;
        }

        removal.Add(runs);
        Finish(maintenance, runs, files);
    }

    /// <summary>Makes readers and writers take runs for gone at once.</summary>
    public static void Note(StoreChange change, IEnumerable<RunCandidate> runs)
    {
        foreach (RunCandidate run in runs)
        {
            change.Remove(run.Run.run_id);
        }
    }

    /// <summary>
    /// Deletes what a change that is committed replaced, and the journals of the runs that it removed.
    /// </summary>
    public void Finish(
        StoreMaintenance maintenance,
        IReadOnlyCollection<RunCandidate> runs,
        IReadOnlyList<RunFile> files)
    {
        var journals = runs.Where(run => run.Journal is not null)
            .Select(run => (run.Journal!.Folder, Size: run.MeasureJournal()))
            .ToList();
        maintenance.Finish(token);
        foreach (RunFile file in files)
        {
            Tell(file.Path, isLeft: File.Exists(file.Path), (1, file.Bytes));
        }

        foreach ((string folder, (int, long) size) in journals)
        {
            Tell(folder, isLeft: Directory.Exists(folder), size);
        }
    }

    /// <summary>
    /// Deletes files without a record of it, for which there is no space. Readers don't mind, since no other run is in
    /// them; the runs dataset comes first, so that no run is left in part should the process die.
    /// </summary>
    public void DeleteNow(IReadOnlyList<RunFile> files)
    {
        foreach (RunFile file in files)
        {
            Delete(file.Path, file.Bytes);
        }
    }

    /// <summary>Deletes pages that show runs which are gone.</summary>
    public void DeleteReports(IEnumerable<FileInfo> reports)
    {
        foreach (FileInfo report in reports)
        {
            Delete(report.FullName, report.Length);
        }
    }

    /// <summary>Before the files: else what is left of the run could be restored.</summary>
    private bool DeleteJournal(RunCandidate run)
    {
        if (run.Journal is null)
        {
            return true;
        }

        try
        {
            (int files, long bytes) = run.MeasureJournal();
            JournalDirectory.Delete(run.Journal.Folder);
            removal.Add(files, bytes);
            return true;
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            TellInUse(run.Journal.Folder, exception);
            return false;
        }
    }

    private void Delete(string path, long bytes)
    {
        try
        {
            File.Delete(path);
            removal.Add(1, bytes);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            TellInUse(path, exception);
        }
    }

    private void Tell(string path, bool isLeft, (int Files, long Bytes) size)
    {
        if (isLeft)
        {
            TellInUse(path, null);
        }
        else
        {
            removal.Add(size.Files, size.Bytes);
        }
    }

    private void TellInUse(string path, Exception? exception) => onError(new MetricsException(
        MetricsError.StoreNotWritable,
        $"'{path}' is to be removed and can't be yet, because it is in use or protected. The next clean-up tries "
            + "again.",
        path,
        exception));
}
