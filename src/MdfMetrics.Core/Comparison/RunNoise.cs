namespace MdfMetrics.Comparison;

/// <summary>
/// What a figure of a run varies by beside the chance in its records: other load, other data, other machines. It is the
/// prediction interval of the next value (Hahn and Meeker, "Statistical Intervals", 1991, 4.7) on the scale of the
/// figure, with a variance between that of the runs before and an assumed one, as if some degrees of freedom had shown
/// the latter: the moderated variance of G. K. Smyth, "Linear models and empirical Bayes methods", Statistical
/// Applications in Genetics and Molecular Biology 3 (2004) 3. So one run before will do, and equal ones leave noise.
/// </summary>
internal static class RunNoise
{
    /// <summary>What figures of identical work are assumed to vary by: a tenth, on a logarithmic scale.</summary>
    private const double Assumed = 0.1;

    private const double AssumedDegrees = 4;

    // What |t| of Student's distribution with 4 degrees of freedom exceeds once in a hundred times (Abramowitz and
    // Stegun, table 26.10). It stays at 4 however many runs there are: the noise of runs has heavier tails than a
    // normal distribution. GeneratedHistoryTests has the trials.
    private const double StudentsT = 4.604;

    /// <summary>The half width of the interval around the median.</summary>
    /// <param name="values">Of the runs before, on the figure's scale; at least one.</param>
    public static double HalfWidth(IReadOnlyCollection<double> values)
    {
        double degrees = values.Count - 1;
        double spread = degrees > 0 ? RobustSpread.Of(values) : 0;
        double variance = ((AssumedDegrees * Assumed * Assumed) + (degrees * spread * spread))
            / (AssumedDegrees + degrees);
        return StudentsT * Math.Sqrt(variance * (1 + (1.0 / values.Count)));
    }
}
