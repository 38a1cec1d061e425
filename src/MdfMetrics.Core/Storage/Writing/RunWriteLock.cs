using MdfMetrics.Files;

namespace MdfMetrics.Storage.Writing;

/// <summary>
/// Keeps other writers, in this process and others, from writing the same run at the same time. The lock is an open
/// file, so that it ends with the process; its name is the key in lower case, so that it holds for every spelling.
/// Whoever needs the store's maintenance lock too has that first; nobody waits for either.
/// </summary>
internal sealed class RunWriteLock : IDisposable
{
    private const string Prefix = "." + RunId.Prefix;
    private const string Extension = ".claim";

    private readonly FileStream _file;

    private RunWriteLock(FileStream file) => _file = file;

    /// <summary>Locks a run.</summary>
    /// <exception cref="MetricsException"><see cref="MetricsError.RunExists"/>: someone is writing it.</exception>
    public static RunWriteLock Take(string store, string id)
    {
        string path = FileOf(store, id);
        try
        {
            return new RunWriteLock(Open(path, FileMode.OpenOrCreate, FileOptions.DeleteOnClose));
        }
        catch (IOException exception) when (FileInUse.Is(exception) || File.Exists(path))
        {
            // Also one that was given back since.
            throw new MetricsException(
                MetricsError.RunExists,
                $"Run '{id}' is being written to '{store}' by someone else right now. Wait for that, or choose "
                    + "another id.",
                id,
                exception);
        }
    }

    /// <summary>The file of a run's lock.</summary>
    public static string FileOf(string store, string id) =>
        Path.Combine(store, Prefix + RunId.Key(id).ToLowerInvariant() + Extension);

    /// <summary>Whether a file's name is that of a lock.</summary>
    public static bool IsNamed(ReadOnlySpan<char> name) =>
        name.StartsWith(Prefix, StringComparison.Ordinal) && name.EndsWith(Extension, StringComparison.Ordinal);

    /// <summary>Whether a writer holds the lock, or it can't be told. For old locks: to ask is to take it.</summary>
    public static bool IsHeld(string path)
    {
        try
        {
            using FileStream file = Open(path, FileMode.Open, FileOptions.None);
            return false;
        }
        catch (FileNotFoundException)
        {
            return false;
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            return true;
        }
    }

    /// <summary>Removes a lock that nobody holds.</summary>
    /// <exception cref="IOException">Someone holds it.</exception>
    public static void Remove(string path) => Open(path, FileMode.Open, FileOptions.DeleteOnClose).Dispose();

    public void Dispose() => _file.Dispose();

    private static FileStream Open(string path, FileMode mode, FileOptions options) =>
        new(path, mode, FileAccess.ReadWrite, FileShare.None, bufferSize: 1, options);
}
