namespace MdfMetrics.Storage.Reading;

/// <summary>The order of entering: by index; without one by earliest timestamp, ties as the file has them.</summary>
internal static class RowOrder
{
    public static IEnumerable<StageMetrics> Sort(List<StageMetrics> stages) =>
        stages.OrderBy(row => row.stage_index ?? long.MaxValue).ThenBy(row => row.TimestampUtc);

    public static IEnumerable<OperatorMetrics> Sort(List<OperatorMetrics> operators)
    {
        Dictionary<string, DateTime> stages = operators
            .GroupBy(row => row.stage_name)
            .ToDictionary(rows => rows.Key, rows => rows.Min(row => row.TimestampUtc));
        Dictionary<(string, string), DateTime> steps = operators
            .GroupBy(row => (row.stage_name, row.operator_name))
            .ToDictionary(rows => rows.Key, rows => rows.Min(row => row.TimestampUtc));
        return operators
            .OrderBy(row => row.stage_index ?? long.MaxValue)
            .ThenBy(row => stages[row.stage_name])
            .ThenBy(row => row.operator_index ?? long.MaxValue)
            .ThenBy(row => steps[(row.stage_name, row.operator_name)]);
    }
}
