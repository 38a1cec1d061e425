using System.Management.Automation;

namespace MdfMetrics.Module.Tests.Harness;

/// <summary>What test scripts share.</summary>
internal static class Scripts
{
    /// <summary>Throw-Problem, and Show, which gives properties as text, missing and NaN ones as they are.</summary>
    public static readonly string Helpers =
        File.ReadAllText(Path.Combine(RepositoryRoot.Path, "tests", "Shared", "Throw-Problem.ps1"))
        + """
        filter Show([string[]] $Names) { $o = $_; @($Names | ForEach-Object { "$($o.$_)" }) -join ' ' }
        """;

    /// <summary>A session that knows the <see cref="Helpers"/>.</summary>
    public static ModuleSession Open()
    {
        var session = new ModuleSession();
        session.Invoke(Helpers).Clean();
        return session;
    }

    /// <summary>The same, with a run and a stage s that are current.</summary>
    public static ModuleSession Record()
    {
        ModuleSession session = Open();
        session.Invoke("$null = Start-MdfRun -RunId r; Enter-MdfStage s").Clean();
        return session;
    }

    /// <summary>The error that ends a script, or the statement of it that a cmdlet ends.</summary>
    public static ErrorRecord Refusal(this ModuleSession session, string script, params object?[] arguments) =>
        session.Failure($"try {{ {script} }} catch {{ throw }}", arguments);

    /// <summary>Each value as text, alike under every culture.</summary>
    public static IEnumerable<string> Texts(this ScriptResult result) =>
        result.Output.Select(item => FormattableString.Invariant($"{item}"));

    /// <summary>The id of the error without the command that follows the comma.</summary>
    public static string Id(this ErrorRecord error) =>
        error.FullyQualifiedErrorId.Split(',')[0];
}
