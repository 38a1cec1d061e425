namespace MdfMetrics.Comparison;

/// <summary>
/// The standard deviation as the estimator Qn sees it (Rousseeuw and Croux, "Alternatives to the median absolute
/// deviation", JASA 88 (1993) 1273): up to half of the values may be outliers, such as a first run with cold caches.
/// </summary>
internal static class RobustSpread
{
    private const double Consistency = 2.2219;

    // For samples of 2 to 9, by Croux and Rousseeuw, "Time-efficient algorithms for two highly robust estimators of
    // scale" (1992).
    private static readonly double[] s_small = [0.399, 0.994, 0.512, 0.844, 0.611, 0.857, 0.669, 0.872];

    /// <summary>The spread; 0 when more than half of the values are equal.</summary>
    /// <param name="values">At least two.</param>
    public static double Of(IReadOnlyCollection<double> values)
    {
        int n = values.Count;
        long half = (n / 2) + 1;
        double factor = n <= 9 ? s_small[n - 2] : n % 2 == 1 ? n / (n + 1.4) : n / (n + 3.8);
        return Consistency * factor * Distance([.. values.Order()], half * (half - 1) / 2);
    }

    /// <summary>
    /// The distance of two values that so many are not above. All of them would take memory by the square; their bits
    /// are in the order of the numbers, so that 64 guesses find it.
    /// </summary>
    private static double Distance(double[] sorted, long rank)
    {
        long low = 0;
        long high = BitConverter.DoubleToInt64Bits(sorted[^1] - sorted[0]);
        while (low < high)
        {
            long middle = low + ((high - low) / 2);
            if (CountUpTo(BitConverter.Int64BitsToDouble(middle), sorted) < rank)
            {
                low = middle + 1;
            }
            else
            {
                high = middle;
            }
        }

        return BitConverter.Int64BitsToDouble(low);
    }

    private static long CountUpTo(double distance, double[] sorted)
    {
        long count = 0;
        int first = 0;
        for (int i = 1; i < sorted.Length; i++)
        {
            while (sorted[i] - sorted[first] > distance)
            {
                first++;
            }

            count += i - first;
        }

        return count;
    }
}
