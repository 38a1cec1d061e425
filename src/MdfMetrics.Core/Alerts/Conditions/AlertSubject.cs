namespace MdfMetrics.Alerts.Conditions;

/// <summary>What a rule judges: a run, a stage of it, or an operator.</summary>
/// <param name="Row">The RunMetrics, StageMetrics or OperatorMetrics.</param>
/// <param name="Before">The same row of the last completed runs before, as many as asked for, where they have it.</param>
internal sealed record AlertSubject(object Row, Func<int, IEnumerable<object>> Before)
{
    /// <summary>The stage; null for a run.</summary>
    public string? Stage => (Row as OperatorMetrics)?.stage_name ?? (Row as StageMetrics)?.stage_name;

    /// <summary>The operator; null for a run or a stage.</summary>
    public string? Operator => (Row as OperatorMetrics)?.operator_name;

    /// <summary>The worker; * where several were merged.</summary>
    public string? Worker => (Row as OperatorMetrics)?.worker_id;
}
