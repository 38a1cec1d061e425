using System.Globalization;
using MdfMetrics.Summaries.Periods;

namespace MdfMetrics.Tests.Summaries;

public sealed class PeriodCalendarTests
{
    [Theory]
    [InlineData(
        SummaryPeriod.Hour,
        "2026-03-08T07:59:59.999",
        "2026-03-08T07:00",
        "2026-03-08T08:00",
        "hour_2026-03-08")]
    [InlineData(SummaryPeriod.Day, "2026-11-01T23:59:59.999", "2026-11-01", "2026-11-02", "day_2026-11")]
    [InlineData(SummaryPeriod.Day, "2024-02-29T00:00", "2024-02-29", "2024-03-01", "day_2024-02")]
    [InlineData(SummaryPeriod.Week, "2026-01-24T12:34", "2026-01-19", "2026-01-26", "week_2026")]
    [InlineData(SummaryPeriod.Week, "2026-01-19T00:00", "2026-01-19", "2026-01-26", "week_2026")]
    [InlineData(SummaryPeriod.Week, "2026-01-25T23:59:59.999", "2026-01-19", "2026-01-26", "week_2026")]
    [InlineData(SummaryPeriod.Week, "2027-01-03T12:00", "2026-12-28", "2027-01-04", "week_2026")]
    [InlineData(SummaryPeriod.Month, "2026-12-31T23:59:59.999", "2026-12-01", "2027-01-01", "month_2026")]
    [InlineData(SummaryPeriod.Week, "0001-01-03T00:00", "0001-01-01", "0001-01-08", "week_0001")]
    [InlineData(SummaryPeriod.Month, "9999-12-31T23:00", "9999-12-01", "9999-12-31T23:59:59.9999999", "month_9999")]
    public void Start_Moment_BeginsThePeriodThatHoldsIt(
        SummaryPeriod period,
        string moment,
        string start,
        string end,
        string fileKey)
    {
        DateTime found = PeriodCalendar.Start(period, Utc(moment));

        Assert.Equal((Utc(start), Utc(end)), (found, PeriodCalendar.End(period, found)));
        Assert.Equal(DateTimeKind.Utc, found.Kind);
        Assert.Equal(fileKey, PeriodCalendar.FileKey(period, found));
        Assert.True(PeriodCalendar.TryGetRange(period, fileKey, out DateTime from, out DateTime to));
        Assert.True(from <= found && to >= PeriodCalendar.End(period, found));
    }

    [Theory]
    [InlineData("day_2026-13")]
    [InlineData("hour_2026-01")]
    [InlineData("day_")]
    [InlineData("")]
    public void TryGetRange_OtherName_IsNone(string fileKey)
    {
        Assert.False(PeriodCalendar.TryGetRange(SummaryPeriod.Day, fileKey, out _, out _));
    }

    private static DateTime Utc(string text) => DateTime.Parse(
        text,
        CultureInfo.InvariantCulture,
        DateTimeStyles.AssumeUniversal | DateTimeStyles.AdjustToUniversal);
}
