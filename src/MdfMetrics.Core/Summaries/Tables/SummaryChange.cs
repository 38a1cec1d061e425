using MdfMetrics.Files;
using MdfMetrics.Records;
using MdfMetrics.Storage.Layout;
using MdfMetrics.Storage.Walking;

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
    private const string NoteName = "_pending.json";
    private const int Version = 1;

    private readonly List<string> _paths = [];

    /// <summary>Writes a file, not visible yet.</summary>
    /// <param name="path">The full path that it is to have.</param>
    /// <param name="content">Its bytes.</param>
    public void Stage(string path, ReadOnlySpan<byte> content)
    {
        folders.Create(Path.GetDirectoryName(path)!);
        _paths.Add(path);
        folders.Write(TemporaryFile.Of(path).Path, content);
    }

    /// <summary>Makes the files visible.</summary>
    /// <exception cref="MetricsException">StoreBusy: the right to change the store is lost.</exception>
    /// <exception cref="IOException">
    /// Before the commit, nothing is changed; after it, a file is in use, and the next change goes on here.
    /// </exception>
    public void Commit()
    {
        onStep?.Invoke(SummaryStep.Staged);
        confirm();
        WholeFile.Replace(Note(store), JsonRecordWriter.Object(json =>
        {
            json.Count("version", Version);
            json.Texts("files", _paths.Select(path => Path.GetRelativePath(SummaryFiles.Root(store), path)));
        }));
        folders.Sync(SummaryFiles.Root(store));
        string[] paths = [.. _paths];
        _paths.Clear();
        onStep?.Invoke(SummaryStep.Committed);
        Finish(store, paths, onStep);
    }

    /// <summary>Takes back what was not committed.</summary>
    public void Dispose()
    {
        try
        {
            _paths.ForEach(path => File.Delete(TemporaryFile.Of(path).Path));
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
        if (!Directory.Exists(SummaryFiles.Root(store)))
        {
            return;
        }

        if (File.Exists(Note(store)))
        {
            Finish(store, Noted(store), onStep: null);
        }

        string[] files = Directory.GetFiles(SummaryFiles.Root(store), "*", SearchOption.AllDirectories);
        foreach (string path in files.Where(IsStaged))
        {
            File.Delete(path);
        }
    }

    /// <summary>Where the note of a change lies that is committed and not finished.</summary>
    public static string Note(string store) => Path.Combine(SummaryFiles.Root(store), NoteName);

    /// <summary>The full paths of the files that such a change gives new content.</summary>
    /// <exception cref="MetricsException">FileCorrupt: the note is damaged, or of a later version.</exception>
    /// <exception cref="FileNotFoundException">It is finished.</exception>
    public static string[] Noted(string store)
    {
        string root = SummaryFiles.Root(store);
        try
        {
            JsonRecord note = JsonLines.ReadWhole(Note(store));
            if (note.GetInt64("version") != Version)
            {
                throw new FormatException("a later version of MdfMetrics wrote it");
            }

            string[] paths = [.. note.Texts("files").Select(file => Path.GetFullPath(Path.Combine(root, file)))];
            return paths.All(path => StoreLinks.IsIn(root, path) && StoreLayout.IsData(Path.GetFileName(path)))
                ? paths
                : throw new FormatException("it names files outside the summaries");
        }
        catch (FormatException exception)
        {
            throw new MetricsException(
                MetricsError.FileCorrupt,
                $"The note of an unfinished change '{Note(store)}' can't be read: {exception.Message}. Delete the "
                    + $"folder '{root}' to have the summaries built anew from the runs that are still there.",
                Note(store),
                exception);
        }
    }

    private static bool IsStaged(string path) =>
        TemporaryFile.TargetOf(Path.GetFileName(path)) is { } name && StoreLayout.IsData(name);

    private static void Finish(string store, IReadOnlyList<string> paths, Action<SummaryStep>? onStep)
    {
        foreach (TemporaryFile file in paths.Select(TemporaryFile.Of).Where(file => File.Exists(file.Path)))
        {
            file.Publish(overwrite: true);
            onStep?.Invoke(SummaryStep.Renamed);
        }

        File.Delete(Note(store));
        onStep?.Invoke(SummaryStep.Finished);
    }
}
