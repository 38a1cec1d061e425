using MdfMetrics.Files;
using MdfMetrics.Journal.Manifest;
using MdfMetrics.Maintenance.Retention;
using MdfMetrics.Maintenance.RowChanges;
using MdfMetrics.Progress;
using MdfMetrics.Storage.Layout;

namespace MdfMetrics.Maintenance.Removal;

/// <summary>Removes runs with all their files and journals; reports what can't be removed, and goes on.</summary>
/// <param name="store">The store's full path.</param>
/// <param name="onError">Receives each thing that can't be removed.</param>
/// <param name="onStep">Receives the steps of maintenance.</param>
internal sealed class RunRemover(
    string store,
    TimeProvider time,
    Action<MetricsException> onError,
    Action<MaintenanceStep>? onStep = null)
{
    /// <summary>Follows the work.</summary>
    public WorkProgress Progress { get; init; } = WorkProgress.None;

    /// <summary>What removing would come to; changes nothing.</summary>
    public RunRemoval Measure(IReadOnlyList<RunCandidate> runs, CancellationToken token)
    {
        var removal = new RunRemoval();
        foreach (RunFile file in FindFiles(ref runs, token))
        {
            removal.Add(1, file.Keys.Sum(file.BytesOf));
        }

        foreach (RunCandidate run in runs)
        {
            (int files, long bytes) = run.MeasureJournal();
            removal.Add(files, bytes);
        }

        foreach (FileInfo report in Reports(runs))
        {
            removal.Add(1, report.Length);
        }

        removal.Add(runs);
        return removal;
    }

    /// <summary>Removes runs, none of which may be live.</summary>
    /// <param name="token">Stops the work; the next maintenance of the store finishes what was begun.</param>
    /// <returns>What came of it; null when other maintenance is going on.</returns>
    /// <exception cref="MetricsException">
    /// StoreNotFound; StoreNotWritable; FileCorrupt: a record of maintenance.
    /// </exception>
    public RunRemoval? Remove(IReadOnlyList<RunCandidate> runs, CancellationToken token)
    {
        var removal = new RunRemoval();
        using StoreMaintenance? maintenance = Begin(runs, removal, token);
        return maintenance is null ? null : StoreMaintenance.TranslateIOErrors(store, () =>
        {
            Remove(maintenance, runs, removal, token);
            return removal;
        });
    }

    private void Remove(
        StoreMaintenance maintenance,
        IReadOnlyList<RunCandidate> runs,
        RunRemoval removal,
        CancellationToken token)
    {
        runs = [.. runs.Where(IsOver)];
        var plan = new RemovalPlan(FindFiles(ref runs, token));
        ILookup<bool, RunCandidate> bySharing = runs.ToLookup(plan.IsSharing);
        var deletion = new FileRemoval(removal, onError, token);
        deletion.DeleteWhole(maintenance, [.. bySharing[false]], plan.Whole);
        new SharedRemoval(maintenance, deletion, removal, onError, token) { Progress = Progress }
            .Remove([.. bySharing[true]], plan.Shared);
        deletion.DeleteReports(Reports(runs.Where(removal.Has)));
    }

    /// <summary>The pages that runs wrote into the store when they ended.</summary>
    private IEnumerable<FileInfo> Reports(IEnumerable<RunCandidate> runs) => runs
        .Select(run => new FileInfo(StoreLayout.ReportPath(store, run.Run.run_id)))
        .Where(report => report.Exists && !Links.LeadThrough(store, report.FullName));

    /// <summary>Takes the lock. On a full disk not even that can be written: then the oldest run makes room.</summary>
    private StoreMaintenance? Begin(IReadOnlyList<RunCandidate> runs, RunRemoval removal, CancellationToken token)
    {
        try
        {
            return StoreMaintenance.TryBegin(store, time, token, onStep, Progress);
        }
        catch (MetricsException exception) when (DiskSpace.IsUsedUp(exception.InnerException))
        {
            var plan = new RemovalPlan(FindFiles(ref runs, token));
            bool MakesRoom(RunCandidate run) => run is { IsWritten: true, Journal: null } && !plan.IsSharing(run);
            if (runs.FirstOrDefault(MakesRoom) is not { } room)
            {
                throw;
            }

            new FileRemoval(removal, onError, token).DeleteNow(
                [.. plan.Whole.Where(file => file.Keys.Contains(room.Key))]);
            return StoreMaintenance.TryBegin(store, time, token, onStep, Progress);
        }
    }

    /// <summary>The files of runs. What lies behind a link may be anyone's: such runs are left out.</summary>
    private IReadOnlyList<RunFile> FindFiles(ref IReadOnlyList<RunCandidate> runs, CancellationToken token)
    {
        IReadOnlyList<RunFile> files = Files(runs, onError, token);
        RunFile[] linked = [.. files.Where(file => file.IsLinked)];
        if (linked.Length == 0)
        {
            return files;
        }

        foreach (RunFile file in linked)
        {
            onError(file.LinkError("removed"));
        }

        runs = [.. runs.Where(run => !linked.Any(file => file.Keys.Contains(run.Key)))];
        return Files(runs, static _ => { }, token);
    }

    private IReadOnlyList<RunFile> Files(
        IReadOnlyList<RunCandidate> runs,
        Action<MetricsException> report,
        CancellationToken token) =>
        new RunFiles(store, [.. runs.Select(run => run.Run)], report, token) { Progress = Progress }.FindAll();

    /// <summary>
    /// Whether nobody has begun the run again or joined it since it was found, and nobody can any more; and whether
    /// nothing but journals would go with it.
    /// </summary>
    private bool IsOver(RunCandidate run)
    {
        string folder = JournalLayout.Folder(store, run.Run.run_id);
        if (!JournalDirectory.Exists(folder))
        {
            return true;
        }

        bool isOver = JournalDirectory.StateOf(folder) == run.JournalState;
        if (isOver)
        {
            // Whoever joins at this moment either is seen here, or sees the closed manifest.
            if (!TryClose(folder, run.Run.run_id))
            {
                return false;
            }

            isOver = JournalDirectory.StateOf(folder).Journals == run.JournalState.Journals;
        }

        if (!isOver)
        {
            onError(new MetricsException(
                MetricsError.RunIsLive,
                $"A process has begun to work for the run '{run.Run.run_id}', so it is not removed. Remove it when "
                    + "it has ended.",
                run.Run.run_id));
        }
        else if (!JournalDirectory.HasOnlyOurs(folder))
        {
            isOver = false;
            onError(new MetricsException(
                MetricsError.StoreNotWritable,
                $"The run '{run.Run.run_id}' is not removed, because its journal folder '{folder}' holds something of "
                    + "someone else's. Take that away, and remove the run again.",
                folder));
        }

        return isOver;
    }

    private bool TryClose(string folder, string runId)
    {
        try
        {
            RunManifestFile.Close(folder, time);
            return true;
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            onError(new MetricsException(
                MetricsError.StoreNotWritable,
                $"The run '{runId}' is not removed, because it can't be closed to workers: {exception.Message} "
                    + "Give this account the right to change its journal, and try again.",
                folder,
                exception));
            return false;
        }
    }
}
