using System.Collections;
using System.Management.Automation;
using System.Text.RegularExpressions;
using MdfMetrics.Module.Tests.Harness;

namespace MdfMetrics.Module.Tests;

/// <summary>
/// Measure-MdfOperator behaves as ForEach-Object does: tests/Shared/ForEachSnippets.ps1, run by both.
/// </summary>
public sealed class ForEachObjectTests
{
    private const string Measured = "MdfMetrics.Cmdlets.Commands.MeasureMdfOperator";

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
        using ModuleSession plain = new(import: false);
        Assert.Equal(Outcome(name, "ForEach-Object", plain), Outcome(name, "Measure-MdfOperator", session));
    }

    private static string Outcome(string name, string each, ModuleSession session)
    {
        session.Invoke($"{Scripts.Helpers}; Set-Alias each {each}").Clean();
        int n = 10;
        string script = Regex.Replace(s_snippets[name], "EACH", _ => $"each op{n++}");
        if (each == "ForEach-Object")
        {
            script = WithoutNames(script);
        }

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

        IEnumerable<string> outcome = [.. output.Select(Show), "streams:", .. Streams(shell), end];
        return WithoutNames(string.Join('\n', outcome))
            .Replace(session.Folder, "folder", StringComparison.Ordinal)
            .Replace(Measured, "Microsoft.PowerShell.Commands.ForEachObject", StringComparison.Ordinal)
            .Replace("Measure-MdfOperator", "ForEach-Object", StringComparison.Ordinal);
    }

    /// <summary>Blanks in their place: so the two scripts are alike, and every place in them is the same.</summary>
    private static string WithoutNames(string text) => Regex.Replace(text, @"\bop\d\d\b", "    ");

    private static IEnumerable<string> Streams(PowerShell shell) =>
    [
        .. shell.Streams.Error.Select(Tell),
        .. shell.Streams.Warning.Select(warning => $"warning {warning} {warning.InvocationInfo?.MyCommand?.Name}"),
        .. shell.Streams.Information.Select(item => $"information {item} {item.Source} {string.Join(' ', item.Tags)}"),
        .. shell.Streams.Verbose.Select(message => $"verbose {message}"),
        .. shell.Streams.Debug.Select(message => $"debug {message}"),
        .. shell.Streams.Progress.Select(step => $"progress {step.Activity} {step.StatusDescription}"),
    ];

    /// <summary>All that an error tells of itself and of its origin.</summary>
    private static string Tell(ErrorRecord error) => string.Join(
        " | ",
        "error",
        error.FullyQualifiedErrorId,
        error,
        error.Exception.GetType().Name,
        error.CategoryInfo,
        error.TargetObject,
        error.InvocationInfo?.MyCommand?.Name,
        error.InvocationInfo?.InvocationName,
        error.InvocationInfo?.PositionMessage,
        error.ScriptStackTrace);

    private static string Show(PSObject? item) => item?.BaseObject switch
    {
        null => "null",
        ErrorRecord error => Tell(error),
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
