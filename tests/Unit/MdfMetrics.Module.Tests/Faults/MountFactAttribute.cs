using System.Diagnostics;
using MdfMetrics.Module.Tests.Harness;

namespace MdfMetrics.Module.Tests.Faults;

/// <summary>A test that needs a small file system of its own, skipped where none can be mounted.</summary>
[AttributeUsage(AttributeTargets.Method)]
internal sealed class MountFactAttribute : FactAttribute
{
    private static readonly Lazy<bool> s_canMount = new(static () =>
    {
        using var folder = new TemporaryFolder();
        return TryRun("mount", "-t", "tmpfs", "-o", "size=64k", "tmpfs", folder.Path)
            && TryRun("umount", folder.Path);
    });

    public MountFactAttribute()
    {
        if (!s_canMount.Value)
        {
            Skip = "A tmpfs can't be mounted here: it takes Linux and root.";
        }
    }

    /// <summary>Runs a program to its end.</summary>
    /// <returns>Whether it is there and ended well.</returns>
    public static bool TryRun(string program, params string[] arguments)
    {
        try
        {
            var start = new ProcessStartInfo(program, arguments) { RedirectStandardError = true };
            using Process process = Process.Start(start)!;
            process.StandardError.ReadToEnd();
            process.WaitForExit();
            return process.ExitCode == 0;
        }
        catch (System.ComponentModel.Win32Exception)
        {
            return false;
        }
    }
}
