namespace MdfMetrics;

/// <summary>Sums that stop at the ends of <see cref="long"/>: counts in other people's files never crash.</summary>
internal static class SaturatingMath
{
    /// <summary>The sum, or the nearest value that a long can hold.</summary>
    public static long Add(long left, long right)
    {
        long sum = unchecked(left + right);
        bool overflowed = ((left ^ sum) & (right ^ sum)) < 0;
        return !overflowed ? sum : left < 0 ? long.MinValue : long.MaxValue;
    }

    /// <summary>The sum of all, saturating at each step.</summary>
    public static long Sum(IEnumerable<long> counts) => counts.Aggregate(0L, Add);
}
