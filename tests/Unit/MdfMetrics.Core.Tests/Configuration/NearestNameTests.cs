using MdfMetrics.Configuration;

namespace MdfMetrics.Tests.Configuration;

public sealed class NearestNameTests
{
    [Theory]
    [InlineData("", "", 0)]
    [InlineData("kitten", "sitting", 3)]
    [InlineData("abc", "", 3)]
    [InlineData("", "abc", 3)]
    [InlineData("flaw", "lawn", 2)]
    public void Distance_KnownPairs_IsLevenshteins(string left, string right, int expected) =>
        Assert.Equal(expected, NearestName.Distance(left, right));

    [Theory]
    [InlineData("enable", "enabled")]
    [InlineData("OUTPUTPATH", "output_path")]
    [InlineData("zzz", null)]
    public void Find_Name_IsTheNearestOrNone(string name, string? expected) =>
        Assert.Equal(expected, NearestName.Find(name, ["enabled", "output_path"]));

    [Fact]
    public void Find_NothingKnown_IsNone() => Assert.Null(NearestName.Find("a", []));
}
