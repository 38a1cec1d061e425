using System.Text.Json;
using MdfMetrics.Module.Tests.Harness;

namespace MdfMetrics.Module.Tests.Pester;

/// <summary>The tests in tests/Pester, run by the PowerShell that this assembly is: each is a test here.</summary>
public sealed class PesterTests
{
    private static readonly Lazy<PesterResult[]> s_results = new(Run);

    public static TheoryData<PesterResult> Results => [.. s_results.Value.Where(test => test.Result != "Skipped")];

    [Theory]
    [MemberData(nameof(Results), DisableDiscoveryEnumeration = true)]
    public void It(PesterResult test) => Assert.True(test.Result == "Passed", $"{test}: {test.Result}\n{test.Error}");

    /// <summary>
    /// An SSH server, Unix signals, the package, which .ci/run makes later, or what ForEachObjectTests runs.
    /// </summary>
    [Fact]
    public void Skipped_OnThisMachine_AreWhatItLacksOrRunsOtherwise()
    {
        string[] skipped = [.. s_results.Value.Where(test => test.Result == "Skipped").Select(test => $"{test}")];

        Assert.DoesNotContain(skipped, test => !test.StartsWith("Ssh.", StringComparison.Ordinal)
            && !test.StartsWith("Package.", StringComparison.Ordinal)
            && !test.StartsWith("ForEachObject.", StringComparison.Ordinal)
            && !(OperatingSystem.IsWindows() && (test.StartsWith("Process.", StringComparison.Ordinal)
                || test.StartsWith("Soak.", StringComparison.Ordinal))));
    }

    private static PesterResult[] Run()
    {
        using var folder = new TemporaryFolder();
        string path = Path.Combine(folder.Path, "results.json");
        string script = Path.Combine(RepositoryRoot.Path, "tests", "Pester", "Invoke-Tests.ps1");
        (_, string output) = NativeProgram.Run(
            folder.Path,
            BuildOutput.Pwsh,
            "-NoProfile",
            "-NonInteractive",
            "-File",
            script,
            "-ResultPath",
            path);
        Assert.True(File.Exists(path), output);
        return JsonSerializer.Deserialize<PesterResult[]>(File.ReadAllText(path))!;
    }
}
