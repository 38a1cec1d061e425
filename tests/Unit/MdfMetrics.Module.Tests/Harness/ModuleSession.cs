using System.Management.Automation;
using System.Management.Automation.Runspaces;
using Microsoft.PowerShell;

namespace MdfMetrics.Module.Tests.Harness;

/// <summary>
/// A runspace of the real engine with the built module imported, in a temporary folder of its own that is its current
/// location and so, as <c>./metrics</c>, holds its store.
/// </summary>
/// <remarks>
/// The modules that come with PowerShell load when they are needed, as at a prompt; those that happen to be installed on
/// this machine don't.
/// </remarks>
internal sealed class ModuleSession : IDisposable
{
    private readonly TemporaryFolder _folder = new();
    private readonly Runspace _runspace;

    /// <summary>Opens the session.</summary>
    /// <param name="import">Whether to import the module.</param>
    public ModuleSession(bool import = true)
    {
        var state = InitialSessionState.CreateDefault2();
        if (OperatingSystem.IsWindows())
        {
            state.ExecutionPolicy = ExecutionPolicy.Bypass;
        }

        _runspace = RunspaceFactory.CreateRunspace(state);
        _runspace.Open();
        _runspace.SessionStateProxy.Path.SetLocation(WildcardPattern.Escape(Folder));
        Invoke("$env:PSModulePath = Join-Path $PSHOME Modules").Clean();
        if (import)
        {
            Import();
        }
    }

    /// <summary>The session's folder and current location.</summary>
    public string Folder => _folder.Path;

    /// <summary>The default store of that location; it exists once something was written.</summary>
    public string Store => Path.Combine(Folder, "metrics");

    /// <summary>Imports the module from the repository.</summary>
    public ScriptResult Import(bool force = false) => Invoke(
        "param($path, $force) Import-Module -Name $path -Force:$force -ErrorAction Stop",
        RepositoryRoot.ManifestPath,
        force);

    /// <summary>Runs a script to its end; its <c>param()</c> block or <c>$args</c> takes the arguments.</summary>
    /// <exception cref="RuntimeException">
    /// What the script threw. A terminating error of a cmdlet ends only its statement, as in any script, and is among
    /// the errors: <see cref="Failure"/> catches both.
    /// </exception>
    public ScriptResult Invoke(string script, params object?[] arguments)
    {
        using PowerShell shell = Start(script, arguments);
        PSObject[] output = [.. shell.Invoke()];
        return Result(shell, output);
    }

    /// <summary>The terminating error of a script that must end with one.</summary>
    public ErrorRecord Failure(string script, params object?[] arguments)
    {
        const string Catch = "param($text, $all) try { . ([scriptblock]::Create($text)) @all } catch { throw }";
        RuntimeException exception =
            Assert.ThrowsAny<RuntimeException>(() => Invoke(Catch, script, arguments));
        return exception.ErrorRecord;
    }

    /// <summary>The same as a shell that a test can stop, or stream from.</summary>
    public PowerShell Start(string script, params object?[] arguments)
    {
        var shell = PowerShell.Create(_runspace);
        shell.AddScript(script);
        foreach (object? argument in arguments)
        {
            shell.AddArgument(argument);
        }

        return shell;
    }

    /// <summary>Writes a file in the session's folder.</summary>
    /// <returns>Its full path.</returns>
    public string Write(string name, string content) => _folder.Write(name, content);

    /// <summary>
    /// Stops what a test left live: the end of the process would write it to the folder that is gone.
    /// </summary>
    public void Dispose()
    {
        StopRuns();
        _runspace.Dispose();
        _folder.Dispose();
    }

    private void StopRuns()
    {
        using PowerShell shell = Start("try { for (;;) { $null = Stop-MdfRun } } catch { }");
        try
        {
            shell.Invoke();
        }
        catch (RuntimeException)
        {
            // A test that broke its runspace on purpose.
        }
    }

    private static ScriptResult Result(PowerShell shell, PSObject[] output) => new(
        output,
        [.. shell.Streams.Error],
        [.. shell.Streams.Warning.Select(warning => warning.Message)]);
}
