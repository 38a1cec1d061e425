namespace MdfMetrics.Tests.Latency;

/// <summary>Latencies as operators have them, from fixed seeds.</summary>
internal static class Samples
{
    public static double[] Of(string shape, int count, int seed = 1)
    {
        var random = new Random(seed);
        return shape switch
        {
            "lognormal" => Many(count, () => 0.002 * Math.Exp(Normal(random))),
            "narrow" => Many(count, () => 0.002 * Math.Exp(0.1 * Normal(random))),
            "bimodal" => Many(count, () => (random.NextDouble() < 0.99 ? 20e-6 : 5) * Math.Exp(0.2 * Normal(random))),
            "pareto" => Many(count, () => 1e-4 * Math.Pow(1 - random.NextDouble(), -1 / 1.2)),
            "spread" => Many(count, () => Math.Pow(10, (random.NextDouble() * 12) - 8)),
            "any" => Many(count, () => BitConverter.Int64BitsToDouble(random.NextInt64(0x7FEF_FFFF_FFFF_FFFF))),
            "zeros" => Many(count, () => random.NextDouble() < 0.5 ? 0 : random.NextDouble()),
            _ => throw new ArgumentException(shape),
        };
    }

    public static double Normal(Random random) =>
        Math.Sqrt(-2 * Math.Log(1 - random.NextDouble())) * Math.Cos(2 * Math.PI * random.NextDouble());

    private static double[] Many(int count, Func<double> next) =>
        Enumerable.Range(0, count).Select(_ => next()).ToArray();
}
