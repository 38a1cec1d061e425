using MdfMetrics.PastRuns;
using MdfMetrics.Progress;
using MdfMetrics.Reports.Facts;

namespace MdfMetrics.Reports.Pipelines;

/// <summary>The stages and operators of many runs, read a few runs at a time: only figures of them are kept.</summary>
internal sealed class PipelineSeries
{
    private const int Chunk = 50;

    private readonly Dictionary<string, double[]> _walls = [];
    private readonly Dictionary<(string Stage, string Operator), OperatorSeries> _operators = [];
    private readonly Dictionary<string, long> _places = [];
    private readonly int _count;

    /// <param name="runs">The oldest first.</param>
    /// <param name="progress">Follows the reading.</param>
    public PipelineSeries(
        IReadOnlyList<RunMetrics> runs,
        Action<MetricsException> onError,
        WorkProgress progress,
        CancellationToken token)
    {
        progress.Begin("Reading operators", "runs", runs.Count, left: 2);
        _count = runs.Count;
        int place = 0;
        foreach (RunMetrics[] chunk in runs.Chunk(Chunk))
        {
            var rows = new RunRows(onError, token);
            rows.LoadStages(chunk);
            rows.LoadOperators(chunk);
            foreach (RunMetrics run in progress.Follow(chunk))
            {
                AddStages(rows.Stages(run), place);
                AddOperators(rows.Operators(run), rows.Workers(run), place);
                place++;
            }
        }
    }

    /// <summary>The names of the stages in their order, with the seconds that each was open in each run.</summary>
    public IReadOnlyList<(string Name, double[] Walls)> Stages =>
        [.. _walls.OrderBy(stage => _places[stage.Key]).Select(stage => (stage.Key, stage.Value))];

    /// <summary>The operators, by their stages.</summary>
    public IReadOnlyList<OperatorSeries> Operators =>
        [.. _operators.Values.OrderBy(step => _places.GetValueOrDefault(step.Stage, long.MaxValue))];

    private void AddStages(IReadOnlyList<StageMetrics> stages, int run)
    {
        for (int i = 0; i < stages.Count; i++)
        {
            string name = stages[i].stage_name;
            if (!_walls.TryGetValue(name, out double[]? walls))
            {
                _walls.Add(name, walls = new double[_count]);
                Array.Fill(walls, double.NaN);
                _places.Add(name, i);
            }

            // Of a stage that came later, the place in the newest run.
            _places[name] = i;
            walls[run] = StageFacts.Seconds(stages[i]);
        }
    }

    private void AddOperators(IReadOnlyList<OperatorMetrics> merged, IReadOnlyList<OperatorMetrics> workers, int run)
    {
        ILookup<(string, string), OperatorMetrics> byOperator = workers.ToLookup(Key);
        foreach (OperatorMetrics row in merged)
        {
            if (!_operators.TryGetValue(Key(row), out OperatorSeries? series))
            {
                _operators.Add(Key(row), series = new OperatorSeries(row.stage_name, row.operator_name, _count));
            }

            series.Time[run] = OperatorFacts.Slowest(byOperator[Key(row)]);
            series.P95[run] = row.p95_latency;
            series.PassRate[run] = row.pass_rate;
            series.Errors[run] = row.error_count;
        }
    }

    private static (string Stage, string Operator) Key(OperatorMetrics row) => (row.stage_name, row.operator_name);
}
