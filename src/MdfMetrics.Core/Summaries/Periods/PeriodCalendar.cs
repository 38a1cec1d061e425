using System.Globalization;

namespace MdfMetrics.Summaries.Periods;

/// <summary>When periods begin and end, and which of them share a file.</summary>
internal static class PeriodCalendar
{
    /// <summary>The period's name, as columns and files have it.</summary>
    public static string Name(SummaryPeriod period) => period switch
    {
        SummaryPeriod.Hour => "hour",
        SummaryPeriod.Day => "day",
        SummaryPeriod.Week => "week",
        _ => "month",
    };

    /// <summary>The beginning of the period that a moment lies in.</summary>
    public static DateTime Start(SummaryPeriod period, DateTime utc) => period switch
    {
        SummaryPeriod.Hour => utc.Date.AddHours(utc.Hour),
        SummaryPeriod.Day => utc.Date,
        SummaryPeriod.Week => Monday(utc.Date),
        _ => FirstOf(utc.Year, utc.Month),
    };

    /// <summary>The first moment after the period.</summary>
    public static DateTime End(SummaryPeriod period, DateTime start) => period switch
    {
        SummaryPeriod.Hour => Shift(start, static time => time.AddHours(1)),
        SummaryPeriod.Day => Shift(start, static time => time.AddDays(1)),
        SummaryPeriod.Week => Shift(start, static time => time.AddDays(7)),
        _ => Shift(start, static time => time.AddMonths(1)),
    };

    /// <summary>
    /// What names the file of a period: the day of an hour, the month of a day, the year of a week or month. So a file
    /// has a few dozen periods: one more run rewrites little, and years are read from few files.
    /// </summary>
    public static string FileKey(SummaryPeriod period, DateTime start) =>
        Name(period) + "_" + start.ToString(FileFormat(period), CultureInfo.InvariantCulture);

    /// <summary>From the first moment of a file's first period to the end of its last; false: not such a key.</summary>
    public static bool TryGetRange(SummaryPeriod period, ReadOnlySpan<char> fileKey, out DateTime from, out DateTime to)
    {
        (from, to) = (default, default);
        string prefix = Name(period) + "_";
        if (!fileKey.StartsWith(prefix, StringComparison.Ordinal)
            || !DateTime.TryParseExact(
                fileKey[prefix.Length..],
                FileFormat(period),
                CultureInfo.InvariantCulture,
                DateTimeStyles.AssumeUniversal | DateTimeStyles.AdjustToUniversal,
                out from))
        {
            return false;
        }

        to = period switch
        {
            SummaryPeriod.Hour => Shift(from, static time => time.AddDays(1)),
            SummaryPeriod.Day => Shift(from, static time => time.AddMonths(1)),
            SummaryPeriod.Week => Shift(from, static time => time.AddYears(1).AddDays(7)),
            _ => Shift(from, static time => time.AddYears(1)),
        };
        return true;
    }

    private static string FileFormat(SummaryPeriod period) => period switch
    {
        SummaryPeriod.Hour => "yyyy-MM-dd",
        SummaryPeriod.Day => "yyyy-MM",
        _ => "yyyy",
    };

    private static DateTime Monday(DateTime day)
    {
        int past = ((int)day.DayOfWeek + 6) % 7;
        return day > DateTime.MinValue.AddDays(past)
            ? day.AddDays(-past)
            : DateTime.SpecifyKind(default, DateTimeKind.Utc);
    }

    private static DateTime FirstOf(int year, int month) => new(year, month, 1, 0, 0, 0, DateTimeKind.Utc);

    /// <summary>The last moments of the year 9999 have no next period.</summary>
    private static DateTime Shift(DateTime time, Func<DateTime, DateTime> shift)
    {
        try
        {
            return shift(time);
        }
        catch (ArgumentOutOfRangeException)
        {
            return DateTime.SpecifyKind(DateTime.MaxValue, DateTimeKind.Utc);
        }
    }
}
