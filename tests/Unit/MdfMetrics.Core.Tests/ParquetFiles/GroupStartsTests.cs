using System.Globalization;
using MdfMetrics.ParquetFiles;

namespace MdfMetrics.Tests.ParquetFiles;

/// <summary>What a file says of the starts of its row groups, in whatever time zone it is written.</summary>
public sealed class GroupStartsTests
{
    [Theory]
    [InlineData("2026-01-24T12:34:56.789", "1769258096789")]
    [InlineData("1970-01-01T00:00:00.000", "0")]
    [InlineData("1969-12-31T23:59:59.999", "-1")]
    [InlineData("0001-01-01T00:00:00.000", "-62135596800000")]
    public void Format_TimesOfAnyKind_AreUtc(string time, string milliseconds)
    {
        var utc = DateTime.Parse(time, CultureInfo.InvariantCulture);

        Assert.All(
            Enum.GetValues<DateTimeKind>(),
            kind => Assert.Equal(
                $"{milliseconds}/{milliseconds}",
                GroupStarts.Format([new TimeRange(DateTime.SpecifyKind(utc, kind), DateTime.SpecifyKind(utc, kind))])));
    }
}
