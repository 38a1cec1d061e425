namespace MdfMetrics.Comparison;

/// <summary>One figure of one row against the same rows of the reference runs.</summary>
/// <param name="references">The rows of the reference runs; at least one.</param>
/// <param name="difference">The row that is compared.</param>
/// <param name="isPair">
/// Whether the noise is told by the records of one reference run; else by the spread of several.
/// </param>
internal sealed class RowComparison<TRow>(
    ComparedMetric<TRow> metric,
    IReadOnlyList<TRow> references,
    TRow difference,
    bool isPair)
{
    private const int FewestRuns = 5;

    /// <summary>Fills in values and verdict.</summary>
    /// <param name="blank">Says which run, stage and operator it is.</param>
    /// <param name="p">The probability of a verdict where there is nothing but noise.</param>
    public RunComparison Judge(RunComparison blank, double p)
    {
        double z = NormalQuantile.Upper(p / 2);
        double[] values = [.. references.Select(metric.Show).Where(double.IsFinite).Order()];
        double reference = values.Length > 0 ? Median.OfSorted(values) : double.NaN;
        double shown = metric.Show(difference);
        (string verdict, string reason) = Verdict(metric.Measure(difference, z), z, p);
        return blank with
        {
            metric = metric.Name,
            reference = reference,
            difference = shown,
            change = reference != 0 ? 100 * (shown - reference) / reference : double.NaN,
            verdict = verdict,
            reason = reason,
        };
    }

    private (string Verdict, string Reason) Verdict(Estimate? measured, double z, double p)
    {
        Estimate[] known = [.. references.Select(row => metric.Measure(row, z)).OfType<Estimate>()];
        if (measured is not { } run || known.Length == 0)
        {
            return (RunVerdict.Unknown, "there is no value on both sides");
        }

        if (!isPair && known.Length < FewestRuns)
        {
            return (RunVerdict.Unknown, $"only {known.Length} runs before have a value, {FewestRuns} are needed");
        }

        Estimate reference = isPair ? known[0] : Intervals.Prediction([.. known.Select(other => other.Value)], p);
        run = isPair || run.IsBounded ? run : new Estimate(run.Value, run.Value, run.Value);
        double change = Math.Abs(run.Value - reference.Value);
        return (change, run.DiffersFrom(reference)) switch
        {
            (0, _) => (RunVerdict.Same, "unchanged"),
            _ when change < metric.SmallestChange * Math.Abs(reference.Value) =>
                (RunVerdict.Same, "machines vary by as much between runs"),
            (_, true) => (
                run.Value > reference.Value == metric.IsHigherBetter ? RunVerdict.Better : RunVerdict.Worse,
                isPair ? "beyond the noise of these records" : $"outside what {known.Length} runs before vary by"),
            _ when !(run.IsBounded && reference.IsBounded) =>
                (RunVerdict.Unknown, "these records do not tell its noise; -Last n compares with several runs"),
            _ => (
                RunVerdict.Same,
                isPair ? "within the noise of these records" : $"within what {known.Length} runs before vary by"),
        };
    }
}
