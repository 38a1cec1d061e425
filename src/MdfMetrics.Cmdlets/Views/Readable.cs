using System.Globalization;
using System.Management.Automation;
using MdfMetrics.Cmdlets.Input;
using MdfMetrics.Summaries.Periods;

namespace MdfMetrics.Cmdlets.Views;

/// <summary>
/// Figures as the table views show them. Public because MdfMetrics.Format.ps1xml calls it. With the width of its column
/// a figure is padded to it, and where it would not fit it is shortened.
/// </summary>
public static class Readable
{
    private const string Undefined = "-";
    private const double Day = 86_400;
    private const double LowRate = 90;

    /// <summary>Seconds as 12.3 µs, 45.6 ms, 7.89 s, 2m 05s, 1h 02m or 12d 07h.</summary>
    public static string Duration(object? seconds, int width = 0) => Fit(width, Value(seconds) switch
    {
        double.NaN => Undefined,
        0 => "0 s",
        < 1e-6 and var s => Text($"{s * 1e9:0} ns"),
        < 1e-3 and var s => Text($"{s * 1e6:0.0} µs"),
        < 1 and var s => Text($"{s * 1e3:0.0} ms"),
        < 59.995 and var s => Text($"{s:0.00} s"),
        < 3600 and var s => Text($"{(long)s / 60}m {(long)s % 60:00}s"),
        < 10 * Day and var s => Text($"{(long)s / 3600}h {(long)s % 3600 / 60:00}m"),
        var s => Text($"{(long)(s / Day)}d {(long)(s % Day) / 3600:00}h"),
    });

    /// <summary>A rate of 0 to 100 and above with its sign.</summary>
    public static string Percent(object? rate, int width = 0) => Value(rate) switch
    {
        double.NaN => Fit(width, Undefined),
        var value => Fit(width, Text($"{value:#,0.0} %"), Text($"{value:#,0} %"), $"{Short(value)} %"),
    };

    /// <summary>A pass rate, marked where it is low.</summary>
    /// <param name="style">$PSStyle.</param>
    public static string PassRate(object? rate, int width, object? style) =>
        Value(rate) < LowRate ? Mark.Warning(Percent(rate, width), style) : Percent(rate, width);

    /// <summary>A run's status, marked where the run failed or was abandoned.</summary>
    /// <inheritdoc cref="PassRate"/>
    public static string Status(object? status, object? style) => status?.ToString() switch
    {
        (RunStatus.Failed or RunStatus.Abandoned) and var text => Mark.Error(text, style),
        var text => text ?? Undefined,
    };

    /// <summary>A count with separators.</summary>
    public static string Number(object? count, int width = 0) => Value(count) switch
    {
        double.NaN => Fit(width, Undefined),
        var value => Fit(width, Text($"{value:#,0}"), Short(value)),
    };

    /// <summary>Bytes as 512 B, 1.5 KB, 20.0 MB or 3.1 GB, of which PowerShell's 1KB is 1024.</summary>
    public static string Bytes(object? bytes) => Value(bytes) switch
    {
        double.NaN => Undefined,
        < 1 << 10 and var b => Text($"{b:0} B"),
        < 1 << 20 and var b => Text($"{b / (1 << 10):0.0} KB"),
        < 1 << 30 and var b => Text($"{b / (1 << 20):0.0} MB"),
        var b => Text($"{b / (1 << 30):0.0} GB"),
    };

    /// <summary>Bytes as megabytes, for a column whose heading says so.</summary>
    public static string Megabytes(object? bytes) => Value(bytes) switch
    {
        double.NaN => Undefined,
        var b => Text($"{b / (1 << 20):#,0.0}"),
    };

    /// <summary>Records a second.</summary>
    public static string Throughput(object? rate, int width = 0) => Value(rate) switch
    {
        double.NaN => Fit(width, Undefined),
        < 100 and var value => Fit(width, Text($"{value:0.0}/s")),
        var value => Fit(width, Text($"{value:#,0}/s"), $"{Short(value)}/s"),
    };

