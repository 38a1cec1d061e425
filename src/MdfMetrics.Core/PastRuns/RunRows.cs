using MdfMetrics.Aggregation;

namespace MdfMetrics.PastRuns;

/// <summary>The stage and operator rows of runs, live or stored.</summary>
internal sealed class RunRows(Action<MetricsException> onError, CancellationToken token)
{
    private readonly RowCache<OperatorMetrics> _operators = new(
        run => run.Operators,
        (reader, runs) => reader.ReadOperators(runs, null, null, onError, token),
        row => row.run_id,
        onError);

    private readonly RowCache<StageMetrics> _stages = new(
        run => run.Stages,
        (reader, runs) => reader.ReadStages(runs, null, onError, token),
        row => row.run_id,
        onError);

    private readonly Dictionary<IReadOnlyList<OperatorMetrics>, IReadOnlyList<OperatorMetrics>> _merged =
        new(ReferenceEqualityComparer.Instance);

    /// <summary>Reads the stages of many runs at a time.</summary>
    public void LoadStages(IEnumerable<RunMetrics> runs) => _stages.Load(runs);

    /// <summary>Reads the operators of many runs at a time.</summary>
    public void LoadOperators(IEnumerable<RunMetrics> runs) => _operators.Load(runs);

    /// <summary>The stages of a run in order.</summary>
    public IReadOnlyList<StageMetrics> Stages(RunMetrics run) => _stages.Of(run);

    public IReadOnlyList<OperatorMetrics> Workers(RunMetrics run) => _operators.Of(run);

    /// <summary>The operators of a run, their workers merged, once.</summary>
    public IReadOnlyList<OperatorMetrics> Operators(RunMetrics run)
    {
        IReadOnlyList<OperatorMetrics> workers = _operators.Of(run);
        if (!_merged.TryGetValue(workers, out IReadOnlyList<OperatorMetrics>? merged))
        {
            _merged.Add(workers, merged = MetricsAggregator.MergeWorkers(workers));
        }

        return merged;
    }
}
