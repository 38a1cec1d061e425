using System.Globalization;
using System.Management.Automation;

namespace MdfMetrics.Cmdlets.Input;

/// <summary>
/// Reads what CSV, JSON or a job left of a figure. Export-Csv writes in the current culture, so text is read in that
/// one too, and never with separators of thousands: a decimal comma must not make a figure a thousand times larger.
/// </summary>
internal static class FigureValue
{
    /// <summary>The figure; false where the value is none of the type.</summary>
    /// <param name="value">Not null, without PowerShell's wrapper.</param>
    /// <param name="type">long, double or DateTime.</param>
    /// <param name="figure">A value of the type.</param>
    public static bool TryRead(object value, Type type, out object? figure) => value is string text
        ? TryReadText(text, type, out figure)
        : LanguagePrimitives.TryConvertTo(value, type, CultureInfo.InvariantCulture, out figure);

    private static bool TryReadText(string text, Type type, out object? figure)
    {
        figure = null;
        if (type == typeof(long))
        {
            figure = long.TryParse(text, NumberStyles.Integer, CultureInfo.InvariantCulture, out long n) ? n : null;
        }
        else if (type == typeof(double))
        {
            figure = double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out double n)
                || double.TryParse(text, NumberStyles.Float, CultureInfo.CurrentCulture, out n) ? n : null;
        }
        else if (type == typeof(DateTime))
        {
            figure = IsIsoDate(text) && DateTime.TryParse(text, CultureInfo.InvariantCulture, out DateTime time)
                || DateTime.TryParse(text, CultureInfo.CurrentCulture, out time)
                || DateTime.TryParse(text, CultureInfo.InvariantCulture, out time) ? time : null;
        }

        return figure is not null;
    }

    /// <summary>2026-03-05… is the same day everywhere, though fa-IR and th-TH count years otherwise.</summary>
    private static bool IsIsoDate(string text) =>
        text.Length >= 10 && text[4] == '-' && text[7] == '-' && char.IsAsciiDigit(text[0]);
}
