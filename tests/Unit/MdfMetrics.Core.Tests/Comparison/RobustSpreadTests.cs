using MdfMetrics.Comparison;
using Xunit.Abstractions;

namespace MdfMetrics.Tests.Comparison;

public sealed class RobustSpreadTests(ITestOutputHelper output)
{
    // Five values, h = 3: the third smallest of the ten distances of 1, 2, 4, 7, 100 (1, 2, 3, 3, …) is 3.
    [Fact]
    public void Of_FiveValues_IsTheThirdSmallestDistance() =>
        Assert.Equal(2.2219 * 0.844 * 3, RobustSpread.Of([100, 7, 1, 4, 2]), 1e-12);

    [Fact]
    public void Of_EqualValues_IsZero() => Assert.Equal(0, RobustSpread.Of([5, 5, 5, 5, 5, 9]));

    [Fact]
    public void Of_AnyValues_IsOfTheSameDistanceAsAmongAllOfThemSorted()
    {
        Random random = Seeded.Random(output);
        for (int sample = 0; sample < 2_000; sample++)
        {
            // Few digits make ties; many orders of magnitude and both signs make distances that round.
            int digits = random.Next(0, 4);
            double scale = Math.Pow(10, random.Next(-200, 200));
            double[] values = [.. Enumerable.Range(0, random.Next(2, 60))
                .Select(_ => scale * Math.Round((20 * random.NextDouble()) - 10, digits))];

            Assert.Equal(Plain(values), RobustSpread.Of(values));
        }
    }

    // All 5 thousand million distances would not fit into memory. Of the numbers 1 to n, n - d pairs are d apart.
    [Fact]
    public void Of_MoreValuesThanTheirDistancesHaveRoom_IsTheSame()
    {
        const int N = 100_000;
        long rank = ((N / 2L) + 1) * (N / 2) / 2;
        int distance = 0;
        for (long pairs = 0; pairs < rank; pairs += N - distance)
        {
            distance++;
        }

        Assert.Equal(
            2.2219 * N / (N + 3.8) * distance,
            RobustSpread.Of([.. Enumerable.Range(1, N).Select(value => (double)value)]),
            1e-6);
    }

    private static double Plain(double[] values)
    {
        int n = values.Length;
        double[] sorted = [.. values.Order()];
        double[] distances =
            [.. sorted.SelectMany((value, i) => sorted.Skip(i + 1).Select(other => other - value)).Order()];
        double[] small = [0.399, 0.994, 0.512, 0.844, 0.611, 0.857, 0.669, 0.872];
        double factor = n <= 9 ? small[n - 2] : n % 2 == 1 ? n / (n + 1.4) : n / (n + 3.8);
        int half = (n / 2) + 1;
        return 2.2219 * factor * distances[(half * (half - 1) / 2) - 1];
    }
}
