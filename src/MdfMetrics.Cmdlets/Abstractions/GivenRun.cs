using System.Management.Automation;
using MdfMetrics.Cmdlets.Input;
using MdfMetrics.Storage.Reading;

namespace MdfMetrics.Cmdlets.Abstractions;

/// <summary>The one run that a parameter stands for: by its id, which is no pattern, or as an object.</summary>
internal static class GivenRun
{
    /// <summary>Finds it.</summary>
    /// <param name="read">Reads runs of a store; null: of the stores that the cmdlet is about.</param>
    /// <param name="store">The one store there is; null where -Path names several.</param>
    /// <exception cref="MetricsException">RunNotFound; InvalidMetric: an object that is none.</exception>
    public static RunMetrics Find(
        PSObject run,
        Func<RunQuery, string?, IEnumerable<RunMetrics>> read,
        string? store = null) =>
        RunInput.Names(run, out string? id, out string? itsStore)
            ? read(new RunQuery { ExactIds = [id] }, itsStore).FirstOrDefault() ?? throw NotFound(id, itsStore ?? store)
            : RunInput.From(run);

    /// <summary>The error of an id that no run has.</summary>
    public static MetricsException NotFound(string id, string? store = null)
    {
        (string place, string parameter) = store is null ? (string.Empty, "-Path") : ($" in '{store}'", "-LiteralPath");
        return new MetricsException(
            MetricsError.RunNotFound,
            $"No run '{id}' was found{place}. Get-MdfRun lists the runs of a store; {parameter} names another one.",
            id);
    }
}
