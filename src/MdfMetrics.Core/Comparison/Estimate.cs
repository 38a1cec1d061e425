namespace MdfMetrics.Comparison;

/// <summary>A figure with the interval that its noise leaves it.</summary>
/// <param name="Low">The lower bound; minus infinity where too few records give one.</param>
/// <param name="High">The upper bound; infinity where too few records give one.</param>
internal readonly record struct Estimate(double Value, double Low, double High)
{
    /// <summary>Whether both bounds are known.</summary>
    public bool IsBounded => double.IsFinite(Low) && double.IsFinite(High);

    /// <summary>
    /// Whether this differs from another beyond the noise of both: the interval of the difference by the method of
    /// variance estimates recovery (Zou and Donner, Statistics in Medicine 27 (2008) 1693) does not hold 0. Of two
    /// Wilson intervals that is Newcombe's method 10 (Statistics in Medicine 17 (1998) 873).
    /// </summary>
    public bool DiffersFrom(Estimate other)
    {
        double difference = Value - other.Value;
        return difference < 0
            ? difference + Norm(High - Value, other.Value - other.Low) < 0
            : difference - Norm(Value - Low, other.High - other.Value) > 0;
    }

    private static double Norm(double one, double two) => Math.Sqrt((one * one) + (two * two));
}
