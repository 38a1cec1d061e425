namespace MdfMetrics.PastRuns;

/// <summary>A row in the runs before: of a run these themselves, of a stage or an operator the same one.</summary>
/// <param name="row">The RunMetrics, StageMetrics or OperatorMetrics.</param>
/// <param name="runs">The runs before, the newest first; read only as far as they are asked for.</param>
/// <param name="rows">The rows of those runs.</param>
/// <param name="isOfWorker">Whether the row is one worker's; else the workers of an operator are merged.</param>
internal sealed class RowHistory(object row, IEnumerable<RunMetrics> runs, RunRows rows, bool isOfWorker)
{
    /// <summary>The row in the last runs, in those of them that have it.</summary>
    /// <param name="count">How many runs to look at.</param>
    public IEnumerable<object> Last(int count)
    {
        RunMetrics[] last = Take(count);
        switch (row)
        {
            case StageMetrics stage:
                rows.LoadStages(last);
                return last.SelectMany(rows.Stages).Where(other => other.stage_name == stage.stage_name);
            case OperatorMetrics step:
                rows.LoadOperators(last);
                return last.SelectMany(run => isOfWorker ? rows.Workers(run) : rows.Operators(run))
                    .Where(other => (other.stage_name, other.operator_name) == (step.stage_name, step.operator_name)
                        && (!isOfWorker || other.worker_id == step.worker_id));
            default:
                return last;
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
