using System.Management.Automation;

namespace MdfMetrics.Cmdlets.Input;

/// <summary>Parameters that are given, with a value or without.</summary>
internal static class GivenValues
{
    /// <summary>Who gives a parameter does not mean to leave it out: a variable has no value.</summary>
    /// <param name="meaning">What is meant where it is left out: "the store is read".</param>
    /// <exception cref="MetricsException">InvalidParameters: it has no value.</exception>
    public static void RequireValue(this PSCmdlet cmdlet, string parameter, string meaning)
    {
        if (cmdlet.MyInvocation.BoundParameters.TryGetValue(parameter, out object? given) && given is null)
        {
            throw new MetricsException(
                MetricsError.InvalidParameters,
                $"-{parameter} was given and has no value. Give a run, or leave the parameter out: then {meaning}.");
        }
    }

    /// <summary>The same of -Run, where cmdlets record.</summary>
    /// <exception cref="MetricsException">InvalidParameters: it has no value.</exception>
    public static void RequireRunValue(this PSCmdlet cmdlet) => cmdlet.RequireValue("Run", "the current run is meant");
}
