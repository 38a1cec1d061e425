using MdfMetrics.Reports.Data;

namespace MdfMetrics.Tests.Reports;

public sealed class FigureVerdictTests
{
    // Records that are too few leave the noise of a latency open above, and then nothing is known of a higher one.
    [Theory]
    [InlineData(5, 0, double.NaN, "none")]
    [InlineData(5, 6, double.NaN, "note")]
    [InlineData(5, double.NaN, 4, "note")]
    [InlineData(5, double.NaN, 6, "none")]
    [InlineData(5, 4, 6, "none")]
    [InlineData(5, 1, 4, "note")]
    [InlineData(5, double.NaN, double.NaN, "none")]
    [InlineData(double.NaN, 1, 4, "none")]
    public void Of_FigureThatIsNeitherBetterNorWorse_IsANoteBeyondKnownNoise(
        double figure,
        double low,
        double high,
        string expected)
    {
        var compared = new RunComparison
        {
            verdict = RunVerdict.Unknown,
            level = "operator",
            metric = "p99_latency",
            difference = figure,
            noise_low = low,
            noise_high = high,
            reason = string.Empty,
            run_id = "run",
        };

        Assert.Equal(expected, FigureVerdict.Of(compared));
    }
}
