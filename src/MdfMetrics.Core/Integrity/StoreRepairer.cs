using MdfMetrics.Files;
using MdfMetrics.Journal.Manifest;
using MdfMetrics.Journal.Replay;
using MdfMetrics.Maintenance;
using MdfMetrics.Storage.Layout;
using MdfMetrics.Storage.Walking;
using MdfMetrics.Storage.Writing;

namespace MdfMetrics.Integrity;

/// <summary>
/// Does what findings say: moves what can't be read out of the readers' way, removes what unfinished writes left. It
/// deletes no data, overwrites nothing and follows no link.
/// </summary>
/// <param name="time">The clock that the lock of another machine is watched by.</param>
public sealed class StoreRepairer(string storePath, TimeProvider time)
{
    private readonly string _store = StoreLayout.FullPath(storePath);

    /// <summary>Acts on a finding, which must be a fresh one of this store's <see cref="StoreChecker"/>.</summary>
    /// <returns>
    /// What was done; null when there is nothing to do, the file is gone already, or a process may yet tell more in it.
    /// </returns>
    /// <exception cref="MetricsException">
    /// <see cref="MetricsError.InvalidPath"/>: the path is not one of the store, or leads through a link;
    /// <see cref="MetricsError.StoreNotWritable"/>: it can't be moved or removed;
    /// <see cref="MetricsError.StoreBusy"/>: maintenance is going on.
    /// </exception>
    public StoreRepair? Repair(StoreFinding finding)
    {
        ArgumentNullException.ThrowIfNull(finding);
        try
        {
            using MaintenanceLock taken = Lock();
            switch (finding.repair)
            {
                case FindingRepair.Quarantine:
                    RefuseLinks(finding.path);
                    return Done(finding, Quarantine(finding.path));
                case FindingRepair.Remove:
                    RefuseLinks(finding.path);
                    if (finding.kind == FindingKind.LeftoverJournal && MayTellMore(finding.path))
                    {
                        return null;
                    }

                    Remove(finding);
                    return Done(finding, null);
                default:
                    return null;
            }
        }
        catch (Exception exception) when (
            exception is FileNotFoundException or DirectoryNotFoundException && !Path.Exists(finding.path))
        {
            return null;
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            throw new MetricsException(
                MetricsError.StoreNotWritable,
                $"'{finding.path}' can't be put in order: {exception.Message} Repair it again when "
                    + "that is over.",
                finding.path,
                exception);
        }
    }

    private MaintenanceLock Lock() =>
        MaintenanceLock.TryTake(_store, time, CancellationToken.None) ?? throw new MetricsException(
            MetricsError.StoreBusy,
            $"Maintenance of the store '{_store}' is going on. Try again when it is done.",
            _store);

    private static StoreRepair Done(StoreFinding finding, string? destination) => new()
    {
        repair = finding.repair,
        kind = finding.kind,
        path = finding.path,
        destination = destination,
        store = finding.store,
    };

    private void RefuseLinks(string path)
    {
        if (!StoreLinks.IsIn(_store, Path.GetFullPath(path)) || Links.LeadThrough(_store, path))
        {
            throw new MetricsException(
                MetricsError.InvalidPath,
                $"'{path}' is not in the store '{_store}', or a link on the way leads out of it: it is left alone. "
                    + "Pipe what Test-MdfMetrics found.",
                path);
        }
    }

    private string Quarantine(string path)
    {
        string wanted = Path.Combine(QuarantineCheck.FolderOf(_store), Path.GetRelativePath(_store, path));
        RefuseLinks(wanted);
        StoreFolder.CreateIn(_store, Path.GetDirectoryName(wanted)!);
        string free = wanted + QuarantineCheck.Extension;
        for (int i = 1; Path.Exists(free); i++)
        {
            free = $"{wanted}.{i}{QuarantineCheck.Extension}";
        }

        if (Directory.Exists(path))
        {
            Directory.Move(path, free);
        }
        else
        {
            File.Move(path, free, overwrite: false);
        }

        return free;
    }

    /// <summary>
    /// Whether processes that are only heard may yet tell more. The check, which writes nothing, goes by this machine's
    /// clock; that of the file system, which decides, may be hours behind.
    /// </summary>
    private bool MayTellMore(string folder) =>
        JournalReplay.Read(
            folder,
            static _ => { },
            () => new JournalReader(_store, time).Written(Path.GetFileName(folder))) is { IsDiscarded: false } run
        && SilentJournals.Of(run).Count > 0;

    private static void Remove(StoreFinding finding)
    {
        if (finding.kind == FindingKind.LeftoverJournal)
        {
            JournalDirectory.Delete(finding.path);
        }
        else if (RunWriteLock.IsNamed(Path.GetFileName(finding.path)))
        {
            RunWriteLock.Remove(finding.path);
        }
        else
        {
            File.Delete(finding.path);
        }
    }
}
