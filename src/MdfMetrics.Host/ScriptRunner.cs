using System.Management.Automation;
using System.Management.Automation.Runspaces;
using MdfMetrics.Host.Commands;
using MdfMetrics.Host.UserInterface;
using Microsoft.PowerShell;

namespace MdfMetrics.Host;

/// <summary>Runs a script or a pipeline in a runspace that has the module, and tells its exit code.</summary>
/// <param name="module">The path of the module's manifest.</param>
internal sealed class ScriptRunner(string module)
{
    private const string PipelineScript = """
        param($ConfigPath, $MaxSamples, $BatchSize)
        $ErrorActionPreference = 'Stop'
        Invoke-MdfPipeline @PSBoundParameters -ErrorAction Continue | ForEach-Object {
            $_ | Out-Default
            $_ | Get-MdfStageMetric | Out-Default
            $_ | Get-MdfOperatorMetric | Out-Default
        }
        """;

    private readonly ConsoleHost _host = new();

    /// <summary>Runs a script to its end, or until a signal stops it.</summary>
    /// <returns>
    /// The script's own exit code; 0 when it ends by itself, whatever errors it went on after; 1 for a terminating
    /// error; 128 and the signal's number when one stopped it.
    /// </returns>
    public int Run(string script, IEnumerable<string> arguments) => Run(Report, (runspace, shell) =>
    {
        EngineInternals.LetExitThrough(runspace);
        shell.AddCommand(script, useLocalScope: false);
        foreach (CommandParameter argument in ScriptArguments.Parse(arguments))
        {
            shell.Commands.Commands[0].Parameters.Add(argument);
        }
    });

    /// <summary>Runs Invoke-MdfPipeline, then prints the run, its stages and its operators.</summary>
    /// <returns>0, 1 for a pipeline that failed, 2 for a wrong file, 128 and the number of a signal.</returns>
    public int RunPipeline(Dictionary<string, object> parameters) =>
        Run(ReportPipeline, (_, shell) => shell.AddScript(PipelineScript).AddParameters(parameters));

    private int Run(Func<Runspace, ErrorRecord, int> report, Action<Runspace, PowerShell> compose)
    {
        using Runspace runspace = RunspaceFactory.CreateRunspace(_host, State());
        runspace.Open();
        Runspace.DefaultRunspace = runspace;

        using var signals = new Signals();
        int? failure = Execute(runspace, signals, Report, shell => shell
            .AddCommand("Import-Module")
            .AddParameter("Name", module)
            .AddParameter("ErrorAction", ActionPreference.Stop));
        failure ??= Execute(runspace, signals, report, shell => compose(runspace, shell));
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

    private static int? Execute(
        Runspace runspace,
        Signals signals,
        Func<Runspace, ErrorRecord, int> report,
        Action<PowerShell> compose)
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
            return report(runspace, exception.ErrorRecord);
        }
    }

    /// <summary>A wrong file is told as compilers do; the place in our own script would say nothing.</summary>
    private int ReportPipeline(Runspace runspace, ErrorRecord error)
    {
        string id = error.FullyQualifiedErrorId;
        if (!id.StartsWith("Config", StringComparison.Ordinal)
            && !id.StartsWith("ParameterArgument", StringComparison.Ordinal))
        {
            return Report(runspace, error);
        }

        _host.UI.WriteErrorLine($"mdf: {error}");
        return ExitCode.Usage;
    }

    // Writing it to the error stream would replace the place that it came from, so it is formatted as an object.
    private int Report(Runspace runspace, ErrorRecord error)
    {
        using IDisposable diversion = _host.Console.DivertToError();
        using var shell = PowerShell.Create(runspace);
        shell.AddCommand("Out-Default").Invoke(new[] { error });
        return ExitCode.Failure;
    }
}
