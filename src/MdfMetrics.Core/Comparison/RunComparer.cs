using MdfMetrics.PastRuns;

namespace MdfMetrics.Comparison;

/// <summary>
/// Compares the figures of runs. All verdicts of one comparison together are wrong with a probability of at most 5 %
/// where there is nothing but noise: each is held to 5 % divided by their number (Bonferroni's correction; Dunn,
/// "Multiple comparisons among means", JASA 56 (1961) 52).
/// </summary>
internal sealed class RunComparer(RunRows rows)
{
    private const double FalseVerdicts = 0.05;

    /// <summary>A run against another one, the worst change first.</summary>
    public IReadOnlyList<RunComparison> Compare(RunMetrics reference, RunMetrics difference) =>
        Compare([reference], difference, isPair: true);

    /// <summary>A run against the runs before it, the worst change first.</summary>
    /// <param name="before">Those runs.</param>
    public IReadOnlyList<RunComparison> CompareWithBefore(IReadOnlyList<RunMetrics> before, RunMetrics difference) =>
        Compare(before, difference, isPair: false);

    private RunComparison[] Compare(IReadOnlyList<RunMetrics> references, RunMetrics difference, bool isPair)
    {
        rows.LoadStages(references.Append(difference));
        rows.LoadOperators(references.Append(difference));
        var blank = new RunComparison
        {
            run_id = difference.run_id,
            reference_run_id = isPair ? references[0].run_id : null,
            level = "run",
            metric = "input_records",
            verdict = RunVerdict.Unknown,
            reason = string.Empty,
        };
        Func<double, RunComparison>[] figures =
        [
            .. Figures(ComparedMetrics.OfRuns, references, [difference], _ => blank, run => 0, _ => 0),
            .. Figures(
                ComparedMetrics.OfStages,
                [.. references.SelectMany(rows.Stages)],
                rows.Stages(difference),
                stage => blank with { level = "stage", stage_name = stage.stage_name },
                stage => stage.stage_name,
                stage => stage.input_records),
            .. Figures(
                ComparedMetrics.OfOperators,
                [.. references.SelectMany(rows.Operators)],
                rows.Operators(difference),
                row => blank with
                {
                    level = "operator",
                    stage_name = row.stage_name,
                    operator_name = row.operator_name,
                },
                row => (row.stage_name, row.operator_name),
                row => row.input_records),
        ];
        return [.. figures
            .Select(judge => judge(FalseVerdicts / figures.Length))
            .OrderBy(Rank)
            .ThenByDescending(row => row.verdict == RunVerdict.Worse ? Size(row) : 0)];

        IEnumerable<Func<double, RunComparison>> Figures<TRow, TKey>(
            ComparedMetric<TRow>[] metrics,
            IReadOnlyList<TRow> before,
            IReadOnlyList<TRow> now,
            Func<TRow, RunComparison> blankOf,
            Func<TRow, TKey> keyOf,
            Func<TRow, long> inputOf)
            where TRow : class
        {
            ILookup<TKey, TRow> known = before.ToLookup(keyOf);
            foreach (TRow row in now.Where(row => known.Contains(keyOf(row))))
            {
                foreach (ComparedMetric<TRow> metric in metrics)
                {
                    var comparison = new RowComparison<TRow>(metric, [.. known[keyOf(row)]], row, isPair);
                    yield return p => comparison.Judge(blankOf(row), p);
                }
            }

            foreach (TRow row in now.Where(row => !known.Contains(keyOf(row))))
            {
                yield return _ => blankOf(row) with { difference = inputOf(row), reason = "new: not there before" };
            }

            foreach (TRow row in before.DistinctBy(keyOf).ExceptBy(now.Select(keyOf), keyOf))
            {
                yield return _ => blankOf(row) with { reference = inputOf(row), reason = "gone: not there any more" };
            }
        }
    }

    private static int Rank(RunComparison row) => row.verdict switch
    {
        RunVerdict.Worse => 0,
        RunVerdict.Unknown => 1,
        RunVerdict.Same => 2,
        _ => 3,
    };

    // Errors where there were none are the largest change of all.
    private static double Size(RunComparison row) =>
        double.IsNaN(row.change) ? double.PositiveInfinity : Math.Abs(row.change);
}
