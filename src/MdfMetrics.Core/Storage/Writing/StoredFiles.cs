using MdfMetrics.Files;

namespace MdfMetrics.Storage.Writing;

/// <summary>
/// The files of one run on their way into the store: written under names that no reader takes for a file of the store,
/// then renamed in order, the last of them being what makes the run exist.
/// </summary>
/// <param name="store">The store's full path.</param>
/// <param name="folders">Creates files and folders.</param>
internal sealed class StoredFiles(string store, StoreFolder folders) : IDisposable
{
    private readonly List<TemporaryFile> _waiting = [];
    private readonly List<string> _renamed = [];

    /// <summary>Writes a file, not visible yet.</summary>
    public void Add(string folder, string name, ReadOnlySpan<byte> content)
    {
        var file = TemporaryFile.Unique(store, Path.Combine(folder, name));
        folders.CreateFor(file);
        _waiting.Add(file);
        folders.Write(file.Path, content);
    }

    /// <summary>Makes the files visible in the order in which they were added.</summary>
    /// <param name="replace">Whether they take the place of an older state of the same run.</param>
    /// <returns>The path of the last one.</returns>
    public string Publish(bool replace)
    {
        string last = _waiting[^1].Target;
        foreach (TemporaryFile file in _waiting)
        {
            string path = file.Target;
            try
            {
                // Without its last file the run does not exist: what lies there of the others is left from a crash.
                file.Publish(overwrite: replace || path != last);
            }
            catch (IOException exception) when (path == last && File.Exists(last))
            {
                // Another writer, on a file system that knows no locks: the other files may be its.
                _renamed.Clear();
                throw new MetricsException(
                    MetricsError.RunExists,
                    $"Another writer has just written '{last}': choose another id, or remove that run first.",
                    last,
                    exception);
            }

            if (!replace)
            {
                _renamed.Add(path);
            }

            folders.Sync(Path.GetDirectoryName(path)!);
        }

        _waiting.Clear();
        _renamed.Clear();
        return last;
    }

    /// <summary>Takes away what did not become a run.</summary>
    public void Dispose()
    {
        foreach (string path in _waiting.Select(file => file.Path).Concat(_renamed))
        {
            try
            {
                File.Delete(path);
            }
            catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
            {
                // It was never visible, or belongs to no run; the error that led here says what happened.
            }
        }
    }
}
