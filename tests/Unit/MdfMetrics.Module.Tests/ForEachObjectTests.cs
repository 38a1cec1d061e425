using System.Collections;
using System.Management.Automation;
using MdfMetrics.Module.Tests.Harness;

namespace MdfMetrics.Module.Tests;

/// <summary>
/// Measure-MdfOperator behaves as ForEach-Object does: tests/Shared/ForEachSnippets.ps1, run by both.
/// </summary>
public sealed class ForEachObjectTests
{
    private static readonly IReadOnlyDictionary<string, string> s_snippets = Load();

    public static TheoryData<string> Names => [.. s_snippets.Keys];

    [Theory]
    [MemberData(nameof(Names))]
    public void Snippet_OnARecordedRun_DoesTheSame(string name)
    {
        using ModuleSession session = new();
        session.Invoke("$null = Start-MdfRun; Enter-MdfStage s").Clean();

        AssertSame(name, session);
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void Snippet_OnADisabledRun_DoesTheSame(string name)
    {
        using ModuleSession session = new();
        session.Invoke("$null = Start-MdfRun -Configuration @{ enabled = $false }").Clean();

        AssertSame(name, session);
    }

    private static void AssertSame(string name, ModuleSession session)
    {
        string expected = Outcome(name, "ForEach-Object", new ModuleSession(import: false));
        string actual = Outcome(name, "Measure-MdfOperator $(\"op$($script:op++)\")", session);
        Assert.Equal(expected, actual);
    }

    private static string Outcome(string name, string each, ModuleSession session)
    {
        session.Invoke(Scripts.Helpers).Clean();
        string script = s_snippets[name].Replace("EACH", each, StringComparison.Ordinal);
        using PowerShell shell = session.Start(script);
        var output = new PSDataCollection<PSObject>();
        string end = "ended";
        try
        {
            shell.Invoke(null, output);
        }
        catch (Exception e)
        {
            end = $"{e.GetType().Name}: {e.Message}";
        }

        return string.Join('\n', output.Select(Show).Append($"errors: {Errors(shell)}").Append(end));
    }

    private static string Errors(PowerShell shell) => string.Join(
        "; ",
        shell.Streams.Error.Select(error =>
            $"{error.FullyQualifiedErrorId.Split(',')[0]} {error} {error.CategoryInfo.Category} {error.TargetObject}"));

    private static string Show(PSObject? item) => item?.BaseObject switch
    {
        null => "null",
        IList list => $"[{string.Join(", ", list.Cast<object?>().Select(i => Show(i is null ? null : PSObject.AsPSObject(i))))}]",
        var value => $"{value.GetType().Name} {item}",
    };

    private static Dictionary<string, string> Load()
    {
        using ModuleSession session = new(import: false);
        string path = Path.Combine(RepositoryRoot.Path, "tests", "Shared", "ForEachSnippets.ps1");
        return session.Invoke("param($path) & $path", path).Clean().Values.Cast<Hashtable>()
            .ToDictionary(snippet => (string)snippet["Name"]!, snippet => (string)snippet["Script"]!);
    }
}
