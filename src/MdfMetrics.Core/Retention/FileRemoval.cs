using MdfMetrics.Maintenance;
using MdfMetrics.Maintenance.Rewriting;

namespace MdfMetrics.Retention;

/// <summary>Deletes files of runs that go.</summary>
/// <param name="removal">Is told of runs and files that are gone.</param>
/// <param name="onError">Is told of each file that can't be deleted.</param>
/// <param name="token">Stops the waiting for readers: the next maintenance of the store deletes.</param>
internal sealed class FileRemoval(RunRemoval removal, Action<MetricsException> onError, CancellationToken token)
{
    /// <summary>Removes runs whose files hold nothing else.</summary>
    public void DeleteWhole(
        StoreMaintenance maintenance,
        IReadOnlyCollection<RunCandidate> runs,
        IReadOnlyList<RunFile> files)
    {
        removal.Add(runs);
        if (files.Count == 0)
        {
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
            DeleteNow(files);
            return;
        }

        Finish(maintenance, files);
    }

    /// <summary>Makes readers and writers take runs for gone at once.</summary>
    public static void Note(StoreChange change, IEnumerable<RunCandidate> runs)
    {
        foreach (RunCandidate run in runs)
        {
            change.Remove(run.Run.run_id);
        }
    }

    /// <summary>Deletes what a change that is committed replaced.</summary>
    public void Finish(StoreMaintenance maintenance, IReadOnlyList<RunFile> files)
    {
        maintenance.Finish(token);
        foreach (RunFile file in files)
        {
            if (File.Exists(file.Path))
            {
                TellInUse(file.Path, null);
            }
            else
            {
                removal.Add(1, file.Bytes);
            }
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
            try
            {
                File.Delete(file.Path);
                removal.Add(1, file.Bytes);
            }
            catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
            {
                TellInUse(file.Path, exception);
            }
        }
    }

    private void TellInUse(string path, Exception? exception) => onError(new MetricsException(
        MetricsError.StoreNotWritable,
        $"'{path}' is to be removed and can't be yet, because it is in use or protected. The next clean-up tries again.",
        path,
        exception));
}
