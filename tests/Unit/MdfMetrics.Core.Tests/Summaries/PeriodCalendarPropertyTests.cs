using System.Globalization;
using MdfMetrics.Summaries.Periods;
using MdfMetrics.Tests.Storage;
using Xunit.Abstractions;

namespace MdfMetrics.Tests.Summaries;

/// <summary>Periods of zones against DuckDB, which reads clocks by rules of its own.</summary>
public sealed class PeriodCalendarPropertyTests(ITestOutputHelper output)
{
    private const int MomentsOfAZone = 150;

    private static readonly string[] s_zones =
    [
        "America/New_York", "Europe/Berlin", "Asia/Kolkata", "Asia/Kathmandu", "Australia/Lord_Howe", "America/Sao_Paulo",
        "America/Havana", "America/St_Johns", "Africa/Cairo", "Asia/Beirut", "Pacific/Apia", "Pacific/Chatham",
        "Asia/Tehran", "America/Caracas", "Asia/Pyongyang", "UTC",
    ];

    // Rules of later years differ with the age of the zones that a machine has.
    private static readonly DateTime s_from = new(1990, 1, 1, 0, 0, 0, DateTimeKind.Utc);
    private static readonly DateTime s_to = new(2020, 1, 1, 0, 0, 0, DateTimeKind.Utc);

    [Theory]
    [InlineData(SummaryPeriod.Hour)]
    [InlineData(SummaryPeriod.Day)]
    [InlineData(SummaryPeriod.Week)]
    [InlineData(SummaryPeriod.Month)]
    public void Start_AnyMomentOfAnyZone_BeginsWhatClocksRead(SummaryPeriod period)
    {
        Random random = Seeded.Random(output);
        using var database = new DuckDb();
        database.Execute("CREATE TABLE moments (zone VARCHAR, start BIGINT, moment BIGINT, local BIGINT)");
        foreach (string zone in s_zones)
        {
            var calendar = new PeriodCalendar(period, ZoneNames.Find(zone));
            IEnumerable<string> rows = Moments(random, zone).Select(moment =>
            {
                DateTime start = calendar.Start(moment);
                Assert.True(start <= moment && moment < Later(calendar.End(start), zone), $"{zone} {moment:O}");
                return $"('{zone}', {Unix(start)}, {Unix(moment)}, {Unix(calendar.LocalStart(moment))})";
            });
            database.Execute($"INSERT INTO moments VALUES {string.Join(", ", rows)}");
        }

        // What clocks read at the moment has the period's name; so it has at its beginning, and not a millisecond before,
        // unless the same hour has passed there by the clocks of before.
        Assert.Empty(database.Query(
            $"""
            WITH clocks AS (
                SELECT *, {Clock("moment")} AS clock, {Clock("start")} AS first, {Clock("start - 1")} AS before
                FROM moments),
            names AS (
                SELECT *, epoch_ms(date_trunc('{period}', clock)) AS name,
                       epoch_ms(date_trunc('{period}', first)) AS first_name,
                       epoch_ms(date_trunc('{period}', before)) AS before_name,
                       epoch_ms(first) - epoch_ms(before) <> 1 AS is_changed
                FROM clocks)
            SELECT zone, start, moment, clock FROM names
            WHERE name <> local OR first_name <> local OR (before_name = local AND NOT ('{period}' = 'Hour' AND is_changed))
            """));

        static string Clock(string moment) => $"timezone(zone, timezone('UTC', epoch_ms({moment})))";
    }

    /// <summary>Half of them within a day of a change of clocks.</summary>
    private static IEnumerable<DateTime> Moments(Random random, string zone)
    {
        var rules = TimeZoneInfo.FindSystemTimeZoneById(zone);
        DateTime[] changes =
        [
            .. Enumerable.Range(0, (s_to - s_from).Days)
                .Select(day => s_from.AddDays(day))
                .Where(day => rules.GetUtcOffset(day) != rules.GetUtcOffset(day.AddDays(1))),
        ];
        for (int i = 0; i < MomentsOfAZone; i++)
        {
            yield return i % 2 == 0 || changes.Length == 0
                ? s_from.AddMilliseconds(random.NextInt64((long)(s_to - s_from).TotalMilliseconds))
                : changes[random.Next(changes.Length)].AddMinutes(random.Next(-24 * 60, 48 * 60));
        }
    }

    /// <summary>In St. John's clocks went from 00:01 back to the day before: the end of that came an hour late.</summary>
    private static DateTime Later(DateTime end, string zone) => zone == "America/St_Johns" ? end.AddHours(1) : end;

    private static string Unix(DateTime time) =>
        ((time.Ticks - DateTime.UnixEpoch.Ticks) / TimeSpan.TicksPerMillisecond).ToString(CultureInfo.InvariantCulture);
}
