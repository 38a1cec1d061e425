using MdfMetrics.Aggregation;
using MdfMetrics.Storage.Reading;

namespace MdfMetrics.Cmdlets.Input;

/// <summary>Puts one run together from the objects that were piped in: itself, its stages, its operators.</summary>
internal sealed class RunAssembly(string runId)
{
    private readonly List<StageMetrics> _stages = [];
    private readonly List<OperatorMetrics> _operators = [];
    private RunMetrics? _run;

    public string RunId => runId;

    /// <summary>Whether rows were piped in that had a histogram once, and came without it.</summary>
    public bool LacksHistograms => _operators.Exists(row => row.LacksLatencies);

    /// <summary>Where the run was meant to go; null where it does not say.</summary>
    public WriteTarget? Target => _run?.Target;

    /// <summary>The assembly of the run that an object belongs to.</summary>
    public static RunAssembly Of(Dictionary<string, RunAssembly> runs, object metrics)
    {
        string id = metrics switch
        {
            RunMetrics run => run.run_id,
            StageMetrics stage => stage.run_id,
            OperatorMetrics row => row.run_id,
            _ => throw new ArgumentException("No metrics object.", nameof(metrics)),
        };
        if (!runs.TryGetValue(id, out RunAssembly? assembly))
        {
            runs.Add(id, assembly = new RunAssembly(id));
        }

        return assembly;
    }

    public void Add(object metrics)
    {
        switch (metrics)
        {
            case RunMetrics run:
                _run = WithWhatFollows(run);
                break;
            case StageMetrics stage:
                _stages.Add(stage);
                break;
            case OperatorMetrics row:
                _operators.Add(row);
                break;
        }
    }

    /// <summary>
    /// The whole run. Rows that were not piped in come with the run (in memory, or from its store); a run that was not
    /// piped in is computed from its rows.
    /// </summary>
    public RunMetrics ToRun(Action<MetricsException> onError)
    {
        IReadOnlyList<OperatorMetrics> operators = _operators;
        IReadOnlyList<StageMetrics> stages = _stages;
        if (_run is not null && operators.Count == 0 && stages.Count == 0)
        {
            MetricsReader? store = _run is { Stages: null, store: { } path } ? new MetricsReader(path) : null;
            stages = _run.Stages ?? Rows(store?.ReadStages([_run], null, onError));
            operators = _run.Operators ?? Rows(store?.ReadOperators([_run], null, null, onError));
        }

        RunMetrics header = _run ?? Header(stages, operators);
        RunMetrics computed = MetricsAggregator.Aggregate(
            header,
            stages.Select(stage => StageRecord.Of(stage)),
            operators);
        stages = stages.Count > 0
            ? [.. stages.Select(stage => stage with { pipeline_name = header.pipeline_name })]
            : computed.Stages!;
        return (_run ?? computed) with { Stages = stages, Operators = computed.Operators };
    }

    /// <summary>The run with the figures that its own times and counts tell, where it came without them.</summary>
    private static RunMetrics WithWhatFollows(RunMetrics run) => run with
    {
        duration = double.IsNaN(run.duration) ? (run.EndUtc - run.StartUtc)?.TotalSeconds ?? double.NaN : run.duration,
        overall_pass_rate = double.IsNaN(run.overall_pass_rate)
            ? Rates.PassRate(run.total_input_records, run.total_output_records)
            : run.overall_pass_rate,
    };

    private static IReadOnlyList<T> Rows<T>(IEnumerable<T>? rows) => rows is null ? [] : [.. rows];

    private RunMetrics Header(IReadOnlyList<StageMetrics> stages, IReadOnlyList<OperatorMetrics> operators)
    {
        DateTime? start = stages.Select(stage => stage.TimestampUtc)
            .Concat(operators.Select(row => row.TimestampUtc))
            .Min();
        DateTime? end = operators.Select(row => row.TimestampUtc?.AddSeconds(row.total_time))
            .Concat(stages.Select(stage => stage.TimestampUtc?.AddSeconds(stage.total_time)))
            .Max();
        return new RunMetrics
        {
            run_id = runId,
            start_time = start,
            end_time = end,
            duration = (end - start)?.TotalSeconds ?? double.NaN,
            pipeline_name = stages.Select(stage => stage.pipeline_name)
                .Concat(operators.Select(row => row.pipeline_name))
                .FirstOrDefault(name => name is not null),
        };
    }
}
