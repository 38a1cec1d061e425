using MdfMetrics.ParquetFiles.Columns;

namespace MdfMetrics.Summaries.Tables;

/// <summary>One of the three summaries: how rows become figures that can be added up, and rows again.</summary>
/// <param name="KeyOf">What a row is about.</param>
/// <param name="PlaceOf">The places of stage and operator in a run, by which rows are ordered.</param>
/// <param name="FiguresOf">The figures of a row.</param>
/// <param name="ToRow">The row of a period with the figures.</param>
internal sealed record SummaryTable<TRow>(
    DatasetSchema<TRow> Schema,
    Func<TRow, SummaryKey> KeyOf,
    Func<TRow, (long? Stage, long? Operator)> PlaceOf,
    Func<TRow, SummaryAccumulator> FiguresOf,
    Func<string, SummaryKey, SummaryAccumulator, TRow> ToRow)
    where TRow : class
{
    /// <summary>The rows by period, then as in a run.</summary>
    public IEnumerable<TRow> Sort(IEnumerable<TRow> rows) => rows
        .OrderBy(row => KeyOf(row).PeriodStart)
        .ThenBy(row => PlaceOf(row).Stage ?? long.MaxValue)
        .ThenBy(row => KeyOf(row).Stage, StringComparer.Ordinal)
        .ThenBy(row => PlaceOf(row).Operator ?? long.MaxValue)
        .ThenBy(row => KeyOf(row).Operator, StringComparer.Ordinal);
}
