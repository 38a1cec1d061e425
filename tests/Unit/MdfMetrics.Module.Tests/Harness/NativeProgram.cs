using System.ComponentModel;
using System.Diagnostics;

namespace MdfMetrics.Module.Tests.Harness;

/// <summary>Programs that tests start and wait for.</summary>
internal static class NativeProgram
{
    private static readonly TimeSpan s_patience = TimeSpan.FromMinutes(20);

    /// <summary>Runs a program to its end, in a folder.</summary>
    /// <returns>Its exit code, and its output and errors; where there are none of these, the output alone.</returns>
    public static (int ExitCode, string Output) Run(string folder, string program, params string[] arguments)
    {
        var start = new ProcessStartInfo(program, arguments)
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            WorkingDirectory = folder,
        };
        start.Environment["NO_COLOR"] = "1";
        using Process process = Process.Start(start)!;
        process.StandardInput.Close();
        Task<string> errors = process.StandardError.ReadToEndAsync();
        string output = Eventually.Ends(process.StandardOutput.ReadToEndAsync(), s_patience, $"the end of {program}");
        output += Eventually.Ends(errors, s_patience, $"the end of the errors of {program}");
        process.WaitForExit();
        return (process.ExitCode, output);
    }

    /// <summary>Runs a program of the system that may not be there.</summary>
    /// <returns>Whether it is there and ended well.</returns>
    public static bool TryRun(string program, params string[] arguments)
    {
        try
        {
            return Run(Path.GetTempPath(), program, arguments).ExitCode == 0;
        }
        catch (Win32Exception)
        {
            return false;
        }
    }
}
