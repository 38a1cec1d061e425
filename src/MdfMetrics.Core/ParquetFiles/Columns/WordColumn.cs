using MdfMetrics.Records;

namespace MdfMetrics.ParquetFiles.Columns;

/// <summary>
/// One of a few words. What users give is taken in any case, and refused where it is none of them; files may have
/// others, of later versions.
/// </summary>
internal sealed class WordColumn<TRow>(
    string name,
    IReadOnlyList<string> words,
    Func<TRow, string?> get,
    Action<TRow, string> set) : TextColumn<TRow>(name, get, set)
    where TRow : class
{
    public IReadOnlyList<string> Words => words;

    /// <exception cref="MetricsException">InvalidMetric.</exception>
    private protected override string? Read(IColumnReader from)
    {
        string? given = base.Read(from);
        return string.IsNullOrEmpty(given) ? null
            : words.FirstOrDefault(word => word.Equals(given, StringComparison.OrdinalIgnoreCase))
            ?? throw new MetricsException(
                MetricsError.InvalidMetric,
                $"{Name} is '{given}'; it can be {string.Join(", ", words)}.",
                given);
    }
}
