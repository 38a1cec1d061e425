using System.Globalization;
using System.Management.Automation;
using MdfMetrics.Summaries.Periods;

namespace MdfMetrics.Cmdlets.Views;

/// <summary>Figures as the table views show them. Public because MdfMetrics.Format.ps1xml calls it.</summary>
public static class Readable
{
    private const string Undefined = "-";

    /// <summary>Seconds as 12.3 µs, 45.6 ms, 7.89 s, 2m 05s or 1h 02m.</summary>
    public static string Duration(object? seconds) => Value(seconds) switch
    {
        double.NaN => Undefined,
        0 => "0 s",
        < 1e-6 and var s => Text($"{s * 1e9:0} ns"),
        < 1e-3 and var s => Text($"{s * 1e6:0.0} µs"),
        < 1 and var s => Text($"{s * 1e3:0.0} ms"),
        < 59.995 and var s => Text($"{s:0.00} s"),
        < 3600 and var s => Text($"{(long)s / 60}m {(long)s % 60:00}s"),
        var s => Text($"{(long)s / 3600}h {(long)s % 3600 / 60:00}m"),
    };

    /// <summary>A rate of 0 to 100 and above with its sign.</summary>
    public static string Percent(object? rate) => Value(rate) is var value && double.IsNaN(value)
        ? Undefined
        : Text($"{value:0.0} %");

    /// <summary>A count with separators.</summary>
    public static string Number(object? count) => Value(count) is var value && double.IsNaN(value)
        ? Undefined
        : Text($"{value:#,0}");

    /// <summary>Bytes as 512 B, 1.5 KB, 20.0 MB or 3.1 GB, of which PowerShell's 1KB is 1024.</summary>
    public static string Bytes(object? bytes) => Value(bytes) switch
    {
        double.NaN => Undefined,
        < 1 << 10 and var b => Text($"{b:0} B"),
        < 1 << 20 and var b => Text($"{b / (1 << 10):0.0} KB"),
        < 1 << 30 and var b => Text($"{b / (1 << 20):0.0} MB"),
        var b => Text($"{b / (1 << 30):0.0} GB"),
    };

    /// <summary>Records a second.</summary>
    public static string Throughput(object? rate) => Value(rate) switch
    {
        double.NaN => Undefined,
        < 100 and var value => Text($"{value:0.0}/s"),
        var value => Text($"{value:#,0}/s"),
    };

    /// <summary>A figure as its column is shown elsewhere.</summary>
    public static string Figure(string? column, object? value) => column switch
    {
        not null when column.EndsWith("pass_rate", StringComparison.Ordinal) => Percent(value),
        "duration" => Duration(value),
        not null when column.EndsWith("latency", StringComparison.Ordinal) => Duration(value),
        not null when column.EndsWith("throughput", StringComparison.Ordinal) => Throughput(value),
        _ => Number(value),
    };

    /// <summary>A change in percent with its sign.</summary>
    public static string Change(object? percent) => Value(percent) is var value && double.IsNaN(value)
        ? Undefined
        : Text($"{value:+#,0.0;-#,0.0;0.0} %");

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

    private static string Text(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);
}
