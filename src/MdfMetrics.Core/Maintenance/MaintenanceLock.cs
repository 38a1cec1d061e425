using MdfMetrics.Files;
using MdfMetrics.Processes;
using MdfMetrics.Records;
using MdfMetrics.Storage.Layout;

namespace MdfMetrics.Maintenance;

/// <summary>
/// The exclusive right to change files that others may be reading. Whoever creates the file has it, and says in it who
/// that is; what a dead process left is taken over. It comes before the lock of any run that is written under it.
/// </summary>
internal sealed class MaintenanceLock : IDisposable
{
    private const int AlreadyExists = 17;
    private const int FileExists = unchecked((int)0x80070050);

    private static readonly TimeSpan s_beat = TimeSpan.FromSeconds(5);

    private readonly string _path;
    private readonly byte[] _content;
    private readonly FileStream _file;
    private readonly TimeProvider _time;
    private readonly ITimer _heart;

    private MaintenanceLock(string path, byte[] content, FileStream file, TimeProvider time)
    {
        (_path, _content, _file, _time) = (path, content, file, time);
        _heart = time.CreateTimer(_ => Beat(), null, s_beat, s_beat);
    }

    /// <summary>Takes the lock of a store.</summary>
    /// <param name="store">The store's full path; it exists.</param>
    /// <param name="time">The clock. A lock of another machine is watched for half a minute.</param>
    /// <returns>The lock; null when someone else has it.</returns>
    public static MaintenanceLock? TryTake(string store, TimeProvider time, CancellationToken token)
    {
        StoreFolder.CreateIn(store, MaintenanceLayout.Folder(store));
        string path = MaintenanceLayout.Lock(store);
        if (Create(path, time) is { } taken)
        {
            return taken;
        }

        if (ReadContent(path) is not { } stale || IsLive(path, time, token))
        {
            return null;
        }

        try
        {
            // Only one at a time takes over, and what it takes over is what was found dead: nobody's new lock.
            using var guard = new FileStream(
                MaintenanceLayout.Takeover(store),
                FileMode.OpenOrCreate,
                FileAccess.ReadWrite,
                FileShare.None,
                bufferSize: 0,
                FileOptions.DeleteOnClose);
            if (ReadContent(path)?.AsSpan().SequenceEqual(stale) != true)
            {
                return null;
            }

            File.Delete(path);
            return Create(path, time);
        }
        catch (IOException)
        {
            // Someone else is taking it over at this moment, or its holder wakes up: it is busy.
            return null;
        }
    }

    /// <summary>Makes sure before a change is committed that nobody took this lock for a dead one's.</summary>
    /// <exception cref="MetricsException">StoreBusy: someone did.</exception>
    public void Confirm()
    {
        if (ReadContent(_path)?.AsSpan().SequenceEqual(_content) != true)
        {
            throw new MetricsException(
                MetricsError.StoreBusy,
                $"The lock '{_path}' was removed or taken over while this process held it, so nothing was changed. "
                    + "Try again.",
                _path);
        }
    }

    public void Dispose()
    {
        _heart.Dispose();
        bool isOurs = ReadContent(_path)?.AsSpan().SequenceEqual(_content) == true;
        _file.Dispose();
        if (isOurs)
        {
            try
            {
                File.Delete(_path);
            }
            catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
            {
                // It is stale when this process has ended.
            }
        }
    }

    private static MaintenanceLock? Create(string path, TimeProvider time)
    {
        FileStream file;
        try
        {
            file = new FileStream(path, FileMode.CreateNew, FileAccess.Write, FileShare.Read, bufferSize: 0);
        }
        catch (IOException exception) when (exception.HResult is AlreadyExists or FileExists || File.Exists(path))
        {
            // Also one that was given back since: EEXIST on Unix, ERROR_FILE_EXISTS on Windows.
            return null;
        }

        byte[] content = JsonRecordWriter.Object(json =>
        {
            json.Count("version", MaintenanceLayout.Version);
            json.Text("id", Guid.NewGuid().ToString());
            ProcessLine.Write(json, ProcessIdentity.Current);
        });
        try
        {
            file.Write(content);
            StoreFolder.Share(path);
            return new MaintenanceLock(path, content, file, time);
        }
        catch (IOException)
        {
            file.Dispose();
            File.Delete(path);
            throw;
        }
    }

    /// <summary>
    /// Whether the holder lives: this machine mostly knows of its own processes, of others the heartbeat tells.
    /// </summary>
    private static bool IsLive(string path, TimeProvider time, CancellationToken token)
    {
        try
        {
            if (ProcessLine.Read(JsonLines.ReadWhole(path)).IsAlive() is { } isAlive)
            {
                return isAlive;
            }
        }
        catch (FormatException)
        {
            // Not yet written, or never.
        }
        catch (IOException)
        {
            // It can't be told; what may live is not taken over.
            return true;
        }

        var heart = new Heartbeat(time);
        bool? isBeating = null;
        Heartbeat.Watch(() => (isBeating = heart.IsBeating(Heartbeat.PulseOf(path))) is not null, token);
        return isBeating == true;
    }

    /// <summary>What a lock says; null where that can't be read, so that nobody takes it for his own.</summary>
    private static byte[]? ReadContent(string path)
    {
        try
        {
            using var file = new FileStream(
                path,
                FileMode.Open,
                FileAccess.Read,
                FileShare.ReadWrite | FileShare.Delete);
            byte[] content = new byte[file.Length];
            file.ReadExactly(content);
            return content;
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            return null;
        }
    }

    private void Beat()
    {
        try
        {
            File.SetLastWriteTimeUtc(_file.SafeFileHandle, _time.GetUtcNow().UtcDateTime);
        }
        catch (UnauthorizedAccessException)
        {
            BeatByWriting();
        }
        catch (Exception exception) when (exception is IOException or ObjectDisposedException)
        {
            // The next beat may come through.
        }
    }

    /// <summary>Where a file system does not let times be set: what is written again is the same.</summary>
    private void BeatByWriting()
    {
        try
        {
            RandomAccess.Write(_file.SafeFileHandle, _content, fileOffset: 0);
        }
        catch (Exception exception) when (
            exception is IOException or UnauthorizedAccessException or ObjectDisposedException)
        {
            // The next beat may come through.
        }
    }
}
