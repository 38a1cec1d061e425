using MdfMetrics.Comparison;

namespace MdfMetrics.Tests.Comparison;

/// <summary>Quantiles against printed tables (Abramowitz and Stegun, 26.1 and 26.10).</summary>
public sealed class QuantileTests
{
    [Theory]
    [InlineData(0.5, 0)]
    [InlineData(0.25, 0.674490)]
    [InlineData(0.05, 1.644854)]
    [InlineData(0.025, 1.959964)]
    [InlineData(0.01, 2.326348)]
    [InlineData(0.0005, 3.290527)]
    [InlineData(0.0000005, 4.891638)]
    public void Normal_UpperTail_IsTheTables(double p, double expected) =>
        Assert.Equal(expected, NormalQuantile.Upper(p), 5e-6);

    [Theory]
    [InlineData(2, 0.05, 4.303)]
    [InlineData(2, 0.001, 31.599)]
    [InlineData(3, 0.05, 3.182)]
    [InlineData(3, 0.001, 12.924)]
    [InlineData(4, 0.01, 4.604)]
    [InlineData(5, 0.5, 0.727)]
    [InlineData(5, 0.001, 6.869)]
    [InlineData(9, 0.05, 2.262)]
    [InlineData(9, 0.01, 3.250)]
    [InlineData(30, 0.05, 2.042)]
    [InlineData(120, 0.001, 3.373)]
    public void Student_TwoSided_IsTheTables(int degrees, double p, double expected) =>
        Assert.Equal(expected, StudentQuantile.TwoSided(p, degrees), 1e-3);
}
