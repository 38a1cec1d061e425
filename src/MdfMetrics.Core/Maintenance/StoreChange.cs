using MdfMetrics.Files;
using MdfMetrics.Storage.Commits;
using MdfMetrics.Storage.Layout;

namespace MdfMetrics.Maintenance;

/// <summary>
/// One change of a store, all of which happens or nothing: new files, files that they replace, runs that go. Stage the
/// files, then commit; else disposing takes everything back. What it replaces is deleted after it, when the readers
/// have had their time.
/// </summary>
internal sealed class StoreChange : IDisposable
{
    private readonly MaintenanceLease _lease;
    private readonly StoreFolder _folders;
    private readonly List<TemporaryFile> _staged = [];
    private readonly List<string> _published = [];
    private readonly List<string> _replaces = [];
    private readonly List<string> _removedRuns = [];
    private bool _isNoted;

    /// <summary>Begins a change.</summary>
    /// <param name="lease">The right to it.</param>
    /// <param name="generation">Its number, higher than that of every change before.</param>
    /// <param name="fileMode">The mode of its files; null leaves it to the umask.</param>
    public StoreChange(MaintenanceLease lease, long generation, UnixFileMode? fileMode)
    {
        _lease = lease;

        // What is replaced goes: until then the new files must have reached the disk.
        _folders = new StoreFolder(new WriterOptions { Durable = true, FileMode = fileMode });
        Generation = generation;
    }

    /// <summary>The number of the change. It is in the names of its files, so that they are nobody else's.</summary>
    public long Generation { get; }

    /// <summary>Whether a name is that of a file of a change, staged or published.</summary>
    public static bool Makes(string name) => CompactedName.Generation(name) > 0 || IsStaged(name);

    /// <summary>Whether a name is that of a staged file.</summary>
    public static bool IsStaged(string name) =>
        TemporaryFile.TargetOfUnique(name)?.StartsWith(CompactedName.Prefix, StringComparison.Ordinal) == true;

    /// <summary>
    /// Opens a new file, under a temporary name until the commit. The caller writes it and disposes the stream.
    /// </summary>
    /// <param name="folder">The full path of the folder, created where it is missing.</param>
    /// <param name="period">What its name has for a period: <c>compacted_(period)_(generation).parquet</c>.</param>
    public FileStream Stage(string folder, string period)
    {
        string path = Named(period);
        for (int i = 2; _staged.Exists(file => file.Target == path); i++)
        {
            path = Named($"{period}.{i}");
        }

        var staged = TemporaryFile.Unique(_lease.Store, path);
        _folders.CreateFor(staged);
        _staged.Add(staged);
        return _folders.Open(staged.Path);

        string Named(string part) =>
            Path.Combine(folder, StoreLayout.FileName(CompactedName.Of(part, Generation), string.Empty));
    }

    /// <summary>The full paths of the files staged so far, as they will be.</summary>
    public IReadOnlyList<string> Creates => [.. _staged.Select(file => file.Target)];

    /// <summary>Replaces a file: readers pass it over from the commit on.</summary>
    public void Replace(string path) => _replaces.Add(Relative(path));

    /// <summary>Makes readers pass over the rows of a run, in whatever file, until the change is finished.</summary>
    public void Remove(string runId) => _removedRuns.Add(runId);

    /// <summary>Publishes the staged files and commits.</summary>
    /// <exception cref="MetricsException">StoreBusy: the lock was lost; nothing is changed.</exception>
    /// <exception cref="IOException">The store can't be written; nothing is changed.</exception>
    public void Commit()
    {
        foreach (TemporaryFile file in _staged)
        {
            _folders.SyncFile(file.Path);
        }

        _lease.OnStep(MaintenanceStep.Staged);

        // One that was taken for dead here has names that others may have used since.
        _lease.Confirm();
        string folder = MaintenanceLayout.Folder(_lease.Store);
        string intent = MaintenanceLayout.Intent(_lease.Store, Generation);
        var record = new ChangeRecord(
            Generation,
            [.. _staged.Select(file => Relative(file.Target))],
            _replaces,
            _removedRuns);
        WholeFile.CreateShared(intent, record.ToJson());
        _isNoted = true;
        _folders.SyncFile(intent);
        _folders.Sync(folder);
        _lease.OnStep(MaintenanceStep.Noted);
        _lease.Confirm();
        foreach (TemporaryFile file in _staged)
        {
            file.Publish(overwrite: false);
            _published.Add(file.Target);
        }

        foreach (string changed in _staged.Select(file => Path.GetDirectoryName(file.Target)!).Distinct())
        {
            _folders.Sync(changed);
        }

        _lease.OnStep(MaintenanceStep.Published);
        _lease.Confirm();
        File.Move(intent, MaintenanceLayout.Record(_lease.Store, Generation), overwrite: false);
        _staged.Clear();
        _published.Clear();
        _isNoted = false;
        _folders.Sync(folder);
        _lease.OnStep(MaintenanceStep.Committed);
    }

    /// <summary>Takes back what was not committed.</summary>
    public void Dispose()
    {
        try
        {
            _staged.ForEach(static file => File.Delete(file.Path));
            _published.ForEach(File.Delete);

            if (_isNoted)
            {
                File.Delete(MaintenanceLayout.Intent(_lease.Store, Generation));
            }
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            // The next call undoes it; the error that led here says what happened.
        }

        _staged.Clear();
        _published.Clear();
        _isNoted = false;
    }

    /// <summary>A path as records have it.</summary>
    private string Relative(string path) =>
        Path.GetRelativePath(_lease.Store, path).Replace(Path.DirectorySeparatorChar, '/');
}
