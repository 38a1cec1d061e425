using MdfMetrics.Comparison;

namespace MdfMetrics.Tests.Comparison;

public sealed class RobustSpreadTests
{
    // Five values, h = 3: the third smallest of the ten distances of 1, 2, 4, 7, 100 (1, 2, 3, 3, …) is 3.
    [Fact]
    public void Of_FiveValues_IsTheThirdSmallestDistance() =>
        Assert.Equal(2.2219 * 0.844 * 3, RobustSpread.Of([100, 7, 1, 4, 2]), 1e-12);

    [Fact]
    public void Of_EqualValues_IsZero() => Assert.Equal(0, RobustSpread.Of([5, 5, 5, 5, 5, 9]));

    [Theory]
    [InlineData(5, 0.01)]
    [InlineData(7, 0.01)]
    [InlineData(10, 0.01)]
    [InlineData(20, 0.01)]
    public void Prediction_NormalRuns_MissesTheNextNoMoreThanPromised(int runs, double p)
    {
        const int Trials = 20_000;
        var random = new Random(runs);
        int missed = 0;
        for (int trial = 0; trial < Trials; trial++)
        {
            Estimate next = Intervals.Prediction([.. Enumerable.Range(0, runs).Select(_ => Normal(random))], p);
            double value = Normal(random);
            missed += value < next.Low || value > next.High ? 1 : 0;
        }

        // Three standard errors of the count above the promise.
        Assert.InRange(missed, 1, (int)((Trials * p) + (3 * Math.Sqrt(Trials * p))));
    }

    [Fact]
    public void Prediction_OneOddRun_StillSeesTheNextOne()
    {
        Estimate next = Intervals.Prediction([100, 101, 99, 100.5, 99.5, 100.2, 99.8, 100.1, 99.9, 30], 0.001);

        Assert.InRange(next.Value, 99, 101);
        Assert.InRange(next.Low, 80, 100);
    }

    private static double Normal(Random random) =>
        NormalQuantile.Upper(Math.Max(1e-300, random.NextDouble() / 2)) * (random.Next(2) == 0 ? 1 : -1);
}
