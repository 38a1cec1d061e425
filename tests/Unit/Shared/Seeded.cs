using System.Globalization;
using Xunit.Abstractions;

namespace MdfMetrics.Tests;

/// <summary>Random numbers that differ from run to run; the seed is in the output, and MDF_SEED brings it back.</summary>
internal static class Seeded
{
    public static Random Random(ITestOutputHelper output)
    {
        string? given = Environment.GetEnvironmentVariable("MDF_SEED");
        int seed = given is null ? System.Random.Shared.Next() : int.Parse(given, CultureInfo.InvariantCulture);
        output.WriteLine($"MDF_SEED={seed}");
        return new Random(seed);
    }
}
