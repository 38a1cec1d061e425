namespace MdfMetrics;

/// <summary>The middle of sorted numbers.</summary>
internal static class Median
{
    /// <summary>The middle value, or the mean of the middle two.</summary>
    /// <param name="sorted">At least one number, ascending; infinite ones may be among them.</param>
    public static double OfSorted(ReadOnlySpan<double> sorted)
    {
        double upper = sorted[sorted.Length / 2];
        double lower = sorted[(sorted.Length - 1) / 2];
        return lower == upper ? lower : lower + ((upper - lower) / 2);
    }
}
