using MdfMetrics.ParquetFiles.Batches;
using MdfMetrics.ParquetFiles.Values;
using Parquet;
using Parquet.Schema;

namespace MdfMetrics.ParquetFiles.Columns;

/// <summary>A 64-bit integer.</summary>
/// <param name="get">Takes it from a row.</param>
/// <param name="set">Puts it into a row; by default into the property of the column's name.</param>
internal sealed class IntColumn<TRow>(string name, Func<TRow, long?> get, Action<TRow, long>? set = null)
    : Column<TRow>(ValueBatch.CreateField<long>(name))
    where TRow : class
{
    private readonly Action<TRow, long> _set = set ?? Setter<long>(name);

    /// <inheritdoc/>
    public override Task WriteAsync(ParquetRowGroupWriter group, IReadOnlyList<TRow> rows)
    {
        var values = new long?[rows.Count];
        for (int i = 0; i < values.Length; i++)
        {
            values[i] = get(rows[i]);
        }

        return group.WriteAsync<long>((DataField)Field, values);
    }

    /// <inheritdoc/>
    public override async ValueTask ReadAsync(ColumnSource source, TRow?[] rows)
    {
        using ColumnValues<long> values = await source.ReadIntegersAsync();
        for (int i = 0; i < rows.Length; i++)
        {
            if (rows[i] is { } row && values.TryGet(i, out long value))
            {
                _set(row, value);
            }
        }
    }

    /// <inheritdoc/>
    public override ColumnBuffer CreateBatch() => ValueBatch.Integers(Name);

    /// <inheritdoc/>
    public override bool AreSame(TRow first, TRow second) => get(first) == get(second);
}
