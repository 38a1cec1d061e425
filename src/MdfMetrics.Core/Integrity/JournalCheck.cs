using MdfMetrics.Journal.Manifest;
using MdfMetrics.Journal.Lines;
using MdfMetrics.Journal.Replay;
using MdfMetrics.Progress;
using MdfMetrics.Storage.Layout;

namespace MdfMetrics.Integrity;

/// <summary>
/// Checks the journals of runs that are not going on. Of a process on another machine, or an unknown one, only silence
/// tells; Restore-MdfRun, which decides, watches its heartbeat.
/// </summary>
internal sealed class JournalCheck(string store, TimeProvider clock, KnownRuns runs)
{
    private readonly JournalReader _journals = new(store, clock);

    public IEnumerable<StoreFinding> Findings(WorkProgress progress, CancellationToken token)
    {
        string[] folders = [.. JournalLayout.Folders(store)];
        progress.Begin("Checking journals", "folders", folders.Length, left: 1);
        foreach (StoreFinding finding in progress.Follow(folders).SelectMany(folder => Check(folder, token)))
        {
            yield return finding;
        }
    }

    private IEnumerable<StoreFinding> Check(string folder, CancellationToken token)
    {
        token.ThrowIfCancellationRequested();
        try
        {
            return [.. Look(folder, token)];
        }
        catch (DirectoryNotFoundException)
        {
            // The run was written meanwhile.
            return [];
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            return [Finding(FindingKind.DamagedJournal, folder, $"The journal can't be read: {exception.Message}")];
        }
    }

    private IEnumerable<StoreFinding> Look(string folder, CancellationToken token)
    {
        var problems = new List<MetricsException>();
        JournaledRun? run =
            JournalReplay.Read(folder, problems.Add, () => _journals.Written(Path.GetFileName(folder)));
        if (run is not null)
        {
            foreach (MetricsException problem in problems)
            {
                yield return Finding(
                    FindingKind.DamagedJournal,
                    (string)problem.Target!,
                    problem.Message,
                    run.Header.run_id);
            }
        }

        if (!IsLive(folder, run) && (run is null ? Unread(folder) : Left(run, token)) is { } left)
        {
            yield return left;
        }
    }

    /// <summary>A process that ended the run may still be writing it.</summary>
    private bool IsLive(string folder, JournaledRun? run)
    {
        if (run is null)
        {
            return !IsIdle(folder);
        }

        IReadOnlyList<JournaledProcess> processes = run.Processes;
        return processes.Any(process => !process.HasEnded && Life(process) == true)
            || (processes.Any(process => Life(process) != false) && !IsIdle(folder));

        // Null where this machine can't know.
        static bool? Life(JournaledProcess process) => process.Identity?.IsAlive();
    }

    private bool IsIdle(string folder) =>
        Age.IsIdle(folder, clock) && Directory.EnumerateFiles(folder).All(file => Age.IsIdle(file, clock));

    /// <summary>Whether a process of another machine may yet come with more, see <see cref="SilentJournals"/>.</summary>
    private bool MayTellMore(JournaledRun run) => run.Processes.Any(process => process.IsOnlyHeard)
        && !Directory.EnumerateFiles(run.Folder)
            .All(file => Age.IsIdle(file, clock, SilentJournals.LongEnough));

    private StoreFinding Unread(string folder) => JournalDirectory.HasContent(folder)
        ? Finding(FindingKind.TornJournal, folder, "Nothing in the journal says which run it is of.") with
        {
            repair = FindingRepair.Quarantine,
        }
        : Removable(folder, "A process took the id of a run and died before it wrote anything.", null);

    private StoreFinding? Left(JournaledRun run, CancellationToken token)
    {
        string id = run.Header.run_id;
        if (run.IsDiscarded)
        {
            return Removable(
                run.Folder,
                $"The run '{id}' was not to be written; a worker that is gone left its journal.",
                id);
        }

        runs.Refresh(runs.Contains(id) ? [] : [id], token);
        return runs.Contains(id) && HasNothingMore(run)
            ? MayTellMore(run)
                ? null
                : Removable(run.Folder, $"The run '{id}' is written; a process that is gone left its journal.", id)
            : Finding(
                FindingKind.StaleJournal,
                run.Folder,
                $"The process of run '{id}' is gone. Restore-MdfRun '{id}' writes what the journal has.",
                id);
    }

    private static bool HasNothingMore(JournaledRun run)
    {
        try
        {
            return GatheredEntries.Read(run).Late(run).Count == 0;
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException or MetricsException)
        {
            // Then nothing is removed: Restore-MdfRun tells what is wrong.
            return false;
        }
    }

    private StoreFinding Removable(string folder, string message, string? run) => JournalDirectory.HasOnlyOurs(folder)
        ? Finding(FindingKind.LeftoverJournal, folder, message + " Repair-MdfMetrics removes it.", run) with
        {
            repair = FindingRepair.Remove,
        }
        : Finding(
            FindingKind.LeftoverJournal,
            folder,
            message + " Files of someone else lie in it, so remove it by hand.",
            run);

    private StoreFinding Finding(string kind, string path, string message, string? run = null) =>
        new() { kind = kind, path = path, message = message, run_id = run, store = store };
}
