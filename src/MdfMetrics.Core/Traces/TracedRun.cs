using MdfMetrics.PastRuns;
using MdfMetrics.Secrets;
using MdfMetrics.Traces.Otlp;

namespace MdfMetrics.Traces;

/// <summary>A run with its rows, as traces and metrics tell of it.</summary>
/// <param name="Run">With its secrets masked once more: others write files, too.</param>
/// <param name="Workers">The operators' rows, one for each worker.</param>
/// <param name="Operators">The same with the workers merged.</param>
internal sealed record TracedRun(
    RunMetrics Run,
    IReadOnlyList<StageMetrics> Stages,
    ILookup<(string Stage, string Operator), OperatorMetrics> Workers,
    IReadOnlyList<OperatorMetrics> Operators)
{
    private const string UnnamedService = "mdfmetrics";

    public UnixTime Start { get; } = UnixTime.Of(Run.StartUtc!.Value);

    public UnixTime End { get; } = Run.EndUtc is { } end
        ? UnixTime.Of(end)
        : UnixTime.Of(Run.StartUtc!.Value).After(Run.duration);

    /// <summary>Reads what belongs to a run.</summary>
    /// <exception cref="MetricsException">InvalidMetric: it has no start, or no end yet.</exception>
    public static TracedRun Read(RunMetrics run, RunRows rows)
    {
        if (run.StartUtc is null || run.status == RunStatus.Running)
        {
            throw new MetricsException(
                MetricsError.InvalidMetric,
                run.StartUtc is null
                    ? $"The run '{run.run_id}' has no start_time, so that it makes no trace. Leave it out: "
                        + "Get-MdfRun | Where-Object start_time."
                    : $"The run '{run.run_id}' goes on: its trace is made when it has ended. Leave it out until then.",
                run.run_id);
        }

        return new TracedRun(
            run.Redacted(SecretRedactor.Standard),
            rows.Stages(run),
            rows.Workers(run).ToLookup(row => (row.stage_name, row.operator_name)),
            rows.Operators(run));
    }

    /// <summary>Whose run it is: what the environment says, and what the run knows.</summary>
    public IReadOnlyDictionary<string, string> Resource(OtlpEnvironment environment)
    {
        var attributes = new Dictionary<string, string>(environment.Resource, StringComparer.Ordinal);
        attributes.TryAdd("service.name", Run.pipeline_name ?? UnnamedService);
        if (Run.host is { } host)
        {
            attributes["host.name"] = host;
        }

        return attributes;
    }
}
