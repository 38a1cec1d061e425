namespace MdfMetrics.Benchmarks;

/// <summary>Latencies in seconds, from a fixed seed.</summary>
internal static class LatencyValues
{
    private static readonly Random s_random = new(1);

    /// <summary>Around 2 ms.</summary>
    public static double Lognormal(double sigma) => 0.002 * Math.Exp(sigma * Normal());

    /// <summary>99 % around 20 µs, 1 % around 5 s: a cache with misses.</summary>
    public static double Bimodal() => (s_random.NextDouble() < 0.99 ? 20e-6 : 5) * Math.Exp(0.2 * Normal());

    /// <summary>Any double that is not negative: no clock gives that.</summary>
    public static double Any() => BitConverter.Int64BitsToDouble(s_random.NextInt64(0x7FEF_FFFF_FFFF_FFFF));

    private static double Normal() =>
        Math.Sqrt(-2 * Math.Log(1 - s_random.NextDouble())) * Math.Cos(2 * Math.PI * s_random.NextDouble());
}
