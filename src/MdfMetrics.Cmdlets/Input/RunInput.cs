using System.Management.Automation;

namespace MdfMetrics.Cmdlets.Input;

/// <summary>Runs as they are piped in: live, stored, or what a job, JSON or CSV left of them.</summary>
internal static class RunInput
{
    /// <exception cref="MetricsException">InvalidMetric: it is none.</exception>
    public static RunMetrics From(PSObject source) => source.BaseObject switch
    {
        RunMetrics run => run,
        RunHandle handle => handle.Run.GetRunMetrics(),
        _ => MetricsObjects.From(source) as RunMetrics ?? throw new MetricsException(
            MetricsError.InvalidMetric,
            "The object is a stage or an operator. Pipe runs, as Get-MdfRun and Stop-MdfRun return them.",
            source),
    };
}
