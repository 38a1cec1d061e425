using MdfMetrics.ParquetFiles.Columns;
using MdfMetrics.Summaries.Periods;

namespace MdfMetrics.Summaries.Tables;

/// <summary>One of the three summaries: how rows become figures that can be added up, and these rows again.</summary>
/// <param name="KeyOf">What a row is about.</param>
/// <param name="ZoneOf">The time zone of a row's period.</param>
/// <param name="PlaceOf">The places of stage and operator in a run, by which rows are ordered.</param>
/// <param name="FiguresOf">The figures of a row.</param>
/// <param name="BucketsOf">The distribution of a row.</param>
internal sealed record SummaryTable<TRow>(
    DatasetSchema<TRow> Schema,
    Func<TRow, SummaryKey> KeyOf,
    Func<TRow, string> ZoneOf,
    Func<TRow, (long? Stage, long? Operator)> PlaceOf,
    Func<TRow, SummaryAccumulator> FiguresOf,
    Func<TRow, StoredBuckets> BucketsOf)
    where TRow : class
{
    /// <summary>The row that figures make.</summary>
    public TRow ToRow(PeriodCalendar calendar, SummaryKey key, SummaryAccumulator sum)
    {
        var figures = new SummaryColumns(calendar, key, sum);
        TRow row = Schema.Create();
        foreach (Column<TRow> column in Schema.Columns)
        {
            column.TryRead(figures, row);
        }

        if (figures.Distribution is { } distribution)
        {
            BucketsOf(row).Indexes = Array.ConvertAll(distribution.BucketIndexes.ToArray(), static index => (long)index);
            BucketsOf(row).Counts = distribution.BucketCounts.ToArray();
        }

        return row;
    }

    /// <summary>The rows by period and pipeline, then as in a run.</summary>
    public IEnumerable<TRow> Sort(IEnumerable<TRow> rows) => rows
        .OrderBy(row => KeyOf(row).PeriodStart)
        .ThenBy(row => KeyOf(row).Pipeline, StringComparer.Ordinal)
        .ThenBy(row => PlaceOf(row).Stage ?? long.MaxValue)
        .ThenBy(row => KeyOf(row).Stage, StringComparer.Ordinal)
        .ThenBy(row => PlaceOf(row).Operator ?? long.MaxValue)
        .ThenBy(row => KeyOf(row).Operator, StringComparer.Ordinal);
}
