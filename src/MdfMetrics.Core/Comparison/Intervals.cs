using MdfMetrics.Latency;

namespace MdfMetrics.Comparison;

/// <summary>
/// The interval of a figure of one run, as its number of records leaves it. z is how many standard errors wide.
/// </summary>
internal static class Intervals
{
    /// <summary>
    /// A percentage of records, by the score interval of E. B. Wilson, "Probable inference", JASA 22 (1927) 209.
    /// </summary>
    /// <param name="passed">0 to <paramref name="records"/>.</param>
    /// <param name="records">Above 0.</param>
    /// <param name="z">Standard errors.</param>
    public static Estimate Proportion(double passed, double records, double z)
    {
        double n = records;
        double p = passed / n;
        double middle = (p + (z * z / (2 * n))) / (1 + (z * z / n));
        double half = z * Math.Sqrt((p * (1 - p) / n) + (z * z / (4 * n * n))) / (1 + (z * z / n));
        return new Estimate(100 * p, 100 * Math.Max(0, middle - half), 100 * Math.Min(1, middle + half));
    }

    /// <summary>
    /// Events a record, taken for a Poisson process: the score interval (K. Rao, "Large sample tests", 1948; as given
    /// by Barker, The American Statistician 56 (2002) 85).
    /// </summary>
    /// <param name="records">Above 0.</param>
    /// <param name="z">Standard errors.</param>
    public static Estimate EventRate(long events, long records, double z)
    {
        double middle = events + (z * z / 2);
        double half = z * Math.Sqrt(events + (z * z / 4));
        return new Estimate(
            (double)events / records,
            Math.Max(0, middle - half) / records,
            (middle + half) / records);
    }

    /// <summary>
    /// A percentile, by the order statistics whose ranks bound it (David and Nagaraja, "Order Statistics", 2003, 7.1),
    /// with the normal approximation to the binomial distribution of the rank.
    /// </summary>
    /// <param name="latencies">At least one.</param>
    /// <param name="q">The percentile, 0 to 1.</param>
    /// <param name="z">Standard errors.</param>
    public static Estimate Percentile(LatencyDistribution latencies, double q, double z)
    {
        double n = latencies.Count;
        double half = z * Math.Sqrt(n * q * (1 - q));
        double lower = Math.Floor((n * q) - half);
        double upper = Math.Ceiling((n * q) + half) + 1;
        return new Estimate(
            latencies.Percentile(q),
            lower < 1 ? 0 : latencies.Percentile((lower - 0.5) / n),
            upper > n ? double.PositiveInfinity : latencies.Percentile((upper - 0.5) / n));
    }

    /// <summary>
    /// Records a second: the reciprocal of the mean time, whose interval follows from the spread of the latencies by
    /// the central limit theorem.
    /// </summary>
    /// <param name="rate">The throughput, above 0.</param>
    /// <param name="latencies">At least two.</param>
    /// <param name="z">Standard errors.</param>
    public static Estimate Throughput(double rate, LatencyDistribution latencies, double z)
    {
        double half = z * VariationOf(latencies) / Math.Sqrt(latencies.Count);
        return new Estimate(rate, rate / (1 + half), half < 1 ? rate / (1 - half) : double.PositiveInfinity);
    }

    /// <summary>The standard deviation as a part of the mean.</summary>
    private static double VariationOf(LatencyDistribution latencies)
    {
        double n = latencies.Count;
        double sum = 0;
        double squares = 0;
        if (latencies.Values is { } values)
        {
            sum = values.Sum();
            squares = values.Sum(value => value * value);
        }
        else
        {
            for (int i = 0; i < latencies.BucketIndexes.Length; i++)
            {
                double middle = LatencyBuckets.Midpoint(latencies.BucketIndexes[i], latencies.Scale);
                sum += middle * latencies.BucketCounts[i];
                squares += middle * middle * latencies.BucketCounts[i];
            }
        }

        double mean = sum / n;
        double variance = Math.Max(0, (squares / n) - (mean * mean)) * (n / (n - 1));
        return mean > 0 ? Math.Sqrt(variance) / mean : 0;
    }
}
