using MdfMetrics.Aggregation;
using MdfMetrics.PastRuns;

namespace MdfMetrics.Comparison;

/// <summary>
/// Compares the figures of runs. A figure without a change is called better or worse at most once in a hundred times.
/// </summary>
internal sealed class RunComparer(RunRows rows)
{
    /// <summary>A run against another one, the worst change first.</summary>
    public IReadOnlyList<RunComparison> Compare(RunMetrics reference, RunMetrics difference) =>
        Compare([reference], difference, reference.run_id);

    /// <summary>A run against the runs before it, the worst change first.</summary>
    /// <param name="before">Those runs; at least one.</param>
    public IReadOnlyList<RunComparison> CompareWithBefore(IReadOnlyList<RunMetrics> before, RunMetrics difference) =>
        Compare(before, difference, null);

    /// <summary>The figures of the run itself, without stages and operators: no row of it need be read.</summary>
    /// <inheritdoc cref="CompareWithBefore"/>
    public static IReadOnlyList<RunComparison> CompareFigures(
        IReadOnlyList<RunMetrics> before,
        RunMetrics difference) =>
        [.. OfRun(Blank(before, difference, null), before, difference)
            .Select(row => StatusComparison.Unflattered(row, difference).Row)];

    private static IEnumerable<JudgedRow> OfRun(
        RunComparison blank,
        IReadOnlyList<RunMetrics> references,
        RunMetrics difference) =>
        new LevelComparison<RunMetrics, int>(
            ComparedMetrics.OfRuns,
            references.Count,
            _ => blank,
            _ => 0,
            run => run.total_input_records).Judge(references, [difference]);

    private static RunComparison Blank(
        IReadOnlyList<RunMetrics> references,
        RunMetrics difference,
        string? referenceId) =>
        new()
        {
            run_id = difference.run_id,
            reference_run_id = referenceId,
            reference_runs = references.Count,
            level = "run",
            metric = "input_records",
            verdict = RunVerdict.Unknown,
            reason = string.Empty,
        };

    private RunComparison[] Compare(IReadOnlyList<RunMetrics> references, RunMetrics difference, string? referenceId)
    {
        rows.LoadStages(references.Append(difference));
        rows.LoadOperators(references.Append(difference));
        RunComparison blank = Blank(references, difference, referenceId);
        var ofStages = new LevelComparison<StageMetrics, string>(
            ComparedMetrics.OfStages,
            references.Count,
            stage => blank with { level = "stage", stage_name = stage.stage_name },
            stage => stage.stage_name,
            stage => stage.input_records);
        var ofOperators = new LevelComparison<OperatorMetrics, (string Stage, string Operator)>(
            ComparedMetrics.OfOperators,
            references.Count,
            row => blank with { level = "operator", stage_name = row.stage_name, operator_name = row.operator_name },
            row => (row.stage_name, row.operator_name),
            OperatorRates.Entered);
        IEnumerable<JudgedRow> judged =
        [
            StatusComparison.Judge(blank, references, difference),
            .. OfRun(blank, references, difference),
            .. ofStages.Judge(references.SelectMany(rows.Stages), rows.Stages(difference)),
            .. ofOperators.Judge(references.SelectMany(rows.Operators), rows.Operators(difference)),
        ];
        return [.. judged
            .Select(row => StatusComparison.Unflattered(row, difference))
            .OrderBy(row => Rank(row.Row.verdict))
            .ThenByDescending(row => row.Excess)
            .Select(row => row.Row)];
    }

    private static int Rank(string verdict) => verdict switch
    {
        RunVerdict.Worse => 0,
        RunVerdict.Unknown => 1,
        RunVerdict.Same => 2,
        _ => 3,
    };
}
