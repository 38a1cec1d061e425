using System.Globalization;
using System.Management.Automation;

namespace MdfMetrics.Cmdlets.Abstractions;

/// <summary>Asks run by run, as -WhatIf and -Confirm want it.</summary>
internal sealed class Confirmation(PSCmdlet cmdlet)
{
    private const string Parameter = "WhatIf";

    /// <summary>Whether -WhatIf answers: to be known also where there is nothing to ask.</summary>
    public bool IsWhatIf { get; } =
        cmdlet.MyInvocation.BoundParameters.TryGetValue(Parameter, out object? given)
            ? LanguagePrimitives.IsTrue(given)
            : LanguagePrimitives.IsTrue(cmdlet.SessionState.PSVariable.GetValue("WhatIfPreference"));

    /// <summary>Whether something may be done to a run.</summary>
    public bool Ask(string action, RunMetrics run)
    {
        string started = run.start_time?.ToString("yyyy-MM-dd HH:mm", CultureInfo.InvariantCulture) ?? "at an unknown time";
        string description = $"Performing the operation \"{action}\" on target "
            + $"\"{run.run_id}, started {started}, {run.status}, in {run.store}\".";
        return cmdlet.ShouldProcess(description, $"Are you sure? {description}", "Confirm");
    }
}
