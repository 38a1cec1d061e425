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
}
