using MdfMetrics.Files;

namespace MdfMetrics.Summaries.Tables;

/// <summary>
/// A change of the files of summaries and ledgers, all of which happens or nothing. Each file takes the place of its
/// older state in one step, so that no reader, SQL engines included, counts anything twice or misses it. A note of what
/// is to be renamed commits the change: whoever comes next after a crash renames the rest.
/// </summary>
/// <param name="store">The store's full path. The caller has the right to change it.</param>
/// <param name="folders">Creates the files.</param>
/// <param name="confirm">Fails where that right is lost.</param>
/// <param name="onStep">Receives each step.</param>
internal sealed class SummaryChange(string store, StoreFolder folders, Action confirm, Action<SummaryStep>? onStep)
    : IDisposable
{
    private readonly List<string> _paths = [];
    private readonly List<string> _deleted = [];

    /// <summary>Writes a file, not visible yet.</summary>
    /// <param name="path">The full path that it is to have.</param>
    /// <param name="content">Its bytes.</param>
    public void Stage(string path, ReadOnlySpan<byte> content)
    {
        var file = TemporaryFile.Of(store, path);
        folders.CreateFor(file);
        _paths.Add(path);
        folders.Write(file.Path, content);
    }

    /// <summary>Has a file go.</summary>
    public void Delete(string path) => _deleted.Add(path);

    /// <summary>Makes the files visible.</summary>
    /// <exception cref="MetricsException">StoreBusy: the right to change the store is lost.</exception>
    /// <exception cref="IOException">
    /// Before the commit, nothing is changed; after it, a file is in use, and the next change goes on here.
    /// </exception>
    public void Commit()
    {
        onStep?.Invoke(SummaryStep.Staged);
        confirm();
        var note = new SummaryNote([.. _paths], _deleted);
        note.Write(store);
        folders.Sync(SummaryFiles.Root(store));
        _paths.Clear();
        onStep?.Invoke(SummaryStep.Committed);
        Finish(store, note, onStep);
    }

    /// <summary>Takes back what was not committed.</summary>
    public void Dispose()
    {
        try
        {
            _paths.ForEach(path => File.Delete(TemporaryFile.Of(store, path).Path));
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            // The next change does it; the error that led here says what happened.
        }
    }

    /// <summary>Finishes what was committed, and takes away what was not.</summary>
    /// <exception cref="MetricsException">FileCorrupt: the note is damaged, or of a later version.</exception>
    public static void Recover(string store)
    {
        if (File.Exists(SummaryNote.PathOf(store)))
        {
            Finish(store, SummaryNote.Read(store), onStep: null);
        }

        string[] folders = [SummaryFiles.Root(store), TemporaryFile.FolderOf(store)];
        foreach (string path in folders
            .Where(Directory.Exists)
            .SelectMany(folder => Directory.GetFiles(folder, "*", SearchOption.AllDirectories))
            .Where(IsStaged))
        {
            File.Delete(path);
        }
    }

    private static bool IsStaged(string path) =>
        TemporaryFile.TargetOf(Path.GetFileName(path)) is { } name && SummaryNote.IsReplaceable(name);

    /// <summary>Where the new content of a file may lie: an earlier version may have begun the change.</summary>
    private static TemporaryFile[] Staged(string store, string path) =>
        [TemporaryFile.Of(store, path), TemporaryFile.Beside(path)];

    private static void Finish(string store, SummaryNote note, Action<SummaryStep>? onStep)
    {
        foreach (TemporaryFile file in note.Replaced
            .SelectMany(path => Staged(store, path))
            .Where(file => File.Exists(file.Path)))
        {
            file.Publish(overwrite: true);
            onStep?.Invoke(SummaryStep.Renamed);
        }

        foreach (string path in note.Deleted.Where(File.Exists))
        {
            File.Delete(path);
            onStep?.Invoke(SummaryStep.Deleted);
        }

        File.Delete(SummaryNote.PathOf(store));
        onStep?.Invoke(SummaryStep.Finished);
    }
}
