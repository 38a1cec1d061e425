using MdfMetrics.Summaries.Tables;

namespace MdfMetrics.Integrity;

/// <summary>Whether the rows of a summary count the runs that its ledger has.</summary>
internal static class SummaryCounts
{
    /// <summary>What is wrong; null when all is well.</summary>
    /// <param name="rows">Its rows of some periods.</param>
    /// <param name="countsOf">The runs that a row says it has, and those that it has of each status, added up.</param>
    /// <param name="counted">How many runs the ledger has of each period.</param>
    public static string? Problem<TRow>(
        SummaryTable<TRow> level,
        IReadOnlyCollection<TRow> rows,
        Func<TRow, (long Runs, long ByStatus)> countsOf,
        IReadOnlyDictionary<DateTime, long> counted)
        where TRow : class
    {
        if (rows.DistinctBy(level.KeyOf).Count() < rows.Count)
        {
            return "It has two rows for the same period and name";
        }

        // A stage or an operator need not be in every run; the rows of all pipelines have every run once.
        bool isOfRuns = typeof(TRow) == typeof(RunSummary);
        ILookup<(DateTime PeriodStart, object?), (long Runs, long ByStatus)> counts = rows.ToLookup(
            row => (level.KeyOf(row).PeriodStart, isOfRuns ? null : (object)level.KeyOf(row)),
            countsOf);
        foreach (IGrouping<(DateTime PeriodStart, object?), (long Runs, long ByStatus)> period in counts)
        {
            long runs = SaturatingMath.Sum(period.Select(count => count.Runs));
            long byStatus = SaturatingMath.Sum(period.Select(count => count.ByStatus));
            long known = counted.GetValueOrDefault(period.Key.PeriodStart);
            if (runs != byStatus || runs > known || (isOfRuns && runs != known))
            {
                return Invariant($"For the period of {period.Key.PeriodStart:yyyy-MM-dd HH:mm} UTC it counts ")
                    + $"{runs} runs ({byStatus} by status), while the ledger has {known}";
            }
        }

        return isOfRuns && counts.Count < counted.Count ? "It has no row for some periods of the ledger" : null;
    }
}
