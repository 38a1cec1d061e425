using MdfMetrics.Files;
using MdfMetrics.Journal.Manifest;
using MdfMetrics.Progress;
using MdfMetrics.Storage.Commits;
using MdfMetrics.Storage.Layout;
using MdfMetrics.Storage.Walking;

namespace MdfMetrics.Maintenance;

/// <summary>
/// The right to change the files of a store, and what it takes: finishing or undoing what a caller that died left,
/// changes that happen whole or not at all, deleting what they replaced.
/// </summary>
internal sealed class StoreMaintenance : IDisposable
{
    /// <summary>Those who listed the store before a commit have so long to open what they found.</summary>
    private static readonly TimeSpan s_wait = TimeSpan.FromSeconds(2);

    private readonly MaintenanceLock _lock;
    private readonly TimeProvider _time;
    private readonly Action<MaintenanceStep>? _onStep;
    private long? _committed;
    private long _generation;

    private StoreMaintenance(string store, MaintenanceLock taken, TimeProvider time, Action<MaintenanceStep>? onStep)
    {
        (Store, _lock, _time, _onStep) = (store, taken, time, onStep);
    }

    /// <summary>The store's full path.</summary>
    public string Store { get; }

    private WorkProgress Progress { get; init; } = WorkProgress.None;

    /// <summary>Takes the lock, and finishes or undoes what was left unfinished.</summary>
    /// <param name="token">Stops the watching of another machine's lock.</param>
    /// <param name="onStep">Receives each step, on the caller's thread.</param>
    /// <param name="progress">Follows what takes long; null: nothing does.</param>
    /// <returns>The right; null when other maintenance is going on.</returns>
    /// <exception cref="MetricsException">
    /// StoreNotFound; StoreNotWritable; FileCorrupt: a record is damaged.
    /// </exception>
    public static StoreMaintenance? TryBegin(
        string store,
        TimeProvider time,
        CancellationToken token,
        Action<MaintenanceStep>? onStep = null,
        WorkProgress? progress = null)
    {
        string full = StoreLayout.FullPath(store);
        StoreLayout.Require(full);
        return TranslateIOErrors(full, () =>
        {
            if (MaintenanceLock.TryTake(full, time, token) is not { } taken)
            {
                return null;
            }

            var maintenance =
                new StoreMaintenance(full, taken, time, onStep) { Progress = progress ?? WorkProgress.None };
            try
            {
                maintenance.Recover();
                return maintenance;
            }
            catch
            {
                maintenance.Dispose();
                throw;
            }
        });
    }

    /// <summary>The same where other maintenance is an error.</summary>
    /// <exception cref="MetricsException">StoreBusy, and those of <see cref="TryBegin"/>.</exception>
    public static StoreMaintenance Begin(string store, TimeProvider time, CancellationToken token) =>
        TryBegin(store, time, token) ?? throw new MetricsException(
            MetricsError.StoreBusy,
            $"Other maintenance of the store '{store}' is going on (its lock is "
                + $"'{MaintenanceLayout.Lock(StoreLayout.FullPath(store))}'). Try again when it is done.",
            store);

    /// <summary>Runs an action of maintenance; a disk that fails is an error that says so.</summary>
    public static TResult TranslateIOErrors<TResult>(string store, Func<TResult> action)
    {
        try
        {
            return action();
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            throw new MetricsException(
                MetricsError.StoreNotWritable,
                $"The store '{store}' can't be changed: {exception.Message} What was begun is undone or finished by "
                    + "the next call.",
                store,
                exception);
        }
    }

    /// <summary>A new change. One at a time.</summary>
    /// <param name="fileMode">The mode of its files; null leaves it to the umask.</param>
    public StoreChange BeginChange(UnixFileMode? fileMode = null) =>
        new(new MaintenanceLease(Store, Confirm, Tell), ++_generation, fileMode);

    /// <summary>Makes sure that nobody has taken the lock for a dead one's.</summary>
    /// <exception cref="MetricsException">StoreBusy: someone has.</exception>
    public void Confirm() => _lock.Confirm();

    /// <summary>Waits for those who listed the store before the last commit, then deletes what was replaced.</summary>
    /// <param name="token">Stops the waiting: the next call deletes.</param>
    /// <returns>The bytes that were freed, and the files that could not be deleted yet.</returns>
    public (long Bytes, int Kept) Finish(CancellationToken token)
    {
        Progress.Begin("Waiting for readers", unit: null, total: null, left: 3);
        while (_committed is { } committed && _time.GetElapsedTime(committed) < s_wait)
        {
            token.WaitHandle.WaitOne(TimeSpan.FromMilliseconds(50));
            token.ThrowIfCancellationRequested();
            Progress.Tick();
        }

        Tell(MaintenanceStep.Waited);
        (long bytes, int kept) = (0, 0);
        long[] generations = MaintenanceLayout.Committed(Store);
        foreach (long generation in generations)
        {
            (long freed, int left) = FinishRecord(generation, isNewest: generation == generations[^1]);
            (bytes, kept) = (bytes + freed, kept + left);
        }

        _committed = null;
        Tell(MaintenanceStep.Deleted);
        return (bytes, kept);
    }

