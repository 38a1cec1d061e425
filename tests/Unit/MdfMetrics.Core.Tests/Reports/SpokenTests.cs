using MdfMetrics.Reports.Words;

namespace MdfMetrics.Tests.Reports;

public sealed class SpokenTests
{
    [Theory]
    [InlineData(0, "0 s")]
    [InlineData(0.000977, "977 µs")]
    [InlineData(0.00256, "2.56 ms")]
    [InlineData(0.0256, "25.6 ms")]
    [InlineData(28.92, "28.9 s")]
    [InlineData(59.96, "1 min 00 s")]
    [InlineData(125, "2 min 05 s")]
    [InlineData(3599.7, "1 h 00 min")]
    [InlineData(3720, "1 h 02 min")]
    [InlineData(360000, "100 h 00 min")]
    [InlineData(-1.5, "−1.5 s")]
    [InlineData(double.NaN, "–")]
    public void Duration_Seconds_AreReadable(double seconds, string expected) =>
        Assert.Equal(expected, Nightly.Plain(Spoken.Duration(seconds)));

    [Theory]
    [InlineData(1.04, "1.04×")]
    [InlineData(1.671, "1.7×")]
    [InlineData(9.94, "9.9×")]
    [InlineData(12.3, "12×")]
    [InlineData(12345, "12,345×")]
    public void Times_Ratio_HasNoMoreDigitsThanTell(double ratio, string expected) =>
        Assert.Equal(expected, Spoken.Times(ratio));

    [Theory]
    [InlineData(55, 96, "55 %", "96 %")]
    [InlineData(99.5, 99.9, "99.5 %", "99.9 %")]
    [InlineData(99.95, 99.98, "99.95 %", "99.98 %")]
    public void Percents_Two_AreToldApart(double one, double other, string first, string second)
    {
        (string a, string b) = Spoken.Percents(one, other);

        Assert.Equal((first, second), (Nightly.Plain(a), Nightly.Plain(b)));
    }

    [Theory]
    [InlineData(new[] { "a" }, "a")]
    [InlineData(new[] { "a", "b" }, "a and b")]
    [InlineData(new[] { "a", "b", "c", "d" }, "a, b, c and d")]
    [InlineData(new[] { "a", "b", "c", "d", "e" }, "a, b, c and 2 more")]
    public void List_Names_AreJoined(string[] names, string expected) => Assert.Equal(expected, Spoken.List(names));

    [Fact]
    public void Figures_UnderAnotherCulture_StayEnglish()
    {
        System.Globalization.CultureInfo before = System.Globalization.CultureInfo.CurrentCulture;
        try
        {
            System.Globalization.CultureInfo.CurrentCulture = new("de-DE");

            Assert.Equal("1,234 records", Nightly.Plain(Spoken.Count(1234, "record")));
            Assert.Equal("1,234 and 28.9 s", Nightly.Plain(Sentence.Of($"{1234} and {Spoken.Duration(28.9)}")));
        }
        finally
        {
            System.Globalization.CultureInfo.CurrentCulture = before;
        }
    }
}
