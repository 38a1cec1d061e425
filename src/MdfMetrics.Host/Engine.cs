using System.Management.Automation.Runspaces;
using Microsoft.PowerShell;

namespace MdfMetrics.Host;

/// <summary>PowerShell with the module imported, at this process's console.</summary>
internal static class Engine
{
    /// <summary>Runs it with words of the command line of <c>pwsh</c>, and variables that its scripts see.</summary>
    /// <returns>The exit code.</returns>
    public static int Start(string[] words, params SessionStateVariableEntry[] variables)
    {
        // Those of pwsh: what a program that holds the engine must not do on its own account.
        SetDefault("POWERSHELL_TELEMETRY_OPTOUT", "1");
        SetDefault("POWERSHELL_UPDATECHECK", "Off");

        var state = InitialSessionState.CreateDefault2();
        if (OperatingSystem.IsWindows())
        {
            state.ExecutionPolicy = ExecutionPolicy.Bypass;
        }

        state.ImportPSModule(
            typeof(Engine).Assembly.Location,
            Path.Combine(AppContext.BaseDirectory, "Modules", "MdfMetrics", "MdfMetrics.psd1"));
        state.Variables.Add(variables);
        return ConsoleShell.Start(state, $"mdf {Program.Version}: PowerShell with MdfMetrics", Program.Usage, words);
    }

    private static void SetDefault(string variable, string value)
    {
        if (Environment.GetEnvironmentVariable(variable) is null)
        {
            Environment.SetEnvironmentVariable(variable, value);
        }
    }
}
