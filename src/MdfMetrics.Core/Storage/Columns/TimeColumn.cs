using Parquet;
using Parquet.Schema;

namespace MdfMetrics.Storage.Columns;

/// <summary>
/// A moment: UTC in whole milliseconds, without a zone. Parquet.Net writes wrong statistics for finer units, on which
/// engines prune (aloneguid/parquet-dotnet#769), and the deprecated INT96 for a plain DateTime column.
/// </summary>
internal sealed class TimeColumn<TRow>(string name, Func<TRow, DateTime?> getUtc)
    : Column<TRow>(new DateTimeDataField(
        name,
        DateTimeFormat.Timestamp,
        isAdjustedToUTC: false,
        unit: DateTimeTimeUnit.Millis,
        isNullable: true))
    where TRow : class
{
    private readonly Action<TRow, DateTime> _set = Setter<DateTime>(name);

    /// <inheritdoc/>
    public override Task WriteAsync(ParquetRowGroupWriter group, IReadOnlyList<TRow> rows)
    {
        var values = new DateTime?[rows.Count];
        for (int i = 0; i < values.Length; i++)
        {
            values[i] = getUtc(rows[i]);
        }

        return group.WriteAsync<DateTime>((DataField)Field, values);
    }

    /// <inheritdoc/>
    public override async ValueTask ReadAsync(ColumnSource source, TRow[] rows)
    {
        if (source.Type != typeof(DateTime))
        {
            throw source.Mismatch("timestamps");
        }

        using ColumnValues<DateTime> values = await source.ReadAsync<DateTime>();
        for (int i = 0; i < rows.Length; i++)
        {
            if (values.TryGet(i, out DateTime value))
            {
                // Parquet.Net labels a time without a zone Local although it holds the file's UTC.
                _set(rows[i], DateTime.SpecifyKind(value, DateTimeKind.Utc));
            }
        }
    }

    /// <inheritdoc/>
    public override bool AreSame(TRow first, TRow second) => getUtc(first) == getUtc(second);
}
