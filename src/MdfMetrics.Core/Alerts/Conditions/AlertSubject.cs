using MdfMetrics.PastRuns;

namespace MdfMetrics.Alerts.Conditions;

/// <summary>What a rule judges: a run, a stage of it, or an operator.</summary>
/// <param name="Row">The RunMetrics, StageMetrics or OperatorMetrics.</param>
/// <param name="History">The same row of the completed runs before.</param>
internal sealed record AlertSubject(object Row, RowHistory History)
{
    /// <summary>The stage; null for a run.</summary>
    public string? Stage => (Row as OperatorMetrics)?.stage_name ?? (Row as StageMetrics)?.stage_name;

    /// <summary>The operator; null for a run or a stage.</summary>
    public string? Operator => (Row as OperatorMetrics)?.operator_name;

    /// <summary>The worker; * where several were merged.</summary>
    public string? Worker => (Row as OperatorMetrics)?.worker_id;
}
