using MdfMetrics.ParquetFiles.Batches;
using MdfMetrics.ParquetFiles.Values;
using Parquet;

namespace MdfMetrics.ParquetFiles.Columns;

/// <summary>A list of 64-bit integers in each row.</summary>
internal sealed class IntListColumn<TRow>(string name, Func<TRow, long[]> get, Action<TRow, long[]> set)
    : Column<TRow>(ListValues.CreateField(name))
    where TRow : class
{
    /// <summary>A column of lists.</summary>
    public static IntListColumn<TRow> List(string name, Func<TRow, long[]> get) =>
        new(name, get, typeof(TRow).GetProperty(name)!.SetMethod!.CreateDelegate<Action<TRow, long[]>>());

    /// <inheritdoc/>
    public override Task WriteAsync(ParquetRowGroupWriter group, IReadOnlyList<TRow> rows) =>
        ListValues.WriteAsync(group, Field, [.. rows.Select(get)]);

    /// <inheritdoc/>
    public override ValueTask ReadAsync(ColumnSource source, TRow?[] rows) => ListValues.ReadAsync(
        source,
        rows.Length,
        i => rows[i] is not null,
        (i, list) => set(rows[i]!, list));

    /// <inheritdoc/>
    public override ColumnBuffer CreateBatch() => new ListBatch(Name);

    /// <inheritdoc/>
    public override bool AreSame(TRow first, TRow second) => get(first).AsSpan().SequenceEqual(get(second));
}
