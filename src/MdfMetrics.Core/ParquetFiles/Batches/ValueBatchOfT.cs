using System.Runtime.InteropServices;
using MdfMetrics.ParquetFiles.Values;
using Parquet.Schema;

namespace MdfMetrics.ParquetFiles.Batches;

/// <summary>A column of numbers, times or the like.</summary>
/// <param name="read">Reads the column of a file.</param>
/// <param name="field">Declares it.</param>
internal sealed class ValueBatch<T>(
    string name,
    Func<ColumnSource, ValueTask<ColumnValues<T>>> read,
    Func<string, DataField> field)
    : ColumnBuffer(name)
    where T : struct
{
    private readonly List<T?> _values = [];

    /// <summary>What counts as a value; all else is NULL.</summary>
    public Func<T, bool> IsValue { get; init; } = static _ => true;

    /// <summary>The values of a row group, those that count as NULL included.</summary>
    public ValueTask<ColumnValues<T>> ReadValuesAsync(ColumnSource source) => read(source);

    public override int Count => _values.Count;

    public ReadOnlySpan<T?> Values => CollectionsMarshal.AsSpan(_values);

    public override async ValueTask ReadAsync(ColumnSource source, int rows)
    {
        using ColumnValues<T> values = await ReadValuesAsync(source);
        _values.EnsureCapacity(_values.Count + rows);
        for (int i = 0; i < rows; i++)
        {
            _values.Add(values.TryGet(i, out T value) && IsValue(value) ? value : null);
        }
    }

    public override void Add(ColumnBuffer from, int start, int count) =>
        _values.AddRange(((ValueBatch<T>)from).Values.Slice(start, count));

    public override void AddNulls(int count) => _values.AddRange(new T?[count]);

    public override void Clear() => _values.Clear();

    public override ColumnBuffer CreateEmpty() => new ValueBatch<T>(Name, read, field) { IsValue = IsValue };

    public override Field CreateField() => field(Name);

    public override Task WriteAsync(ParquetTarget file, Field field) =>
        file.WriteAsync<T>(field, _values.ToArray());
}
