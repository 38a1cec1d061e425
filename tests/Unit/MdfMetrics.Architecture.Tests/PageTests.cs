using System.Diagnostics;

namespace MdfMetrics.Architecture.Tests;

/// <summary>The scripts and style sheets of the report's page, which node checks: see tests/Page.</summary>
public sealed class PageTests
{
    internal static string Folder { get; } = Path.Combine(SourceTree.Root, "tests", "Page");

    [NodeFact(packages: true)]
    public async Task Page_Linted_HasNoFinding() => await RunAsync("lint.mjs");

    [NodeFact]
    public async Task Page_ItsOwnTests_Pass() => await RunAsync("--test");

    private static async Task RunAsync(string argument)
    {
        ProcessStartInfo start = new("node", argument)
        {
            WorkingDirectory = Folder,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        using Process node = Process.Start(start)!;
        Task<string> errors = node.StandardError.ReadToEndAsync();
        string output = await node.StandardOutput.ReadToEndAsync();
        await node.WaitForExitAsync();

        Assert.True(node.ExitCode == 0, output + await errors);
    }
}
