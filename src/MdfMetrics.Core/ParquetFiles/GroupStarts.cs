using System.Globalization;

namespace MdfMetrics.ParquetFiles;

/// <summary>
/// When the runs of each row group start: a footer key-value of the files that maintenance writes, sorted by it. A run
/// is then found in one or two row groups of a month. The timestamps of rows don't tell, being later by any time, and
/// the statistics of text are not ours to write.
/// </summary>
internal static class GroupStarts
{
    /// <summary>The footer's key.</summary>
    public const string Key = "mdf.starts";

    /// <summary>The value: for each row group the first and the last start in milliseconds since 1970.</summary>
    public static string Format(IEnumerable<TimeRange> groups) =>
        string.Join(' ', groups.Select(group => $"{Milliseconds(group.From)}/{Milliseconds(group.To)}"));

    /// <summary>The ranges; null where there are none for just as many groups.</summary>
    public static TimeRange[]? Read(IReadOnlyDictionary<string, string> footer, int groups)
    {
        if (!footer.TryGetValue(Key, out string? value))
        {
            return null;
        }

        string[] parts = value.Split(' ', StringSplitOptions.RemoveEmptyEntries);
        var ranges = new TimeRange[groups];
        for (int i = 0; i < groups; i++)
        {
            if (parts.Length != groups
                || parts[i].Split('/') is not [var from, var to]
                || !TryRead(from, out DateTime first)
                || !TryRead(to, out DateTime last))
            {
                return null;
            }

            ranges[i] = new TimeRange(first, last);
        }

        return ranges;
    }

    /// <summary>By its ticks: columns that are carried over have times of any kind, all of which hold UTC.</summary>
    private static long Milliseconds(DateTime utc) =>
        (utc.Ticks / TimeSpan.TicksPerMillisecond) - (DateTime.UnixEpoch.Ticks / TimeSpan.TicksPerMillisecond);

    private static bool TryRead(string text, out DateTime utc)
    {
        bool isNumber = long.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out long ms)
            && ms >= DateTimeOffset.MinValue.ToUnixTimeMilliseconds()
            && ms <= DateTimeOffset.MaxValue.ToUnixTimeMilliseconds();
        utc = isNumber ? DateTimeOffset.FromUnixTimeMilliseconds(ms).UtcDateTime : default;
        return isNumber;
    }
}
