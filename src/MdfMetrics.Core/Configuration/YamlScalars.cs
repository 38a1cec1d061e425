using System.Globalization;

namespace MdfMetrics.Configuration;

/// <summary>
/// The types of plain scalars by the core schema of YAML 1.2: <c>yes</c> and <c>0644</c> are no traps.
/// </summary>
internal static class YamlScalars
{
    /// <summary>The value of a plain scalar: null, bool, long, double or the text itself.</summary>
    /// <remarks>A whole number beyond 64 bits becomes a double, as everywhere in JSON.</remarks>
    public static object? Resolve(string text) => text switch
    {
        "" or "~" or "null" or "Null" or "NULL" => null,
        "true" or "True" or "TRUE" => true,
        "false" or "False" or "FALSE" => false,
        ".inf" or ".Inf" or ".INF" or "+.inf" or "+.Inf" or "+.INF" => double.PositiveInfinity,
        "-.inf" or "-.Inf" or "-.INF" => double.NegativeInfinity,
        ".nan" or ".NaN" or ".NAN" => double.NaN,
        _ => Number(text) ?? text,
    };

    private static object? Number(string text)
    {
        if (!char.IsAsciiDigit(text[0]) && text[0] is not ('+' or '-' or '.'))
        {
            return null;
        }

        if (text.StartsWith("0x", StringComparison.Ordinal))
        {
            return Digits(text.AsSpan(2), 16);
        }

        if (text.StartsWith("0o", StringComparison.Ordinal))
        {
            return Digits(text.AsSpan(2), 8);
        }

        if (long.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out long whole))
        {
            return whole;
        }

        const NumberStyles Float =
            NumberStyles.AllowLeadingSign | NumberStyles.AllowDecimalPoint | NumberStyles.AllowExponent;
        return text.AsSpan().ContainsAnyInRange('0', '9')
            && double.TryParse(text, Float, CultureInfo.InvariantCulture, out double number) ? number : null;
    }

    private static long? Digits(ReadOnlySpan<char> digits, int radix)
    {
        long value = 0;
        foreach (char digit in digits)
        {
            int next = char.IsAsciiHexDigit(digit) ? Convert.ToInt32(digit.ToString(), 16) : radix;
            if (next >= radix || value > (long.MaxValue - next) / radix)
            {
                return null;
            }

            value = (value * radix) + next;
        }

        return digits.IsEmpty ? null : value;
    }
}