    /// <summary>A figure as its column is shown elsewhere.</summary>
    public static string Figure(string? column, object? value, int width = 0) => column switch
    {
        not null when column.EndsWith("pass_rate", StringComparison.Ordinal) => Percent(value, width),
        "duration" => Duration(value, width),
        not null when column.EndsWith("latency", StringComparison.Ordinal) => Duration(value, width),
        not null when column.EndsWith("throughput", StringComparison.Ordinal) => Throughput(value, width),
        _ => Number(value, width),
    };

    /// <summary>A change in percent with its sign.</summary>
    public static string Change(object? percent, int width = 0) => Value(percent) switch
    {
        double.NaN => Fit(width, Undefined),
        var value => Fit(
            width,
            Text($"{value:+#,0.0;-#,0.0;0.0} %"),
            Text($"{value:+#,0;-#,0;0} %"),
            $"{(value > 0 ? "+" : string.Empty)}{Short(value)} %"),
    };

    /// <summary>A moment to the second, sortable.</summary>
    public static string Time(object? moment) =>
        LanguagePrimitives.TryConvertTo(moment, out DateTime time)
            ? time.ToString("yyyy-MM-dd HH:mm:ss", CultureInfo.InvariantCulture)
            : Undefined;

    /// <summary>
    /// A period of a summary as its time zone names it: 2026-01-24, 2026-01-24 13h, 2026-W04 or 2026-01. Of an hour that
    /// clocks repeat, 2026-11-01 01A is the first and 2026-11-01 01B the second.
    /// </summary>
    public static string Period(object? period, object? localStart, object? start, object? zone)
    {
        if (!LanguagePrimitives.TryConvertTo(localStart, out DateTime local))
        {
            return Undefined;
        }

        return period?.ToString() switch
        {
            "hour" => local.ToString("yyyy-MM-dd HH", CultureInfo.InvariantCulture) + HourMark(start, zone),
            "week" => Text($"{ISOWeek.GetYear(local)}-W{ISOWeek.GetWeekOfYear(local):00}"),
            "month" => local.ToString("yyyy-MM", CultureInfo.InvariantCulture),
            _ => local.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture),
        };
    }

    /// <summary>A path as it lies in a store.</summary>
    public static string PathIn(object? path, object? store) => path is null
        ? Undefined
        : System.IO.Path.GetRelativePath(store?.ToString() is { Length: > 0 } root ? root : "/", path.ToString()!);

    /// <summary>A dictionary as its JSON text, also one that a job or a remote session left.</summary>
    public static string? Json(object? values) =>
        (CustomMetrics.Unwrap(values) as JsonMap ?? CustomMetrics.From(values))?.ToString();

    private static char HourMark(object? start, object? zone)
    {
        if (!LanguagePrimitives.TryConvertTo(start, out DateTime time)
            || ZoneNames.TryFind(zone?.ToString() ?? "") is not { } rules)
        {
            return 'h';
        }

        var hours = new PeriodCalendar(SummaryPeriod.Hour, rules);
        DateTime utc = time.ToUniversalTime();
        DateTime local = hours.LocalStart(utc);
        return hours.LocalStart(hours.End(utc)) == local ? 'A'
            : hours.LocalStart(utc.AddTicks(-1)) == local ? 'B'
            : 'h';
    }

    private static double Value(object? number) =>
        number is not null && LanguagePrimitives.TryConvertTo(number, out double value) && double.IsFinite(value)
            ? value
            : double.NaN;

    /// <summary>The first of the texts that fits into the width, from the most exact one on.</summary>
    private static string Fit(int width, params string[] texts) =>
        (Array.Find(texts, text => width == 0 || text.Length <= width) ?? texts[^1]).PadLeft(width);

    /// <summary>Three digits and a prefix: 1.23M, 45.6G.</summary>
    private static string Short(double value)
    {
        const string Prefixes = " kMGTPEZY";
        int prefix = 0;
        for (; Math.Abs(value) >= 999.5 && prefix < Prefixes.Length - 1; prefix++)
        {
            value /= 1000;
        }

        string digits = Math.Abs(value) switch
        {
            < 9.995 => Text($"{value:0.00}"),
            < 99.95 => Text($"{value:0.0}"),
            _ => Text($"{value:0}"),
        };
        return prefix == 0 ? digits : $"{digits}{Prefixes[prefix]}";
    }

    private static string Text(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);
}
