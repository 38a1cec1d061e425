using MdfMetrics.ParquetFiles.Batches;
using MdfMetrics.ParquetFiles.Values;
using Parquet;
using Parquet.Schema;

namespace MdfMetrics.ParquetFiles.Columns;

/// <summary>A 64-bit floating-point number. What is undefined is NaN in memory and NULL in files.</summary>
internal sealed class FloatColumn<TRow>(string name, Func<TRow, double> get)
    : Column<TRow>(ValueBatch.CreateField<double>(name))
    where TRow : class
{
    private readonly Action<TRow, double> _set = Setter<double>(name);

    /// <inheritdoc/>
    public override Task WriteAsync(ParquetRowGroupWriter group, IReadOnlyList<TRow> rows)
    {
        var values = new double?[rows.Count];
        for (int i = 0; i < values.Length; i++)
        {
            values[i] = Finite(get(rows[i]));
        }

        return group.WriteAsync<double>((DataField)Field, values);
    }

    /// <inheritdoc/>
    public override async ValueTask ReadAsync(ColumnSource source, TRow?[] rows)
    {
        using ColumnValues<double> values = await source.ReadFloatsAsync();
        for (int i = 0; i < rows.Length; i++)
        {
            if (rows[i] is { } row)
            {
                _set(row, values.TryGet(i, out double value) && double.IsFinite(value) ? value : double.NaN);
            }
        }
    }

    /// <inheritdoc/>
    public override void Clear(TRow?[] rows)
    {
        foreach (TRow row in rows.OfType<TRow>())
        {
            _set(row, double.NaN);
        }
    }

    /// <inheritdoc/>
    public override ColumnBuffer CreateBatch() => ValueBatch.Floats(Name);

    /// <inheritdoc/>
    public override bool AreSame(TRow first, TRow second) => Finite(get(first)) == Finite(get(second));

    private static double? Finite(double value) => double.IsFinite(value) ? value : null;
}
