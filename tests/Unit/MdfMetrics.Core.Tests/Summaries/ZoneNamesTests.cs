using MdfMetrics.Summaries.Periods;

namespace MdfMetrics.Tests.Summaries;

/// <summary>Time zones by the names that users give.</summary>
public sealed class ZoneNamesTests
{
    [Theory]
    [InlineData("America/New_York", "America/New_York")]
    [InlineData("america/new_york", "America/New_York")]
    [InlineData(" Asia/Kolkata ", "Asia/Kolkata")]
    [InlineData("Eastern Standard Time", "America/New_York")]
    [InlineData("W. Europe Standard Time", "Europe/Berlin")]
    [InlineData("UTC", "UTC")]
    [InlineData("Etc/UTC", "UTC")]
    [InlineData("utc", "UTC")]
    public void Find_NameOfIanaOrWindows_IsKeptAsIanaSpellsIt(string name, string id)
    {
        Assert.Equal(id, ZoneNames.Find(name).Id);
    }

    [Theory]
    [InlineData("America/New_Yrok", "America/New_York")]
    [InlineData("new york", "America/New_York")]
    [InlineData("Europe/Berln", "Europe/Berlin")]
    public void Find_MisspeltName_NamesTheNearest(string name, string nearest)
    {
        MetricsException error = Assert.Throws<MetricsException>(() => ZoneNames.Find(name));

        Assert.Equal((MetricsError.InvalidTimeZone, name), (error.Error, error.Target));
        Assert.Contains($"'{nearest}'", error.Message, StringComparison.Ordinal);
    }

    // Files that are no zones, zones that other machines have not, and files elsewhere.
    [Theory]
    [InlineData("")]
    [InlineData("Mars/Phobos")]
    [InlineData("localtime")]
    [InlineData("Factory")]
    [InlineData("right/America/New_York")]
    [InlineData("posix/America/New_York")]
    [InlineData("../zoneinfo/America/New_York")]
    [InlineData("/usr/share/zoneinfo/America/New_York")]
    [InlineData("America/New_York\0")]
    [InlineData("(UTC-05:00) Eastern Time (US & Canada)")]
    public void Find_NoZone_IsRefused(string name)
    {
        Assert.Equal(
            MetricsError.InvalidTimeZone,
            Assert.Throws<MetricsException>(() => ZoneNames.Find(name)).Error);
    }

    [Fact]
    public void All_Names_CanBeFound()
    {
        string[] names = [.. ZoneNames.All()];

        Assert.Contains("America/New_York", names);
        Assert.Contains("UTC", names);
        Assert.All(names, name => Assert.NotNull(ZoneNames.TryFind(name)));
    }
}
