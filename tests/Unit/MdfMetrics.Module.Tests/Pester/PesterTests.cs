using System.Diagnostics;
using System.Text.Json;
using MdfMetrics.Module.Tests.Harness;

namespace MdfMetrics.Module.Tests.Pester;

/// <summary>The tests in tests/Pester, run by the PowerShell that this assembly is: each is a test here.</summary>
public sealed class PesterTests
{
    private static readonly TimeSpan s_patience = TimeSpan.FromMinutes(20);
    private static readonly Lazy<PesterResult[]> s_results = new(Run);

    public static TheoryData<PesterResult> Results => [.. s_results.Value.Where(test => test.Result != "Skipped")];

    [Theory]
    [MemberData(nameof(Results), DisableDiscoveryEnumeration = true)]
    public void It(PesterResult test) => Assert.True(test.Result == "Passed", $"{test}: {test.Result}\n{test.Error}");

    /// <summary>An SSH server or Unix signals, which not every machine has; thread jobs, which come with pwsh alone.</summary>
    [Fact]
    public void Skipped_OnThisMachine_AreWhatItLacks()
    {
        string[] skipped = [.. s_results.Value.Where(test => test.Result == "Skipped").Select(test => $"{test}")];

        Assert.DoesNotContain(skipped, test => !test.StartsWith("Ssh.", StringComparison.Ordinal)
            && !test.Contains("thread jobs", StringComparison.Ordinal)
            && !(OperatingSystem.IsWindows() && test.StartsWith("Process.", StringComparison.Ordinal)));
    }

    private static PesterResult[] Run()
    {
        using var folder = new TemporaryFolder();
        string path = Path.Combine(folder.Path, "results.json");
        string script = Path.Combine(RepositoryRoot.Path, "tests", "Pester", "Invoke-Tests.ps1");
        var start = new ProcessStartInfo(Pwsh.Path, ["-NoProfile", "-NonInteractive", "-File", script, "-ResultPath", path])
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            WorkingDirectory = folder.Path,
        };
        using Process process = Process.Start(start)!;
        process.StandardInput.Close();
        Task<string> errors = process.StandardError.ReadToEndAsync();
        string output = Eventually.Ends(process.StandardOutput.ReadToEndAsync(), s_patience, "the end of Pester");
        Assert.True(File.Exists(path), output + Eventually.Ends(errors, s_patience, "the end of its errors"));
        return JsonSerializer.Deserialize<PesterResult[]>(File.ReadAllText(path))!;
    }
}
