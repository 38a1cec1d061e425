using System.Management.Automation.Language;
using System.Text.RegularExpressions;
using MdfMetrics.Module.Tests.Harness;

namespace MdfMetrics.Module.Tests.Pester;

/// <summary>What the Pester files keep to, as MdfMetrics.Architecture.Tests holds the C# tests to it.</summary>
public sealed class PesterConventionTests
{
    /// <summary>Where a script may sleep: as the work that is measured, or for a server that has no other sign.</summary>
    private static readonly Dictionary<string, string> s_sleepers = new()
    {
        ["Get-MdfOperatorMetric.Tests.ps1"] = "a slow operator",
        ["Measure-MdfOperator.Tests.ps1"] = "what comes after an operator, and work in runspaces",
        ["Process.Tests.ps1"] = "a pipeline that goes on until it is interrupted",
        ["Ssh.Tests.ps1"] = "sshd does not say when it listens: it is tried 20 times",
        ["Watch-MdfRun.Tests.ps1"] = "runs that go on as long as they are watched",
    };

    private static readonly string s_folder = Path.Combine(RepositoryRoot.Path, "tests", "Pester");

    private static readonly ScriptBlockAst[] s_files = [.. Directory.GetFiles(s_folder, "*.Tests.ps1").Select(Parse)];

    [Fact]
    public void It_Every_HasAShould()
    {
        CommandAst[] tests = [.. s_files.SelectMany(file => Commands(file, "It"))];

        Assert.InRange(tests.Length, 100, 1000);
        string[] without =
        [
            .. tests
                .Where(test => !Commands(test, "Should").Any() && !Commands(test, "Set-ItResult").Any())
                .Select(test => $"{test.Extent.File}({test.Extent.StartLineNumber})"),
        ];
        Assert.True(without.Length == 0, string.Join('\n', without));
    }

    [Fact]
    public void Sleep_OutsideOfSimulatedWork_IsNowhere() => Assert.Equal(
        s_sleepers.Keys.Order(StringComparer.Ordinal),
        s_files.Where(file => file.Extent.Text.Contains("Start-Sleep", StringComparison.Ordinal))
            .Select(file => Path.GetFileName(file.Extent.File))
            .Order(StringComparer.Ordinal));

    [Fact]
    public void Random_WithoutASeed_IsNowhere() =>
        Assert.Empty(s_files.SelectMany(file => Commands(file, "Get-Random")));

    /// <summary>
    /// Pester lists and clears TestDrive through links. One that leads to the checkout costs minutes, and what appears
    /// in it meanwhile is deleted.
    /// </summary>
    [Fact]
    public void Link_OutsideOfTheModulesFolder_IsMadeNowhere() => Assert.Equal(
        ["ModulesFolder.ps1"],
        Directory.GetFiles(s_folder, "*.ps1")
            .Where(file => Regex.IsMatch(File.ReadAllText(file), @"SymbolicLink|Junction|\bln -s|mklink", RegexOptions.IgnoreCase))
            .Select(Path.GetFileName));

    private static ScriptBlockAst Parse(string path)
    {
        ScriptBlockAst file = Parser.ParseFile(path, out _, out ParseError[] errors);
        Assert.Empty(errors);
        return file;
    }

    private static IEnumerable<CommandAst> Commands(Ast ast, string name) => ast
        .FindAll(node => node is CommandAst command && command.GetCommandName() == name, searchNestedScriptBlocks: true)
        .Cast<CommandAst>();
}
