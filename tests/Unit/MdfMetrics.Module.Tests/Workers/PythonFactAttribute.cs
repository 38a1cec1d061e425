using System.ComponentModel;
using System.Diagnostics;

namespace MdfMetrics.Module.Tests.Workers;

/// <summary>A test that needs python3; where it is missing, the test says so.</summary>
internal sealed class PythonFactAttribute : FactAttribute
{
    public PythonFactAttribute()
    {
        try
        {
            using Process python = Process.Start(
                new ProcessStartInfo("python3", "--version") { RedirectStandardOutput = true })!;
            python.WaitForExit();
        }
        catch (Win32Exception)
        {
            Skip = "There is no python3 on this machine.";
        }
    }
}
