using MdfMetrics.Alerts.Conditions;
using MdfMetrics.Records;

namespace MdfMetrics.Tests.Alerts;

public sealed class QuantityTests
{
    [Theory]
    [InlineData(0, "0 s")]
    [InlineData(5e-9, "5 ns")]
    [InlineData(9.99e-7, "999 ns")]
    [InlineData(1e-6, "1 µs")]
    [InlineData(0.000999, "999 µs")]
    [InlineData(0.001, "1 ms")]
    [InlineData(0.25, "250 ms")]
    [InlineData(1, "1 s")]
    [InlineData(119.5, "119.5 s")]
    [InlineData(120, "2 min")]
    [InlineData(7_199, "119.983 min")]
    [InlineData(7_200, "2 h")]
    [InlineData(172_799, "47.9997 h")]
    [InlineData(172_800, "2 d")]
    [InlineData(-0.25, "-250 ms")]
    [InlineData(-7_200, "-2 h")]
    public void Duration_AnyLength_HasTheUnitThatSuitsIt(double seconds, string expected) =>
        Assert.Equal(expected, Quantity.Duration(seconds));

    [Theory]
    [InlineData(0, "0")]
    [InlineData(1234567, "1,234,567")]
    [InlineData(999_999_999_999_999, "999,999,999,999,999")]
    [InlineData(1e15, "1E+15")]
    [InlineData(-2e18, "-2E+18")]
    [InlineData(0.0012345, "0.001235")]
    [InlineData(0.0000004, "4E-07")]
    [InlineData(double.NaN, "unknown")]
    public void Show_Number_IsReadableAndNotRoundedAway(double number, string expected) =>
        Assert.Equal(expected, Quantity.Show(number, ColumnKind.Count));

    [Theory]
    [InlineData("200ms", 200, "ms")]
    [InlineData("+5", 5, "")]
    [InlineData("-1.5e3", -1500, "")]
    [InlineData("1.5E+3", 1500, "")]
    [InlineData("2e-3s", 0.002, "s")]
    [InlineData("1e5", 1e5, "")]
    [InlineData("1e", 1, "e")]
    [InlineData("1e+", 1, "e+")]
    [InlineData("2ex", 2, "ex")]
    [InlineData("2x", 2, "x")]
    public void TrySplit_NumberAndMore_TakesTheLongestNumber(string word, double expected, string more)
    {
        Assert.True(Quantity.TrySplit(word, out double number, out string rest));
        Assert.Equal((expected, more), (number, rest));
    }

    [Theory]
    [InlineData("-")]
    [InlineData("1.2.3")]
    [InlineData("1e999")]
    [InlineData("x")]
    public void TrySplit_NoNumber_IsFalse(string word) => Assert.False(Quantity.TrySplit(word, out _, out _));

    [Theory]
    [InlineData("ns", 2e-9)]
    [InlineData("us", 2e-6)]
    [InlineData("µs", 2e-6)]
    [InlineData("μs", 2e-6)]
    [InlineData("ms", 2e-3)]
    [InlineData("s", 2)]
    [InlineData("m", 120)]
    [InlineData("min", 120)]
    [InlineData("h", 7_200)]
    [InlineData("d", 172_800)]
    [InlineData("", 2)]
    public void TryConvert_UnitOfTime_IsSeconds(string unit, double expected)
    {
        Assert.True(Quantity.TryConvert(2, unit, ColumnKind.Seconds, out double seconds));
        Assert.Equal(expected, seconds, 1e-15);
    }

    [Fact]
    public void TryConvert_UnitOfAnotherKind_IsRefused()
    {
        Assert.True(Quantity.TryConvert(2, "%", ColumnKind.Percent, out double percent));
        Assert.True(Quantity.TryConvert(2, "/s", ColumnKind.PerSecond, out double rate));
        Assert.Equal((2, 2), (percent, rate));
        Assert.False(Quantity.TryConvert(2, "%", ColumnKind.Seconds, out _));
        Assert.False(Quantity.TryConvert(2, "ms", ColumnKind.PerSecond, out _));
        Assert.False(Quantity.TryConvert(2, "parsec", ColumnKind.Seconds, out _));
    }
}
