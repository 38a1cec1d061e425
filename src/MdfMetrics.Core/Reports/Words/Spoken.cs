using System.Globalization;
using MdfMetrics.Summaries.Periods;

namespace MdfMetrics.Reports.Words;

/// <summary>Figures in words. The space between a figure and its unit does not break.</summary>
internal static class Spoken
{
    private const string Nb = "\u00A0";
    private const double Minute = 60;
    private const double Hour = 3600;

    /// <summary>Seconds as 977 µs, 2.56 ms, 28.9 s, 2 min 05 s or 1 h 02 min.</summary>
    public static string Duration(double seconds) => seconds switch
    {
        double.NaN => "–",
        < 0 => "−" + Duration(-seconds),
        0 => $"0{Nb}s",
        < 9.995e-4 => Digits(seconds * 1e6) + $"{Nb}µs",
        < 0.9995 => Digits(seconds * 1e3) + $"{Nb}ms",
        < 59.95 => Text($"{seconds:0.0}{Nb}s"),
        < Hour - 0.5 when Math.Round(seconds) is var s => Text($"{(long)s / 60}{Nb}min{Nb}{(long)s % 60:00}{Nb}s"),
        _ when Math.Round(seconds / Minute) is var m =>
            Text($"{Math.Floor(m / 60):#,0}{Nb}h{Nb}{m % 60:00}{Nb}min"),
        _ => "–",
    };

    public static string Count(double count) => Text($"{Math.Round(count):#,0}");

    /// <summary>A number and what it counts: 1 run, 10 runs.</summary>
    public static string Count(long count, string one) =>
        Text($"{count:#,0}{Nb}{one}") + (count == 1 ? string.Empty : "s");

    /// <summary>A ratio as 1.04×, 2.8× or 12×.</summary>
    public static string Times(double ratio) => Math.Abs(ratio - 1) < 0.095
        ? Text($"{ratio:0.00}×")
        : ratio < 9.95 ? Text($"{ratio:0.0}×") : Text($"{ratio:#,0}×");

    /// <summary>Per cent without more digits than tell it from 100.</summary>
    public static string Percent(double percent) => percent is > 99.5 and < 100 or > 0 and < 0.95
        ? Text($"{percent:0.0#}{Nb}%")
        : Text($"{percent:#,0.#}{Nb}%");

    /// <summary>Two percentages with as many digits as tell them apart.</summary>
    public static (string One, string Other) Percents(double one, double other)
    {
        int digits = Math.Abs(one - other) switch { >= 2 => 0, >= 0.2 => 1, >= 0.02 => 2, _ => 3 };
        string format = "#,0." + new string('0', digits);
        return (
            one.ToString(format, CultureInfo.InvariantCulture) + $"{Nb}%",
            other.ToString(format, CultureInfo.InvariantCulture) + $"{Nb}%");
    }

    /// <summary>The distance of two percentages.</summary>
    public static string Points(double points) => Math.Abs(points) switch
    {
        < 0.095 and var small => Text($"{small:G2}{Nb}points"),
        var large => Text($"{large:0.0}{Nb}points"),
    };

    public static string Rate(double perSecond) =>
        perSecond >= 100 ? Text($"{perSecond:#,0}/s") : Text($"{perSecond:0.#}/s");

    public static string Bytes(double bytes) => bytes switch
    {
        < 1 << 20 => Text($"{bytes / (1 << 10):0}{Nb}KB"),
        < 1 << 30 => Text($"{bytes / (1 << 20):0}{Nb}MB"),
        _ => Text($"{bytes / (1 << 30):0.0}{Nb}GB"),
    };

    public static string Number(double value) => Text($"{value:#,0.####}");

    public static string Day(DateTime utc, PeriodZone zone) => Text($"{zone.Clock(utc):d' 'MMM' 'yyyy}");

    public static string Moment(DateTime utc, PeriodZone zone) => Text($"{zone.Clock(utc):d' 'MMM' 'yyyy', 'HH':'mm}");

    /// <summary>Texts as a, b and c; of many the first ones and how many more there are.</summary>
    public static string List(IReadOnlyCollection<string> items, int most = 3)
    {
        string[] shown = [.. items.Take(items.Count > most + 1 ? most : items.Count)];
        int more = items.Count - shown.Length;
        return more > 0 ? $"{string.Join(", ", shown)} and {more} more"
            : shown.Length < 2 ? string.Concat(shown)
            : $"{string.Join(", ", shown[..^1])} and {shown[^1]}";
    }

    /// <summary>A sentence's first letter is a capital; a name of the user's stays as it is.</summary>
    public static string Capital(string words) =>
        words.Length > 0 ? char.ToUpperInvariant(words[0]) + words[1..] : words;

    private static string Digits(double value) => value switch
    {
        >= 99.95 => Text($"{value:0}"),
        >= 9.995 => Text($"{value:0.0}"),
        _ => Text($"{value:0.00}"),
    };

    private static string Text(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);
}
