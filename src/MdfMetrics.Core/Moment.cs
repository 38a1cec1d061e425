using System.Buffers;
using System.Globalization;

namespace MdfMetrics;

/// <summary>A point in time as users give it to -Since and -Until.</summary>
public static class Moment
{
    private static readonly SearchValues<char> s_figures = SearchValues.Create("0123456789.,");

    /// <summary>Reads a moment.</summary>
    /// <param name="value">
    /// A DateTime (of unspecified kind: local), a DateTimeOffset, date text (local unless it names a zone), or a
    /// <see cref="Duration"/> back from now.
    /// </param>
    /// <returns>The moment, UTC.</returns>
    /// <exception cref="MetricsException">InvalidDuration: anything else, bare numbers included.</exception>
    public static DateTime ParseUtc(object? value, TimeProvider time)
    {
        switch (value)
        {
            case DateTime moment:
                return moment.ToUniversalTime();
            case DateTimeOffset moment:
                return moment.UtcDateTime;
            case var _ when Duration.TryParse(value, out TimeSpan back):
                return Back(back, time);
            case string text when IsDate(text, out DateTime moment):
                return moment;
            default:
                throw new MetricsException(
                    MetricsError.InvalidDuration,
                    Invariant($"'{value}' is neither a date nor a length of time. Write for example 2026-01-24, ")
                        + "'2026-01-24 13:00', (Get-Date).AddDays(-1), or 12h, 7d, 4w back from now.",
                    value);
        }
    }

    /// <summary>The moment a length of time before now, UTC; the earliest one where that is before all time.</summary>
    public static DateTime Back(TimeSpan length, TimeProvider time)
    {
        DateTime now = time.GetUtcNow().UtcDateTime;
        return length < now - DateTime.MinValue ? now - length : DateTime.MinValue;
    }

    /// <summary>A number is no date, neither as 7.5 nor as the 7,5 that PowerShell makes of it in some languages.</summary>
    private static bool IsDate(string text, out DateTime utc)
    {
        utc = default;
        ReadOnlySpan<char> figures = text.AsSpan().Trim();
        bool isNumber = !figures.ContainsAnyExcept(s_figures)
            && figures.IndexOfAny('.', ',') == figures.LastIndexOfAny('.', ',');
        return !isNumber
            && DateTime.TryParse(
                text,
                CultureInfo.InvariantCulture,
                DateTimeStyles.AssumeLocal | DateTimeStyles.AdjustToUniversal | DateTimeStyles.AllowWhiteSpaces,
                out utc);
    }
}
