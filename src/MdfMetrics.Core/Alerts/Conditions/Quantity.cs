using System.Globalization;
using MdfMetrics.Records;

namespace MdfMetrics.Alerts.Conditions;

/// <summary>Numbers with the units that a kind of column has, read from conditions and shown in messages.</summary>
internal static class Quantity
{
    private static readonly (string Unit, ColumnKind Kind, double Factor)[] s_units =
    [
        ("ns", ColumnKind.Seconds, 1e-9),
        ("us", ColumnKind.Seconds, 1e-6),
        ("µs", ColumnKind.Seconds, 1e-6), // micro sign
        ("μs", ColumnKind.Seconds, 1e-6), // Greek mu
        ("ms", ColumnKind.Seconds, 1e-3),
        ("s", ColumnKind.Seconds, 1),
        ("m", ColumnKind.Seconds, 60),
        ("min", ColumnKind.Seconds, 60),
        ("h", ColumnKind.Seconds, 3_600),
        ("d", ColumnKind.Seconds, 86_400),
        ("%", ColumnKind.Percent, 1),
        ("/s", ColumnKind.PerSecond, 1),
    ];

    public static bool IsUnit(string word) => Array.Exists(s_units, known => known.Unit == word);

    /// <summary>Splits a word that begins with a number: 200ms, -1.5e3, 2x.</summary>
    public static bool TrySplit(string word, out double number, out string rest)
    {
        int end = word[0] is '+' or '-' ? 1 : 0;
        while (end < word.Length && (char.IsAsciiDigit(word[end]) || word[end] == '.'))
        {
            end++;
        }

        int exponent = end + 1;
        if (end < word.Length && word[end] is 'e' or 'E')
        {
            exponent += exponent < word.Length && word[exponent] is '+' or '-' ? 1 : 0;
            int last = exponent;
            while (last < word.Length && char.IsAsciiDigit(word[last]))
            {
                last++;
            }

            end = last > exponent ? last : end;
        }

        rest = word[end..];
        return double.TryParse(word.AsSpan(0, end), NumberStyles.Float, CultureInfo.InvariantCulture, out number)
            && double.IsFinite(number);
    }

    /// <summary>A number in the unit of the column: seconds, percent, records a second.</summary>
    /// <returns>False when the unit is none of the column's.</returns>
    public static bool TryConvert(double number, string unit, ColumnKind kind, out double value)
    {
        (string Unit, ColumnKind Kind, double Factor) known = Array.Find(s_units, known => known.Unit == unit);
        bool isKnown = unit.Length == 0 || (known.Unit is not null && (known.Kind == kind || kind == ColumnKind.Json));
        value = unit.Length == 0 ? number : number * known.Factor;
        return isKnown;
    }

    /// <summary>A value as a person reads it, to six digits, so that it is not rounded onto its threshold.</summary>
    public static string Show(object? value, ColumnKind kind) => (value, kind) switch
    {
        (null or double.NaN, _) => "unknown",
        (double seconds, ColumnKind.Seconds) => Duration(seconds),
        (double rate, ColumnKind.Percent) => Text($"{rate:G6} %"),
        (double rate, ColumnKind.PerSecond) => Text($"{rate:G6}/s"),
        (double number, _) =>
            Math.Abs(number) is 0 or (>= 1e-3 and < 1e15) ? Text($"{number:#,0.######}") : Text($"{number:G6}"),
        _ => $"'{Convert.ToString(value, CultureInfo.InvariantCulture)}'",
    };

    /// <summary>A length of time in the unit that suits it.</summary>
    public static string Duration(double seconds) => Math.Abs(seconds) switch
    {
        0 => "0 s",
        < 1e-6 => Text($"{seconds * 1e9:G6} ns"),
        < 1e-3 => Text($"{seconds * 1e6:G6} µs"),
        < 1 => Text($"{seconds * 1e3:G6} ms"),
        < 120 => Text($"{seconds:G6} s"),
        < 7_200 => Text($"{seconds / 60:G6} min"),
        < 172_800 => Text($"{seconds / 3_600:G6} h"),
        _ => Text($"{seconds / 86_400:G6} d"),
    };

    private static string Text(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);
}
