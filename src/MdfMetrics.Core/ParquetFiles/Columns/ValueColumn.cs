using System.Text.Json;
using MdfMetrics.ParquetFiles.Batches;
using MdfMetrics.ParquetFiles.Values;
using MdfMetrics.Records;

namespace MdfMetrics.ParquetFiles.Columns;

/// <summary>Numbers or moments.</summary>
/// <param name="get">Takes the value from a row; null, or what the batch takes for none, where there is none.</param>
/// <param name="read">Takes it from whatever has it by name.</param>
/// <param name="write">Writes it into a JSON object, unless it is null.</param>
internal sealed class ValueColumn<TRow, TValue>(
    ValueBatch<TValue> batch,
    ColumnKind kind,
    Func<TRow, TValue?> get,
    Action<TRow, TValue> set,
    Func<IColumnReader, string, TValue?> read,
    Action<Utf8JsonWriter, string, TValue?> write)
    : Column<TRow>(batch, kind)
    where TRow : class
    where TValue : struct
{
    /// <summary>What stands for NULL in rows whose property can't be null.</summary>
    public TValue? Missing { get; init; }

    /// <summary>The value in a row; null where there is none.</summary>
    public TValue? Get(TRow row) => get(row) is { } value && batch.IsValue(value) ? value : null;

    /// <summary>Puts a value into a row.</summary>
    public void Set(TRow row, TValue value) => set(row, value);

    public override Task WriteAsync(ParquetTarget file, IReadOnlyList<TRow> rows)
    {
        var values = new TValue?[rows.Count];
        for (int i = 0; i < values.Length; i++)
        {
            values[i] = Get(rows[i]);
        }

        return file.WriteAsync<TValue>(Field, values);
    }

    public override async ValueTask ReadAsync(ColumnSource source, TRow?[] rows)
    {
        using ColumnValues<TValue> values = await batch.ReadValuesAsync(source);
        for (int i = 0; i < rows.Length; i++)
        {
            if (rows[i] is { } row
                && (values.TryGet(i, out TValue found) && batch.IsValue(found) ? found : Missing) is { } value)
            {
                set(row, value);
            }
        }
    }

    public override void Clear(TRow?[] rows)
    {
        if (Missing is { } missing)
        {
            foreach (TRow row in rows.OfType<TRow>())
            {
                set(row, missing);
            }
        }
    }

    public override bool AreSame(TRow first, TRow second) => Nullable.Equals(Get(first), Get(second));

    public override object? Value(TRow row) => Get(row);

    public override bool IsNegative(TRow row) =>
        Kind != ColumnKind.Index && Get(row) is { } value && Comparer<TValue>.Default.Compare(value, default) < 0;

    public override void Write(Utf8JsonWriter json, TRow row) => write(json, Name, Get(row));

    public override bool TryRead(IColumnReader from, TRow row) => TrySet(row, read(from, Name));

    public override bool TryCopy(TRow from, TRow row) => TrySet(row, Get(from));

    private bool TrySet(TRow row, TValue? given)
    {
        if (given is not { } value || !batch.IsValue(value))
        {
            return false;
        }

        set(row, value);
        return true;
    }
}
