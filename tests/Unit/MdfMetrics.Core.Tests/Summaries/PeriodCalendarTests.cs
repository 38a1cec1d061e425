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
        var calendar = new PeriodCalendar(period, PeriodZone.Utc);
        DateTime found = calendar.Start(Utc(moment));

        Assert.Equal((Utc(start), Utc(end)), (found, calendar.End(found)));
        Assert.Equal(Utc(start).Ticks, calendar.LocalStart(found).Ticks);
        Assert.Equal(DateTimeKind.Utc, found.Kind);
        Assert.Equal(fileKey, calendar.FileKey(found));
        AssertInFile(calendar, found);
    }

    // The moments follow from the zones' rules: offset before and after, and when clocks are changed.
    [Theory]
    [InlineData(
        "America/New_York", SummaryPeriod.Day, "2026-01-24T04:59",
        "2026-01-23T05:00", "2026-01-24T05:00", "2026-01-23")]
    [InlineData(
        "America/New_York", SummaryPeriod.Day, "2026-03-08T12:00",
        "2026-03-08T05:00", "2026-03-09T04:00", "2026-03-08")]
    [InlineData(
        "America/New_York", SummaryPeriod.Day, "2026-11-01T12:00",
        "2026-11-01T04:00", "2026-11-02T05:00", "2026-11-01")]
    [InlineData(
        "America/New_York", SummaryPeriod.Hour, "2026-11-01T05:59",
        "2026-11-01T05:00", "2026-11-01T06:00", "2026-11-01T01:00")]
    [InlineData(
        "America/New_York", SummaryPeriod.Hour, "2026-11-01T06:00",
        "2026-11-01T06:00", "2026-11-01T07:00", "2026-11-01T01:00")]
    [InlineData(
        "America/New_York", SummaryPeriod.Hour, "2026-03-08T07:30",
        "2026-03-08T07:00", "2026-03-08T08:00", "2026-03-08T03:00")]
    [InlineData(
        "America/New_York", SummaryPeriod.Week, "2026-03-09T03:59",
        "2026-03-02T05:00", "2026-03-09T04:00", "2026-03-02")]
    [InlineData(
        "America/New_York", SummaryPeriod.Month, "2026-04-01T03:59",
        "2026-03-01T05:00", "2026-04-01T04:00", "2026-03-01")]
    [InlineData(
        "Asia/Kolkata", SummaryPeriod.Day, "2026-01-23T18:30",
        "2026-01-23T18:30", "2026-01-24T18:30", "2026-01-24")]
    [InlineData(
        "Asia/Kolkata", SummaryPeriod.Hour, "2026-01-24T12:34",
        "2026-01-24T12:30", "2026-01-24T13:30", "2026-01-24T18:00")]
    [InlineData(
        "Australia/Lord_Howe", SummaryPeriod.Hour, "2026-04-04T14:59",
        "2026-04-04T14:00", "2026-04-04T15:00", "2026-04-05T01:00")]
    [InlineData(
        "Australia/Lord_Howe", SummaryPeriod.Hour, "2026-04-04T15:29",
        "2026-04-04T15:00", "2026-04-04T15:30", "2026-04-05T01:00")]
    [InlineData(
        "Australia/Lord_Howe", SummaryPeriod.Hour, "2026-04-04T15:30",
        "2026-04-04T15:30", "2026-04-04T16:30", "2026-04-05T02:00")]
    [InlineData(
        "Australia/Lord_Howe", SummaryPeriod.Hour, "2026-10-03T15:45",
        "2026-10-03T15:30", "2026-10-03T16:00", "2026-10-04T02:00")]
    [InlineData(
        "Australia/Lord_Howe", SummaryPeriod.Day, "2026-04-04T20:00",
        "2026-04-04T13:00", "2026-04-05T13:30", "2026-04-05")]
    [InlineData(
        "America/Sao_Paulo", SummaryPeriod.Day, "2018-11-04T03:00",
        "2018-11-04T03:00", "2018-11-05T02:00", "2018-11-04")]
    [InlineData(
        "America/Sao_Paulo", SummaryPeriod.Day, "2018-02-18T02:59",
        "2018-02-17T02:00", "2018-02-18T03:00", "2018-02-17")]
    [InlineData(
        "America/Sao_Paulo", SummaryPeriod.Hour, "2018-02-18T02:00",
        "2018-02-18T02:00", "2018-02-18T03:00", "2018-02-17T23:00")]
    [InlineData(
        "Africa/Cairo", SummaryPeriod.Day, "2010-04-30T12:00",
        "2010-04-29T22:00", "2010-04-30T21:00", "2010-04-30")]
    [InlineData(
        "Pacific/Apia", SummaryPeriod.Day, "2011-12-30T09:59",
        "2011-12-29T10:00", "2011-12-30T10:00", "2011-12-29")]
    [InlineData(
        "Pacific/Apia", SummaryPeriod.Day, "2011-12-30T10:00",
        "2011-12-30T10:00", "2011-12-31T10:00", "2011-12-31")]
    [InlineData(
        "Pacific/Apia", SummaryPeriod.Week, "2011-12-30T10:00",
        "2011-12-26T10:00", "2012-01-01T10:00", "2011-12-26")]
    [InlineData(
        "America/St_Johns", SummaryPeriod.Day, "2010-11-07T02:45",
        "2010-11-06T02:30", "2010-11-07T02:30", "2010-11-06")]
    public void Start_MomentInAZone_BeginsWhatItsClocksRead(
        string zone,
        SummaryPeriod period,
        string moment,
        string start,
        string end,
        string local)
    {
        var calendar = new PeriodCalendar(period, ZoneNames.Find(zone));
        DateTime found = calendar.Start(Utc(moment));

        Assert.Equal((Utc(start), Utc(end)), (found, calendar.End(found)));
        Assert.Equal(Utc(local).Ticks, calendar.LocalStart(found).Ticks);
        Assert.Equal(Utc(local).Ticks, calendar.LocalStart(Utc(moment)).Ticks);
        AssertInFile(calendar, found);
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

    [Theory]
    [InlineData("Pacific/Kiritimati")]
    [InlineData("Pacific/Pago_Pago")]
    public void Start_FirstAndLastDaysOfAllTime_AreInAPeriod(string zone)
    {
        foreach (SummaryPeriod period in Enum.GetValues<SummaryPeriod>())
        {
            var calendar = new PeriodCalendar(period, ZoneNames.Find(zone));
            foreach (DateTime moment in new[] { DateTime.MinValue.AddDays(1), DateTime.MaxValue.AddDays(-1) })
            {
                DateTime start = calendar.Start(DateTime.SpecifyKind(moment, DateTimeKind.Utc));

                Assert.True(start <= moment && calendar.End(start) >= moment, $"{period} {moment:O}");
            }
        }
    }

    private static void AssertInFile(PeriodCalendar calendar, DateTime start)
    {
        Assert.True(PeriodCalendar.TryGetRange(
            calendar.Period,
            calendar.FileKey(start),
            out DateTime from,
            out DateTime to));
        Assert.True(from <= start && to >= calendar.End(start));
    }

    private static DateTime Utc(string text) => DateTime.Parse(
        text,
        CultureInfo.InvariantCulture,
        DateTimeStyles.AssumeUniversal | DateTimeStyles.AdjustToUniversal);
}
