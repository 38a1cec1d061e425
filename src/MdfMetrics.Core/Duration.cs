using System.Globalization;

namespace MdfMetrics;

/// <summary>A length of time as users write it: 90m, 12h, 30d, 4w, or 1.12:00:00.</summary>
public static class Duration
{
    /// <summary>Reads a duration.</summary>
    /// <param name="value">Text or a TimeSpan.</param>
    /// <exception cref="MetricsException">
    /// InvalidDuration: zero, negative, too long, or a bare number, which PowerShell would take for ticks.
    /// </exception>
    public static TimeSpan Parse(object? value) =>
        TryParse(value, out TimeSpan duration) ? duration : throw new MetricsException(
            MetricsError.InvalidDuration,
            Invariant($"'{value}' is not a length of time. Write for example 90m, 12h, 30d, 4w or 1.12:00:00."),
            value);

    /// <summary>Reads a duration; false for anything that <see cref="Parse"/> refuses.</summary>
    public static bool TryParse(object? value, out TimeSpan duration)
    {
        duration = value switch
        {
            TimeSpan span => span,
            string text when text.Contains(':', StringComparison.Ordinal) =>
                TimeSpan.TryParse(text, CultureInfo.InvariantCulture, out TimeSpan span) ? span : TimeSpan.Zero,
            string text => WithUnit(text.AsSpan().Trim()),
            _ => TimeSpan.Zero,
        };
        return duration > TimeSpan.Zero;
    }

    private static TimeSpan WithUnit(ReadOnlySpan<char> text)
    {
        if (text.IsEmpty)
        {
            return TimeSpan.Zero;
        }

        double seconds = char.ToLowerInvariant(text[^1]) switch
        {
            's' => 1,
            'm' => 60,
            'h' => 3_600,
            'd' => 86_400,
            'w' => 604_800,
            _ => 0,
        };
        return double.TryParse(text[..^1], NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out double n)
            && n * seconds < TimeSpan.MaxValue.TotalSeconds
                ? TimeSpan.FromSeconds(n * seconds)
                : TimeSpan.Zero;
    }
}
