namespace MdfMetrics.Summaries.Periods;

/// <summary>The time zone whose clocks periods go by.</summary>
/// <param name="id">Its IANA name.</param>
/// <param name="rules">When its clocks are changed.</param>
internal sealed class PeriodZone(string id, TimeZoneInfo rules)
{
    private static readonly TimeSpan s_day = TimeSpan.FromDays(1);
    private static readonly TimeSpan s_hour = TimeSpan.FromHours(1);

    private readonly TimeZoneInfo _rules = rules;

    public static PeriodZone Utc { get; } = new("UTC", TimeZoneInfo.Utc);

    /// <summary>Its IANA name.</summary>
    public string Id { get; } = id;

    /// <summary>Whether periods begin at the same moments in both: one zone has several names.</summary>
    public bool HasSamePeriods(PeriodZone other) => _rules.HasSameRules(other._rules);

    /// <summary>What clocks read at a moment.</summary>
    public DateTime Clock(DateTime utc) => DateTime.SpecifyKind(Shift(utc, Offset(utc)), DateTimeKind.Unspecified);

    /// <summary>The first moment, UTC, at which clocks read this or, where they skip it, more.</summary>
    public DateTime First(DateTime clock)
    {
        DateTime asUtc = DateTime.SpecifyKind(clock, DateTimeKind.Utc);

        // No zone is a day away from UTC, and none changes its clocks twice in two days.
        DateTime before = Shift(asUtc, -s_day);
        DateTime after = Shift(asUtc, s_day);
        DateTime first = Shift(asUtc, -Offset(before));
        if (Offset(before) == Offset(after))
        {
            return first;
        }

        DateTime change = Change(before, after);
        DateTime changed = Shift(asUtc, -Offset(after));
        return first < change ? first : changed > change ? changed : change;
    }

    /// <summary>The beginning of the hour that a moment lies in. It ends where clocks are changed.</summary>
    public DateTime HourStart(DateTime utc)
    {
        DateTime start = Shift(utc, -SinceHour(utc));
        return Offset(start) == Offset(utc) ? start : Change(start, utc);
    }

    /// <summary>The first moment after an hour.</summary>
    /// <param name="start">Its beginning, UTC.</param>
    public DateTime HourEnd(DateTime start)
    {
        DateTime last = Shift(start, s_hour - SinceHour(start) - TimeSpan.FromTicks(1));
        return Offset(last) == Offset(start) ? Shift(last, TimeSpan.FromTicks(1)) : Change(start, last);
    }

    private TimeSpan Offset(DateTime utc) => _rules.GetUtcOffset(utc);

    private TimeSpan SinceHour(DateTime utc) => TimeSpan.FromTicks(Clock(utc).Ticks % TimeSpan.TicksPerHour);

    /// <summary>The first moment of the offset that holds at the end of a span in which it changes once.</summary>
    private DateTime Change(DateTime from, DateTime to)
    {
        TimeSpan offset = Offset(to);
        (long before, long after) = (from.Ticks, to.Ticks);
        while (after - before > 1)
        {
            long middle = before + ((after - before) / 2);
            if (Offset(new DateTime(middle, DateTimeKind.Utc)) == offset)
            {
                after = middle;
            }
            else
            {
                before = middle;
            }
        }

        return new DateTime(after, DateTimeKind.Utc);
    }

    /// <summary>There is nothing before the year 1, nor after the year 9999.</summary>
    private static DateTime Shift(DateTime time, TimeSpan by) => new(
        Math.Clamp(time.Ticks + by.Ticks, DateTime.MinValue.Ticks, DateTime.MaxValue.Ticks),
        DateTimeKind.Utc);
}