    /// <summary>Gives the lock back.</summary>
    public void Dispose() => _lock.Dispose();

    private void Tell(MaintenanceStep step)
    {
        if (step == MaintenanceStep.Committed)
        {
            _committed = _time.GetTimestamp();
        }

        _onStep?.Invoke(step);
    }

    private ChangeRecord Read(string path, long generation)
    {
        ChangeRecord record = ChangeRecord.Read(path, generation);
        return record.Version <= MaintenanceLayout.Version ? record : throw new MetricsException(
            MetricsError.StoreNotWritable,
            $"A later version of this module changes the store '{Store}' ('{path}'). Update this one to change it.",
            Store);
    }

    private void Recover()
    {
        long[] unfinished = MaintenanceLayout.Unfinished(Store);
        foreach (long generation in unfinished)
        {
            string intent = MaintenanceLayout.Intent(Store, generation);
            foreach (string path in Read(intent, generation).Creates)
            {
                Delete(path);
            }

            File.Delete(intent);
        }

        StoreEntry[] made = [.. StoreWalk.Entries(Store).Where(entry => StoreChange.Makes(entry.Name))];
        StoreEntry[] staged = [.. made.Where(entry => StoreChange.IsStaged(entry.Name))];
        foreach (StoreEntry entry in staged)
        {
            File.Delete(entry.Path);
        }

        long[] committed = MaintenanceLayout.Committed(Store);
        // Files that were copied without the records of their changes count too.
        IEnumerable<long> named = made.Select(entry => CompactedName.Generation(entry.Name));
        _generation = committed.Concat(unfinished).Concat(named).DefaultIfEmpty(0).Max();
        bool anyLeft = committed.Any(generation =>
            !Read(MaintenanceLayout.Record(Store, generation), generation).IsFinished);
        if (anyLeft)
        {
            Finish(CancellationToken.None);
        }

        if (unfinished.Length > 0 || staged.Length > 0 || anyLeft)
        {
            Tell(MaintenanceStep.Recovered);
        }
    }

    /// <summary>
    /// Deletes what a change replaced, and the journals of the runs that it removed, going on where a file is in use.
    /// The newest record stays as a mark.
    /// </summary>
    private (long Bytes, int Kept) FinishRecord(long generation, bool isNewest)
    {
        string path = MaintenanceLayout.Record(Store, generation);
        ChangeRecord record = Read(path, generation);
        long bytes = 0;
        var kept = new List<string>();
        Progress.Begin("Deleting", "files", record.Replaces.Count, left: 2);
        foreach (string replaced in Progress.Follow(record.Replaces))
        {
            if (!TryDelete(() => bytes += Delete(replaced)))
            {
                kept.Add(replaced);
            }
        }

        // What is left of a removed run's journal is not restored as long as the record has the run.
        bool isAllGone = kept.Count == 0;
        foreach (string runId in record.RemovedRuns)
        {
            isAllGone &= TryDelete(() => DeleteJournal(runId));
        }

        ChangeRecord left = record with { Replaces = kept, RemovedRuns = isAllGone ? [] : record.RemovedRuns };
        if (left.IsFinished && !isNewest)
        {
            File.Delete(path);
        }
        else if (!record.IsFinished)
        {
            WholeFile.ReplaceShared(path, left.ToJson());
        }

        return (bytes, kept.Count);
    }

    private static bool TryDelete(Action delete)
    {
        try
        {
            delete();
            return true;
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            // It is in use: the record keeps it, and the next call tries again.
            return false;
        }
    }

    private void DeleteJournal(string runId)
    {
        string folder = JournalLayout.Folder(Store, runId);
        if (RunId.IsValid(runId) && JournalDirectory.Exists(folder))
        {
            JournalDirectory.Delete(folder);
        }
    }

    /// <summary>
    /// Deletes a file of the store; whatever a record says, nothing that is not a file of data in it.
    /// </summary>
    /// <returns>Its bytes; 0 when it is gone.</returns>
    private long Delete(string relative)
    {
        if (relative.Contains('\0', StringComparison.Ordinal))
        {
            return 0;
        }

        string path = Path.GetFullPath(Path.Combine(Store, relative));
        if (!StoreLinks.IsIn(Store, path)
            || !StoreLayout.IsData(Path.GetFileName(path))
            || Links.LeadThrough(Store, path)
            || new FileInfo(path) is not { Exists: true } file)
        {
            return 0;
        }

        long length = file.Length;
        file.Delete();
        return length;
    }
}
