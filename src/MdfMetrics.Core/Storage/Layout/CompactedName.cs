using System.Globalization;
using MdfMetrics.ParquetFiles;

namespace MdfMetrics.Storage.Layout;

/// <summary>
/// The names of files that hold the runs of a period: <c>compacted_(period)_(generation).parquet</c>, the period being
/// a month or a day of the runs' starts, UTC, or none that is known.
/// </summary>
internal static class CompactedName
{
    /// <summary>What such names begin with.</summary>
    public const string Prefix = "compacted_";

    /// <summary>The period of runs whose start is not known.</summary>
    public const string Undated = "undated";

    private const string MonthFormat = "yyyy-MM";

    /// <summary>The name of a file, without its extension.</summary>
    /// <param name="period">The period.</param>
    /// <param name="generation">The number of the change that makes the file.</param>
    public static string Of(string period, long generation) =>
        string.Create(CultureInfo.InvariantCulture, $"{Prefix}{period}_{generation:D8}");

    /// <summary>The period of a run's file: a month, or a day where folders are of one.</summary>
    /// <param name="startUtc">When the run started; null where that is not known.</param>
    /// <param name="day">The day of the folder where it lies, if folders are of one.</param>
    public static string PeriodOf(DateTime? startUtc, PartitionBy layout, string day) => (startUtc, layout) switch
    {
        (null, PartitionBy.None) => Undated,
        (null, _) => day,
        ({ } start, PartitionBy.None) => Month(start),
        ({ } start, _) => Day(start),
    };

    /// <summary>The period of a name; empty where it has none.</summary>
    public static ReadOnlySpan<char> Period(ReadOnlySpan<char> name)
    {
        int end = name.LastIndexOf('_');
        return name.StartsWith(Prefix, StringComparison.Ordinal) && end > Prefix.Length ? name[Prefix.Length..end] : [];
    }

    /// <summary>The number of the change that made a file; 0 where its name has none.</summary>
    public static long Generation(ReadOnlySpan<char> path)
    {
        ReadOnlySpan<char> name = Path.GetFileNameWithoutExtension(path);
        return !Period(name).IsEmpty
            && long.TryParse(
                name[(name.LastIndexOf('_') + 1)..],
                NumberStyles.None,
                CultureInfo.InvariantCulture,
                out long generation)
            ? generation
            : 0;
    }

    /// <summary>The month of a moment as names have it.</summary>
    public static string Month(DateTime utc) => utc.ToString(MonthFormat, CultureInfo.InvariantCulture);

    /// <summary>The day of a moment as names have it.</summary>
    public static string Day(DateTime utc) => utc.ToString(StoreLayout.DateFormat, CultureInfo.InvariantCulture);

    /// <summary>The moments of a period.</summary>
    public static bool TryGetRange(ReadOnlySpan<char> period, out TimeRange range)
    {
        bool isMonth = TryParse(period, MonthFormat, out DateTime from);
        if (!isMonth && !TryParse(period, StoreLayout.DateFormat, out from))
        {
            range = default;
            return false;
        }

        var length = TimeSpan.FromDays(isMonth ? DateTime.DaysInMonth(from.Year, from.Month) : 1);
        range = new TimeRange(from, length < DateTime.MaxValue - from ? from + length : DateTime.MaxValue);
        return true;
    }

    private static bool TryParse(ReadOnlySpan<char> text, string format, out DateTime utc) => DateTime.TryParseExact(
        text,
        format,
        CultureInfo.InvariantCulture,
        DateTimeStyles.AssumeUniversal | DateTimeStyles.AdjustToUniversal,
        out utc);
}
