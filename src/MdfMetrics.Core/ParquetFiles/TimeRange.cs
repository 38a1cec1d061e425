namespace MdfMetrics.ParquetFiles;

/// <summary>When the runs of a file, or of a part of it, start: both ends included, UTC.</summary>
/// <param name="From">The earliest.</param>
/// <param name="To">The latest.</param>
internal readonly record struct TimeRange(DateTime From, DateTime To)
{
    /// <summary>Nothing is known.</summary>
    public static TimeRange Any { get; } = new(DateTime.MinValue, DateTime.MaxValue);

    /// <summary>One moment.</summary>
    public static TimeRange At(DateTime utc) => new(utc, utc);

    /// <summary>The range from the beginning of one of the two to the end of one.</summary>
    public TimeRange Join(TimeRange other) =>
        new(From < other.From ? From : other.From, To > other.To ? To : other.To);

    /// <summary>Whether the two have a moment in common.</summary>
    public bool Meets(TimeRange other) => From <= other.To && other.From <= To;

    /// <summary>Whether any of some moments, ascending, lies in the range.</summary>
    public bool MeetsAny(DateTime[] moments)
    {
        int first = Array.BinarySearch(moments, From);
        first = first < 0 ? ~first : first;
        return first < moments.Length && moments[first] <= To;
    }

    /// <summary>The range with some time before and after it.</summary>
    public TimeRange Widen(TimeSpan slack) => new(
        From > DateTime.MinValue + slack ? From - slack : DateTime.MinValue,
        To < DateTime.MaxValue - slack ? To + slack : DateTime.MaxValue);
}
