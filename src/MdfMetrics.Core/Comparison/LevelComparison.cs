namespace MdfMetrics.Comparison;

/// <summary>The rows of one level, run, stage or operator, against those of the reference runs.</summary>
/// <param name="metrics">The figures that are compared.</param>
/// <param name="runs">How many reference runs there are.</param>
/// <param name="blankOf">A verdict still to be filled in, which says which row it is of.</param>
/// <param name="keyOf">What finds the same row in another run.</param>
/// <param name="inputOf">What a row that came or went is shown by.</param>
internal sealed class LevelComparison<TRow, TKey>(
    ComparedMetric<TRow>[] metrics,
    int runs,
    Func<TRow, RunComparison> blankOf,
    Func<TRow, TKey> keyOf,
    Func<TRow, long> inputOf)
    where TRow : class
{
    public IEnumerable<JudgedRow> Judge(IEnumerable<TRow> before, IReadOnlyList<TRow> now)
    {
        ILookup<TKey, TRow> known = before.ToLookup(keyOf);
        HashSet<TKey> present = [.. now.Select(keyOf)];
        return now.SelectMany(row => known.Contains(keyOf(row)) ? Compared([.. known[keyOf(row)]], row) : [Added(row)])
            .Concat(known.Where(rows => !present.Contains(rows.Key)).Select(rows => Missing([.. rows])));
    }

    private IEnumerable<JudgedRow> Compared(IReadOnlyList<TRow> before, TRow now) => metrics
        .Where(metric => metric.IsOf(now))
        .Select(metric => new RowComparison<TRow>(metric, before, now).Judge(blankOf(now)));

    private JudgedRow Added(TRow row) => new(
        blankOf(row) with { difference = inputOf(row), reason = $"new: it is in none of {Words.Runs(runs)}" },
        0);

    // What fewer than half of the runs have may well be missing.
    private JudgedRow Missing(IReadOnlyList<TRow> rows) => new(
        blankOf(rows[0]) with
        {
            reference = Median.OfSorted([.. rows.Select(row => (double)inputOf(row)).Order()]),
            verdict = 2 * rows.Count >= runs ? RunVerdict.Worse : RunVerdict.Unknown,
            reason = $"missing: it is in {rows.Count} of {Words.Runs(runs)}",
        },
        double.MaxValue);
}
