namespace MdfMetrics;

/// <summary>
/// The order of entering, of stages in a run and of operators in a stage: by the index they have, then the others by
/// their earliest timestamp, then as they came.
/// </summary>
internal static class RowOrder
{
    public static IEnumerable<StageMetrics> Sort(IEnumerable<StageMetrics> stages) =>
        Sort(stages, static row => row.stage_index, static row => row.TimestampUtc);

    public static IEnumerable<OperatorMetrics> Sort(IEnumerable<OperatorMetrics> rows) =>
        Sort(rows.GroupBy(row => row.stage_name), stage => stage.Min(row => row.stage_index), Earliest)
            .SelectMany(Operators)
            .SelectMany(rows => rows);

    /// <summary>The operators of a stage, each with the rows of its workers.</summary>
    public static IEnumerable<IGrouping<string, OperatorMetrics>> Operators(IEnumerable<OperatorMetrics> stage) =>
        Sort(stage.GroupBy(row => row.operator_name), step => step.Min(row => row.operator_index), Earliest);

    public static IEnumerable<T> Sort<T>(IEnumerable<T> items, Func<T, long?> indexOf, Func<T, DateTime?> timeOf) =>
        items.OrderBy(item => indexOf(item) is null)
            .ThenBy(indexOf)
            .ThenBy(item => timeOf(item) is null)
            .ThenBy(timeOf);

    public static DateTime? Earliest(IEnumerable<OperatorMetrics> rows) => rows.Min(row => row.TimestampUtc);
}
