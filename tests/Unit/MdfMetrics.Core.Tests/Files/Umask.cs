using System.Runtime.InteropServices;

namespace MdfMetrics.Tests.Files;

/// <summary>The process's umask, as systemd's UMask= sets it, until it is disposed. All threads have it.</summary>
internal sealed class Umask : IDisposable
{
    private readonly int _before;

    /// <param name="taken">The rights that new files don't get.</param>
    public Umask(UnixFileMode taken) => _before = Set((int)taken);

    public void Dispose() => _ = Set(_before);

    [DllImport("libc", EntryPoint = "umask")]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static extern int Set(int mask);
}
