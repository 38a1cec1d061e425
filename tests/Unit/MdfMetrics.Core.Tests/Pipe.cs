using System.Diagnostics;

namespace MdfMetrics.Tests;

/// <summary>A named pipe, which nobody ever writes to.</summary>
internal static class Pipe
{
    public static void Create(string path)
    {
        using Process mkfifo = Process.Start("mkfifo", [path]);
        mkfifo.WaitForExit();
        Assert.Equal(0, mkfifo.ExitCode);
    }
}
