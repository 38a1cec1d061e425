using System.ComponentModel;
using System.Diagnostics;

namespace MdfMetrics.Module.Tests.Harness;

/// <summary>Programs of the system that tests need, where they are there.</summary>
internal static class NativeProgram
{
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
        catch (Win32Exception)
        {
            return false;
        }
    }
}
