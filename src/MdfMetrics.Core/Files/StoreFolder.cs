using System.Runtime.InteropServices;
using System.Runtime.Versioning;
using System.Text;
using Microsoft.Win32.SafeHandles;

namespace MdfMetrics.Files;

/// <summary>Creates folders and files with the mode and the durability that the options ask for.</summary>
/// <param name="options">Mode and durability.</param>
internal sealed class StoreFolder(WriterOptions options)
{
    private const UnixFileMode Owner = UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute;
    private const UnixFileMode Readers = UnixFileMode.UserRead | UnixFileMode.GroupRead | UnixFileMode.OtherRead;

    /// <summary>Creates a folder in a store that is there, for the same readers as the store's own.</summary>
    public static void CreateIn(string store, string folder) => new StoreFolder(new WriterOptions
    {
        FileMode = ModeOf(store),
    }).Create(folder);

    /// <summary>The mode of a file or folder; null where the system knows none.</summary>
    public static UnixFileMode? ModeOf(string path) =>
        OperatingSystem.IsWindows() ? null : File.GetUnixFileMode(path);

    /// <summary>
    /// The mode of files that whoever may list a folder may read; null where the system knows none.
    /// </summary>
    public static UnixFileMode? ReadableModeOf(string folder) =>
        ModeOf(folder) & ~(UnixFileMode.UserExecute | UnixFileMode.GroupExecute | UnixFileMode.OtherExecute);

    /// <summary>
    /// Lets whoever may list its folder read a file, where the umask keeps it from them. Nothing is taken away: file
    /// systems that refuse modes need not be asked.
    /// </summary>
    public static void Share(string path) => CosmeticCall.Try("The mode can't be set", path, () =>
    {
        if (ModeOf(path) is { } mode
            && ModeOf(Path.GetDirectoryName(path)!) is { } folder
            && (mode | (folder & Readers)) is var shared
            && shared != mode
            && !OperatingSystem.IsWindows())
        {
            File.SetUnixFileMode(path, shared);
        }
    });

    /// <summary>Creates a folder and its parents where they are missing.</summary>
    public void Create(string folder)
    {
        if (Directory.Exists(folder))
        {
            return;
        }

        if (Path.GetDirectoryName(folder) is { } parent)
        {
            Create(parent);
        }

        Directory.CreateDirectory(folder);
        if (options.FileMode is { } mode && !OperatingSystem.IsWindows())
        {
            // x for each r: the bits of a class lie next to each other, r being four times x.
            SetMode(folder, Owner | mode | (UnixFileMode)(((int)mode & 0b100_100_100) >> 2));
        }
    }

    /// <summary>Creates the folders that a file is written in and that it is to be in.</summary>
    public void CreateFor(TemporaryFile file)
    {
        Create(Path.GetDirectoryName(file.Path)!);
        Create(Path.GetDirectoryName(file.Target)!);
    }

    /// <summary>Writes a file that is not there yet.</summary>
    public void Write(string path, ReadOnlySpan<byte> content)
    {
        using FileStream file = Open(path);
        file.Write(content);
        file.Flush(options.Durable);
    }

    /// <summary>Opens a file that is not there yet, to be written.</summary>
    public FileStream Open(string path)
    {
        var file = new FileStream(path, FileMode.CreateNew, FileAccess.ReadWrite, FileShare.None, bufferSize: 0);
        if (options.FileMode is { } mode && !OperatingSystem.IsWindows())
        {
            SetMode(path, mode);
        }

        return file;
    }

    /// <summary>Forces a file that was written to the disk.</summary>
    public void SyncFile(string path)
    {
        if (options.Durable)
        {
            using var file = new FileStream(path, FileMode.Open, FileAccess.Write, FileShare.Read, bufferSize: 0);
            file.Flush(flushToDisk: true);
        }
    }

    /// <summary>Forces what was renamed in a folder to the disk, where the system can.</summary>
    public void Sync(string folder)
    {
        if (options.Durable && !OperatingSystem.IsWindows())
        {
            CosmeticCall.Try("The entries can't be forced to the disk", folder, () => Force(folder));
        }
    }

    [UnsupportedOSPlatform("windows")]
    private static void SetMode(string path, UnixFileMode mode) =>
        CosmeticCall.Try("The mode can't be set", path, () => File.SetUnixFileMode(path, mode));

    private static void Force(string folder)
    {
        using var handle = new SafeFileHandle(Open(Encoding.UTF8.GetBytes(folder + '\0'), 0), ownsHandle: true);
        if (handle.IsInvalid || Fsync(handle) != 0)
        {
            throw new IOException($"{Marshal.GetLastPInvokeErrorMessage()}.");
        }
    }

    [DllImport("libc", EntryPoint = "open", SetLastError = true)]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static extern int Open(byte[] path, int flags);

    [DllImport("libc", EntryPoint = "fsync", SetLastError = true)]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static extern int Fsync(SafeFileHandle folder);
}
