using MdfMetrics.Comparison;

namespace MdfMetrics.Tests.Comparison;

public sealed class RunNoiseTests
{
    // By hand: Student's t of 4.604, a tenth, and 1 + 1/1 under the root; of four equal runs 4/7 of the variance
    // is left.
    [Theory]
    [InlineData(1, 0.6511)]
    [InlineData(4, 0.3891)]
    public void HalfWidth_EqualRuns_IsWhatIsAssumedOfThem(int runs, double expected) =>
        Assert.Equal(expected, RunNoise.HalfWidth([.. Enumerable.Repeat(7.0, runs)]), 1e-4);

    // Five values whose spread is 2.2219 * 0.844 * 3 (RobustSpreadTests): (0.04 + 4 * 31.65) / 8, times 1.2.
    [Fact]
    public void HalfWidth_RunsThatVary_FollowsTheirSpread() =>
        Assert.Equal(
            4.604 * Math.Sqrt((0.04 + (4 * 31.6502)) / 8 * 1.2),
            RunNoise.HalfWidth([100, 7, 1, 4, 2]),
            1e-3);

    [Fact]
    public void HalfWidth_OneOddRun_HidesNothing()
    {
        double[] quiet = [5, 5.01, 4.99, 5.005, 4.995, 5.002, 4.998, 5.001, 4.999];

        Assert.InRange(RunNoise.HalfWidth([.. quiet, 1]), 0, 1.1 * RunNoise.HalfWidth([.. quiet, 5]));
    }
}
