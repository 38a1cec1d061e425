namespace MdfMetrics.Aggregation;

/// <summary>What a row of a run is unique by.</summary>
internal readonly record struct OperatorKey(string StageName, string OperatorName, string WorkerId)
{
    public static OperatorKey Of(OperatorMetrics row) => new(row.stage_name, row.operator_name, row.worker_id);

    /// <summary>The entry_id of work that is told as running totals: all of its key.</summary>
    public string ToEntryId() => string.Join('\n', WorkerId, StageName, OperatorName);
}
