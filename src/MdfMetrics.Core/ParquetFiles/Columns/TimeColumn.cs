using MdfMetrics.ParquetFiles.Batches;
using MdfMetrics.ParquetFiles.Values;
using Parquet;
using Parquet.Schema;

namespace MdfMetrics.ParquetFiles.Columns;

/// <summary>
/// A moment: UTC in whole milliseconds, without a zone.
/// </summary>
internal sealed class TimeColumn<TRow>(string name, Func<TRow, DateTime?> getUtc)
    : Column<TRow>(ValueBatch.CreateTimeField(name))
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
    public override async ValueTask ReadAsync(ColumnSource source, TRow?[] rows)
    {
        using ColumnValues<DateTime> values = await source.ReadTimesAsync();
        for (int i = 0; i < rows.Length; i++)
        {
            if (rows[i] is { } row && values.TryGet(i, out DateTime value))
            {
                _set(row, value);
            }
        }
    }

    /// <inheritdoc/>
    public override ColumnBuffer CreateBatch() => ValueBatch.Times(Name);

    /// <inheritdoc/>
    public override bool AreSame(TRow first, TRow second) => getUtc(first) == getUtc(second);
}
