using System.Globalization;

namespace MdfMetrics.Summaries.Periods;

/// <summary>
/// When periods begin and end, and which of them share a file. A moment belongs to the hour, day, week or month that the
/// clocks of the zone read then; an hour that they repeat is two periods. Not for several threads.
/// </summary>
internal sealed class PeriodCalendar(SummaryPeriod period, PeriodZone zone)
{
    private readonly Dictionary<DateTime, DateTime> _first = [];

    public SummaryPeriod Period => period;

    public PeriodZone Zone => zone;

    /// <summary>The period's name, as columns and files have it.</summary>
    public static string Name(SummaryPeriod period) => period switch
    {
        SummaryPeriod.Hour => "hour",
        SummaryPeriod.Day => "day",
        SummaryPeriod.Week => "week",
        _ => "month",
    };

    /// <summary>The beginning, UTC, of the period that a moment lies in.</summary>
    public DateTime Start(DateTime utc) =>
        period == SummaryPeriod.Hour ? zone.HourStart(utc) : First(LocalStart(utc));

    /// <summary>The first moment after the period.</summary>
    public DateTime End(DateTime start) => period switch
    {
        SummaryPeriod.Hour => zone.HourEnd(start),
        SummaryPeriod.Day => First(Shift(LocalStart(start), static day => day.AddDays(1))),
        SummaryPeriod.Week => First(Shift(LocalStart(start), static day => day.AddDays(7))),
        _ => First(Shift(LocalStart(start), static day => day.AddMonths(1))),
    };

    /// <summary>
    /// The beginning of the period that a moment lies in, as calendar and clock name it: also a midnight that clocks skip.
    /// </summary>
    public DateTime LocalStart(DateTime utc)
    {
        DateTime clock = zone.Clock(utc);
        return period switch
        {
            SummaryPeriod.Hour => clock.Date.AddHours(clock.Hour),
            SummaryPeriod.Day => clock.Date,
            SummaryPeriod.Week => Monday(clock.Date),
            _ => new DateTime(clock.Year, clock.Month, 1),
        };
    }

    /// <summary>
    /// What names the file of a period: the day of an hour, the month of a day, the year of a week or month. So a file
    /// has a few dozen periods: one more run rewrites little, and years are read from few files.
    /// </summary>
    /// <param name="utc">A moment of the period.</param>
    public string FileKey(DateTime utc) =>
        Name(period) + "_" + LocalStart(utc).ToString(FileFormat(period), CultureInfo.InvariantCulture);

    /// <summary>
    /// A range of time, UTC, that a file's periods lie in whatever the zone; false: not such a key.
    /// </summary>
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
            SummaryPeriod.Hour => Shift(from, static time => time.AddDays(2)),
            SummaryPeriod.Day => Shift(from, static time => time.AddMonths(1).AddDays(1)),
            SummaryPeriod.Week => Shift(from, static time => time.AddYears(1).AddDays(8)),
            _ => Shift(from, static time => time.AddYears(1).AddDays(1)),
        };
        from = from > DateTime.MinValue.AddDays(1) ? from.AddDays(-1) : from;
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
        return day > DateTime.MinValue.AddDays(past) ? day.AddDays(-past) : default;
    }

    /// <summary>Each is looked up for many runs.</summary>
    private DateTime First(DateTime local)
    {
        if (!_first.TryGetValue(local, out DateTime first))
        {
            _first.Add(local, first = zone.First(local));
        }

        return first;
    }

    /// <summary>The last moments of the year 9999 have no next period.</summary>
    private static DateTime Shift(DateTime time, Func<DateTime, DateTime> shift)
    {
        try
        {
            return shift(time);
        }
        catch (ArgumentOutOfRangeException)
        {
            return DateTime.SpecifyKind(DateTime.MaxValue, time.Kind);
        }
    }
}
