using System.Runtime.InteropServices;

namespace MdfMetrics.Tests.Files;

/// <summary>
/// Takes from this thread what root may do with files on Linux, whom no mode keeps out, until it is disposed.
/// </summary>
internal sealed class NoRights : IDisposable
{
    private const int Nobody = 65534;

    private readonly bool _isRoot = OperatingSystem.IsLinux() && Environment.IsPrivilegedProcess;

    public NoRights() => Become(Nobody);

    public void Dispose() => Become(0);

    private void Become(int user)
    {
        if (_isRoot)
        {
            _ = Set(user);
        }
    }

    [DllImport("libc", EntryPoint = "setfsuid")]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static extern int Set(int user);
}
