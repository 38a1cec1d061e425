namespace MdfMetrics.Aggregation;

/// <summary>Gives stages and operators their indexes, in the order of <see cref="RowOrder"/>.</summary>
internal static class StageOrder
{
    /// <summary>Every stage that is known or has rows, in order, with an index.</summary>
    public static IReadOnlyList<StageRecord> Stages(IEnumerable<StageRecord> known, IReadOnlyList<OperatorMetrics> rows)
    {
        List<StageRecord> stages = [.. known.DistinctBy(stage => stage.Name, StringComparer.Ordinal)];
        Dictionary<string, StageRecord> byRows = rows
            .GroupBy(row => row.stage_name, StringComparer.Ordinal)
            .ToDictionary(group => group.Key, FromRows, StringComparer.Ordinal);
        HashSet<string> names = [.. stages.Select(stage => stage.Name)];
        for (int i = 0; i < stages.Count; i++)
        {
            if (stages[i].Index is null && byRows.TryGetValue(stages[i].Name, out StageRecord? found))
            {
                stages[i] = stages[i] with { Index = found.Index };
            }
        }

        stages.AddRange(byRows.Values.Where(stage => !names.Contains(stage.Name)));
        IEnumerable<StageRecord> ordered = RowOrder.Sort(stages, stage => stage.Index, stage => stage.Timestamp);
        return [.. Numbered(ordered, stage => stage.Index).Select(place => place.Item with { Index = place.Index })];
    }

    /// <summary>The rows in order, each with the index of its stage and of its operator.</summary>
    public static IReadOnlyList<OperatorMetrics> Operators(
        IReadOnlyList<StageRecord> stages,
        IReadOnlyList<OperatorMetrics> rows)
    {
        ILookup<string, OperatorMetrics> byStage = rows.ToLookup(row => row.stage_name, StringComparer.Ordinal);
        return [.. stages.SelectMany(
            stage => Operators(byStage[stage.Name]),
            (stage, row) => row with { stage_index = stage.Index })];
    }

    private static IEnumerable<OperatorMetrics> Operators(IEnumerable<OperatorMetrics> rows) =>
        Numbered(RowOrder.Operators(rows), step => step.Min(row => row.operator_index))
            .SelectMany(place => place.Item, (place, row) => row with { operator_index = place.Index });

    private static IEnumerable<(T Item, long Index)> Numbered<T>(IEnumerable<T> ordered, Func<T, long?> indexOf)
    {
        long next = 0;
        foreach (T item in ordered)
        {
            long index = indexOf(item) ?? next;
            next = Math.Max(next, SaturatingMath.Add(index, 1));
            yield return (item, index);
        }
    }

    private static StageRecord FromRows(IGrouping<string, OperatorMetrics> rows) => new()
    {
        RunId = rows.First().run_id,
        Name = rows.Key,
        Index = rows.Min(row => row.stage_index),
        Timestamp = RowOrder.Earliest(rows),
    };
}
