using System.Diagnostics.CodeAnalysis;
using System.Management.Automation;

namespace MdfMetrics.Cmdlets.Input;

/// <summary>Runs as they are piped in: live, stored, or what a job, JSON or CSV left of them.</summary>
internal static class RunInput
{
    private static readonly HashSet<string> s_tellers =
        [.. new[] { typeof(Alert), typeof(RunChange) }.SelectMany(type => new[] { $"{type}", $"Deserialized.{type}" })];

    /// <summary>Whether it is no run itself and names one: an id, an alert, or a change of a watched run.</summary>
    /// <param name="store">The store that it tells of; null where it does not say.</param>
    /// <exception cref="MetricsException">RunNotFound: an alert that there was no run at all.</exception>
    public static bool Names(PSObject source, [NotNullWhen(true)] out string? id, out string? store)
    {
        (id, store) = (source.BaseObject as string, null);
        if (id is null && source.TypeNames.Any(s_tellers.Contains))
        {
            var teller = new ObjectReader(source);
            store = teller.GetString("store");
            id = teller.GetString("run_id") ?? throw new MetricsException(
                MetricsError.RunNotFound,
                $"The alert '{teller.GetString("rule")}' is of no run: there was none. Leave such alerts out: "
                    + "Where-Object run_id.",
                source);
        }

        return id is not null;
    }

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
