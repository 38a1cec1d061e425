using System.Management.Automation;
using System.Management.Automation.Runspaces;
using MdfMetrics.Host.Commands;
using MdfMetrics.Host.UserInterface;
using Microsoft.PowerShell;

namespace MdfMetrics.Host;

/// <summary>Runs one script in a runspace that has the module, and tells its exit code.</summary>
/// <param name="module">The path of the module's manifest.</param>
internal sealed class ScriptRunner(string module)
{
    private readonly ConsoleHost _host = new();

    /// <summary>Runs a script to its end, or until a signal stops it.</summary>
    /// <returns>
    /// The script's own exit code; 0 when it ends by itself, whatever errors it went on after; 1 for a terminating
    /// error; 128 and the signal's number when one stopped it.
    /// </returns>
    public int Run(string script, IEnumerable<string> arguments)
    {
        using Runspace runspace = RunspaceFactory.CreateRunspace(_host, State());
        runspace.Open();
        Runspace.DefaultRunspace = runspace;

        using var signals = new Signals();
        int? failure = Execute(runspace, signals, shell => shell
            .AddCommand("Import-Module")
            .AddParameter("Name", module)
            .AddParameter("ErrorAction", ActionPreference.Stop));
        failure ??= Execute(runspace, signals, shell =>
        {
            EngineInternals.LetExitThrough(runspace);
            shell.AddCommand(script, useLocalScope: false);
            foreach (CommandParameter argument in ScriptArguments.Parse(arguments))
            {
                shell.Commands.Commands[0].Parameters.Add(argument);
            }
        });
        return signals.ExitCode ?? _host.ExitCode ?? failure ?? ExitCode.Success;
    }

    private static InitialSessionState State()
    {
        var state = InitialSessionState.CreateDefault2();
        if (OperatingSystem.IsWindows())
        {
            state.ExecutionPolicy = ExecutionPolicy.Bypass;
        }

        StandIns.AddTo(state);
        return state;
    }

    private int? Execute(Runspace runspace, Signals signals, Action<PowerShell> compose)
    {
        using var shell = PowerShell.Create(runspace);
        compose(shell);
        shell.Commands.Commands[0].MergeMyResults(PipelineResultTypes.Error, PipelineResultTypes.Output);
        shell.AddCommand("Out-Default");
        using IDisposable stopping = signals.Stop(shell);
        try
        {
            shell.Invoke();
            return null;
        }
        catch (PipelineStoppedException)
        {
            return ExitCode.Failure;
        }
        catch (RuntimeException exception)
        {
            Report(runspace, exception.ErrorRecord);
            return ExitCode.Failure;
        }
    }

    // Writing it to the error stream would replace the place that it came from, so it is formatted as an object.
    private void Report(Runspace runspace, ErrorRecord error)
    {
        using IDisposable diversion = _host.Console.DivertToError();
        using var shell = PowerShell.Create(runspace);
        shell.AddCommand("Out-Default").Invoke(new[] { error });
    }
}
