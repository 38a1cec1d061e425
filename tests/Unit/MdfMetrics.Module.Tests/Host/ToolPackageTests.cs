using System.Text.Json;
using System.Text.RegularExpressions;
using System.Xml.Linq;
using MdfMetrics.Module.Tests.Harness;

namespace MdfMetrics.Module.Tests.Host;

/// <summary>The .NET tool.</summary>
public sealed class ToolPackageTests(ToolPackage package) : IClassFixture<ToolPackage>
{
    private static readonly string[] s_freeLicences = ["MIT", "BSD-2-Clause", "BSD-3-Clause", "Apache-2.0"];

    [Fact]
    public void Pack_Folder_InstallsAndRuns()
    {
        using var folder = new TemporaryFolder();
        string config = folder.Write(
            "nuget.config",
            $"<configuration><packageSources><clear/><add key=\"here\" value=\"{package.Folder}\"/></packageSources></configuration>");
        string tools = Path.Combine(folder.Path, "tools");
        package.Run("dotnet", "tool", "install", "MdfMetrics.Tool", "--configfile", config, "--tool-path", tools);
        string mdf = Path.Combine(tools, BuildOutput.Executable("mdf"));

        Assert.Equal("0.1.0\n", package.Run(mdf, "--version"));
        const string Record = "Start-MdfRun { Enter-MdfStage s { $null = 1..3 | Measure-MdfOperator o { $_ } } }; "
            + "Get-MdfRun | % total_input_records; Start-Job { (Get-Command Get-MdfRun).Source } | Receive-Job -Wait";
        Assert.Equal("3\nMdfMetrics\n", package.Run(mdf, "-Command", Record));
    }

    [Fact]
    public void Pack_EveryPackageInIt_MayBePassedOnAndIsNamed()
    {
        string notices = File.ReadAllText(Path.Combine(RepositoryRoot.Path, "THIRD-PARTY-NOTICES.md"));
        string[] ids =
        [
            .. PackagesOf(package.Entry("mdf.deps.json")),
            .. PackagesOf(File.ReadAllText(Path.Combine(BuildOutput.Cmdlets, "MdfMetrics.Cmdlets.deps.json"))),
        ];

        Assert.InRange(ids.Length, 40, 100);
        Assert.All(ids, id =>
        {
            Match line = Regex.Match(notices, $@"(?m)^\| {Regex.Escape(Generic(id))} \| .+ \| (\S+) \|$");
            Assert.True(line.Success, $"{id} is not in THIRD-PARTY-NOTICES.md.");
            Assert.Contains(line.Groups[1].Value, s_freeLicences);
        });
    }

    [Fact]
    public void Pack_Licences_AreThoseThatThePackagesTell()
    {
        string packages = package.Run("dotnet", "nuget", "locals", "global-packages", "--list").Split(": ", 2)[1].Trim();
        string notices = File.ReadAllText(Path.Combine(RepositoryRoot.Path, "THIRD-PARTY-NOTICES.md"));
        using JsonDocument dependencies = JsonDocument.Parse(package.Entry("mdf.deps.json"));

        Assert.All(dependencies.RootElement.GetProperty("libraries").EnumerateObject().Where(IsPackage), library =>
        {
            string[] name = library.Name.ToLowerInvariant().Split('/');
            XDocument nuspec = XDocument.Load(Path.Combine(packages, name[0], name[1], name[0] + ".nuspec"));
            string? licence = nuspec.Descendants().FirstOrDefault(node => node.Name.LocalName == "license")?.Value;
            Assert.Contains(licence, s_freeLicences);
        });
        Assert.DoesNotContain("Runtime.Win", notices);
    }

    /// <summary>The packages that files come from.</summary>
    private static IEnumerable<string> PackagesOf(string dependencies)
    {
        using JsonDocument document = JsonDocument.Parse(dependencies);
        JsonElement libraries = document.RootElement.GetProperty("libraries");
        return [.. document.RootElement.GetProperty("targets").EnumerateObject().Last().Value.EnumerateObject()
            .Where(library => IsPackage(libraries.EnumerateObject().Single(known => known.NameEquals(library.Name))))
            .Where(library => library.Value.TryGetProperty("runtime", out _) || library.Value.TryGetProperty("native", out _))
            .Select(library => library.Name.Split('/')[0])];
    }

    private static bool IsPackage(JsonProperty library) => library.Value.GetProperty("type").GetString() == "package";

    /// <summary>Native parts have a package for each platform.</summary>
    private static string Generic(string id) => id.Replace($"runtime.{BuildOutput.RuntimeIdentifier}.", "runtime.linux-x64.", StringComparison.Ordinal);
}
