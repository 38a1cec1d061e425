namespace MdfMetrics.PastRuns;

/// <summary>A row in the runs before: of a run these themselves, of a stage or an operator the same one.</summary>
/// <param name="row">The RunMetrics, StageMetrics or OperatorMetrics.</param>
/// <param name="runs">The runs before, the newest first; read only as far as they are asked for.</param>
/// <param name="rows">The rows of those runs.</param>
/// <param name="workers">Which workers of an operator, each apart; null: all, merged.</param>
internal sealed class RowHistory(
    object row,
    IEnumerable<RunMetrics> runs,
    RunRows rows,
    Func<string, bool>? workers = null)
{
    /// <summary>The row in each of the last runs: none, one, or one for each worker.</summary>
    /// <param name="count">How many runs to look at.</param>
    public IEnumerable<IEnumerable<object>> Last(int count)
    {
        RunMetrics[] last = Take(count);
        switch (row)
        {
            case StageMetrics stage:
                rows.LoadStages(last);
                return last.Select(run => rows.Stages(run).Where(other => other.stage_name == stage.stage_name));
            case OperatorMetrics step:
                rows.LoadOperators(last);
                return last.Select(run => (workers is null ? rows.Operators(run) : rows.Workers(run))
                    .Where(other => (other.stage_name, other.operator_name) == (step.stage_name, step.operator_name)
                        && workers?.Invoke(other.worker_id) != false));
            default:
                return last.Select(run => new[] { run });
        }
    }

    private RunMetrics[] Take(int count)
    {
        try
        {
            return [.. runs.Take(count)];
        }
        catch (MetricsException e) when (e.Error == MetricsError.StoreNotFound)
        {
            // The run came from memory, or its store has gone since: it has no past.
            return [];
        }
    }
}
