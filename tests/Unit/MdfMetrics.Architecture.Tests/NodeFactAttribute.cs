using System.ComponentModel;
using System.Diagnostics;

namespace MdfMetrics.Architecture.Tests;

/// <summary>A test of the report's page that needs node; where it is missing, the test says so.</summary>
internal sealed class NodeFactAttribute : FactAttribute
{
    /// <param name="packages">Whether it also needs the packages of tests/Page.</param>
    public NodeFactAttribute(bool packages = false)
    {
        if (!HasNode())
        {
            Skip = "There is no node on this machine.";
        }
        else if (packages && !Directory.Exists(Path.Combine(PageTests.Folder, "node_modules")))
        {
            Skip = "The linters are not there: run npm ci in tests/Page.";
        }
    }

    private static bool HasNode()
    {
        try
        {
            using Process node = Process.Start(
                new ProcessStartInfo("node", "--version") { RedirectStandardOutput = true })!;
            node.WaitForExit();
            return true;
        }
        catch (Win32Exception)
        {
            return false;
        }
    }
}
