namespace MdfMetrics.Comparison;

/// <summary>A figure with the interval that its noise leaves it.</summary>
/// <param name="Low">The lower bound; the least there can be where too few records give one.</param>
/// <param name="High">The upper bound; infinity where too few records give one.</param>
internal readonly record struct Estimate(double Value, double Low, double High)
{
    /// <summary>A figure without noise of its own.</summary>
    public static Estimate Exact(double value) => new(value, value, value);

    /// <summary>A figure, never negative, of which nobody knows how far off it may be.</summary>
    public static Estimate Unbounded(double value) => new(value, 0, double.PositiveInfinity);

    public Estimate On(Scale scale) => new(scale.To(Value), scale.To(Low), scale.To(High));

    /// <summary>
    /// This figure with the interval that another one lies in when the two differ by nothing but noise: that of both
    /// by the method of variance estimates recovery (Zou and Donner, Statistics in Medicine 27 (2008) 1693), which of
    /// two Wilson intervals is Newcombe's method 10 (Statistics in Medicine 17 (1998) 873), and more.
    /// </summary>
    /// <param name="more">The half width of further noise, which is independent of theirs.</param>
    public Estimate NoiseAgainst(Estimate other, double more) => new(
        Value,
        Value - Norm(Value - Low, other.High - other.Value, more),
        Value + Norm(High - Value, other.Value - other.Low, more));

    private static double Norm(double one, double two, double three) =>
        Math.Sqrt((one * one) + (two * two) + (three * three));
}
