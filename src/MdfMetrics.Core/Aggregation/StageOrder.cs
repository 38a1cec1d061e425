namespace MdfMetrics.Aggregation;

/// <summary>
/// The order of stages in a run and of operators in a stage: by the index they have, then the others by their earliest
/// timestamp, then as they came.
/// </summary>
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
        return [.. Numbered(stages, stage => stage.Index, stage => stage.Timestamp)
            .Select(place => place.Item with { Index = place.Index })];
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

    /// <summary>The names of the first and the last operator of a stage; null without rows.</summary>
    public static (string? First, string? Last) Ends(IEnumerable<OperatorMetrics> rows)
    {
        List<OperatorMetrics> ordered = Operators(rows);
        return ordered.Count > 0 ? (ordered[0].operator_name, ordered[^1].operator_name) : (null, null);
    }

    private static List<OperatorMetrics> Operators(IEnumerable<OperatorMetrics> rows)
    {
        var operators = rows.GroupBy(row => row.operator_name, StringComparer.Ordinal);
        return [.. Numbered(operators, group => group.Min(row => row.operator_index), Earliest)
            .SelectMany(place => place.Item, (place, row) => row with { operator_index = place.Index })];
    }

    private static IEnumerable<(T Item, long Index)> Numbered<T>(
        IEnumerable<T> items,
        Func<T, long?> indexOf,
        Func<T, DateTime> timeOf)
    {
        // OrderBy keeps the order of what is equal, and null comes first: those with an index go before.
        var ordered = items
            .Select(item => (Item: item, Index: indexOf(item), Time: timeOf(item)))
            .OrderBy(place => place.Index is null)
            .ThenBy(place => place.Index)
            .ThenBy(place => place.Time);
        long next = 0;
        foreach (var place in ordered)
        {
            long index = place.Index ?? next;
            next = Math.Max(next, SaturatingMath.Add(index, 1));
            yield return (place.Item, index);
        }
    }

    private static DateTime Earliest(IEnumerable<OperatorMetrics> rows) => rows.Min(row => row.TimestampUtc);

    private static StageRecord FromRows(IGrouping<string, OperatorMetrics> rows) => new()
    {
        RunId = rows.First().run_id,
        Name = rows.Key,
        Index = rows.Min(row => row.stage_index),
        Timestamp = Earliest(rows),
    };
}
