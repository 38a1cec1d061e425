namespace MdfMetrics.Comparison;

/// <summary>One figure of one row against the same rows of the reference runs.</summary>
/// <param name="metric">The figure.</param>
/// <param name="references">The rows of the reference runs; at least one.</param>
/// <param name="difference">The row that is compared.</param>
internal sealed class RowComparison<TRow>(
    ComparedMetric<TRow> metric,
    IReadOnlyList<TRow> references,
    TRow difference)
{
    // As many runs tell the noise that too few records do not.
    private const int EnoughRuns = 5;

    private readonly ComparedMetric<TRow> _metric =
        metric.Above100 is { } above && references.Append(difference).Any(row => metric.Show(row) > 100)
            ? above
            : metric;

    /// <summary>Fills in values and verdict.</summary>
    /// <param name="blank">Says which run, stage and operator it is.</param>
    public JudgedRow Judge(RunComparison blank)
    {
        double[] values = [.. references.Select(_metric.Show).Where(double.IsFinite).Order()];
        double reference = values.Length > 0 ? Median.OfSorted(values) : double.NaN;
        double shown = _metric.Show(difference);
        RunComparison row = blank with
        {
            metric = _metric.Name,
            reference = reference,
            difference = shown,
            change = reference != 0 ? 100 * (shown - reference) / reference : double.NaN,
        };
        Estimate[] known = [.. references.Select(_metric.Measure).OfType<Estimate>()];
        return known.Length == 0
            ? new JudgedRow(row with { reason = $"no value in {Words.Runs(references.Count)}" }, 0)
            : _metric.Measure(difference) is { } run
                ? Judge(row, run, known)
                : new JudgedRow(row with { reason = "no value in this run" }, 0);
    }

    private JudgedRow Judge(RunComparison row, Estimate run, Estimate[] known)
    {
        Estimate noise = NoiseAround(known, Settled(run, known.Length));
        row = row with { noise_low = Figure(noise.Low), noise_high = Figure(noise.High) };
        string runs = Words.Runs(known.Length);
        bool isHigher = run.Value > noise.Value;
        double bound = isHigher ? noise.High : noise.Low;
        double excess = isHigher ? run.Value - bound : bound - run.Value;
        if (run.Value == noise.Value || (row.reference == row.difference && row.reference is 0 or 100))
        {
            return new JudgedRow(row with { verdict = RunVerdict.Same, reason = "unchanged" }, 0);
        }

        if (!double.IsFinite(bound))
        {
            return new JudgedRow(
                row with { reason = $"too few records to tell their noise; -Last {EnoughRuns} or more could" },
                0);
        }

        if (excess <= 0)
        {
            return new JudgedRow(row with { verdict = RunVerdict.Same, reason = $"within the noise of {runs}" }, 0);
        }

        string verdict = isHigher ? _metric.Rise : _metric.Fall;
        string side = isHigher ? "above" : "below";
        string meaning = verdict == RunVerdict.Unknown ? ", neither better nor worse" : string.Empty;
        string reason = $"{_metric.Scale.Distance(run.Value, bound)} {side} the noise of {runs}{meaning}";
        return new JudgedRow(row with { verdict = verdict, reason = reason }, excess);
    }

    private Estimate NoiseAround(Estimate[] known, Estimate run)
    {
        double[] values = [.. known.Select(other => other.Value).Order()];
        double median = Median.OfSorted(values);
        Estimate[] settled = [.. known.Select(other => Settled(other, known.Length))];
        double Records(Func<Estimate, double> distance) =>
            Median.OfSorted([.. settled.Select(distance).Order()]) / Math.Sqrt(known.Length);

        var reference = new Estimate(
            median,
            median - Records(other => other.Value - other.Low),
            median + Records(other => other.High - other.Value));
        return reference.NoiseAgainst(run, RunNoise.HalfWidth(values));
    }

    private Estimate Settled(Estimate figure, int runs) => !_metric.IsTiming || runs < EnoughRuns ? figure : figure with
    {
        Low = double.IsFinite(figure.Low) ? figure.Low : figure.Value,
        High = double.IsFinite(figure.High) ? figure.High : figure.Value,
    };

    private double Figure(double place) => _metric.Scale.From(place) * _metric.Whole(difference) is var figure
        && double.IsFinite(figure) ? figure : double.NaN;
}
