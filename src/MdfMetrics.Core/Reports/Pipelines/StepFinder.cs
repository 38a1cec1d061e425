using MdfMetrics.Comparison;

namespace MdfMetrics.Reports.Pipelines;

/// <summary>
/// Finds the run from which on a figure is another one: the split into two parts that vary the least within (Scott and
/// Knott, Biometrics 30 (1974) 507). Whether they differ by more than noise, Compare-MdfRun says of their medians.
/// </summary>
internal static class StepFinder
{
    private const int FewestBefore = 5;

    // One odd run is no step, and more would date a step of two runs too early.
    private const int FewestSince = 2;

    private const int MostReferences = 50;

    private static readonly (string Metric, Func<RunMetrics, double> Value)[] s_figures =
    [
        ("duration", run => run.duration),
        ("total_input_records", run => run.total_input_records),
        ("overall_pass_rate", run => run.overall_pass_rate),
        ("total_errors", run => run.total_errors),
    ];

    /// <param name="completed">The oldest first.</param>
    /// <returns>Null where there is none.</returns>
    public static Step? Find(IReadOnlyList<RunMetrics> completed, string metric)
    {
        Func<RunMetrics, double> value = ValueOf(metric);
        RunMetrics[] runs = [.. completed.Where(run => run.total_input_records > 0 && double.IsFinite(value(run)))];
        if (runs.Length < FewestBefore + FewestSince)
        {
            return null;
        }

        int at = Place(Smooth([.. runs.Select(value)]));
        RunComparison row = Compare(runs[..at], runs[at..], metric);
        return row.verdict is RunVerdict.Worse or RunVerdict.Better
            ? new Step(runs[at], runs[..at], runs[at..], row)
            : null;
    }

    /// <summary>
    /// The medians of a figure before and since; judged is the run since that has the median, of two in the middle the
    /// one that is more like those before: one odd run of two is not to decide.
    /// </summary>
    public static RunComparison Compare(
        IReadOnlyList<RunMetrics> before,
        IReadOnlyList<RunMetrics> since,
        string metric)
    {
        Func<RunMetrics, double> value = ValueOf(metric);
        double usual = Median.OfSorted([.. before.Select(value).Order()]);
        RunMetrics[] ordered = [.. since.OrderBy(value)];
        RunMetrics median = ordered[((ordered.Length - 1) / 2)..((ordered.Length / 2) + 1)]
            .MinBy(run => Math.Abs(value(run) - usual))!;
        return RunComparer.CompareFigures([.. before.TakeLast(MostReferences)], median)
            .First(row => row.metric == metric);
    }

    private static Func<RunMetrics, double> ValueOf(string metric) =>
        Array.Find(s_figures, figure => figure.Metric == metric).Value;

    /// <summary>The first value after the split that leaves the least sum of squares within both parts.</summary>
    private static int Place(double[] values)
    {
        double total = values.Sum();
        double sum = values.Take(FewestBefore - 1).Sum();
        (int At, double Most) best = (FewestBefore, double.NegativeInfinity);
        for (int at = FewestBefore; at <= values.Length - FewestSince; at++)
        {
            sum += values[at - 1];
            double distance = (sum / at) - ((total - sum) / (values.Length - at));
            double between = distance * distance * at * (values.Length - at);
            best = between > best.Most ? (at, between) : best;
        }

        return best.At;
    }

    /// <summary>Each value as the median of it and its neighbours: odd runs go, steps stay where they are.</summary>
    private static double[] Smooth(double[] values)
    {
        double[] smooth = [.. values];
        for (int i = 1; i < values.Length - 1; i++)
        {
            smooth[i] = Median.OfSorted([.. values[(i - 1)..(i + 2)].Order()]);
        }

        return smooth;
    }
}
