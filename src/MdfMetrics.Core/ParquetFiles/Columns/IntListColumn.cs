using MdfMetrics.ParquetFiles.Batches;
using MdfMetrics.ParquetFiles.Values;
using MdfMetrics.Records;

namespace MdfMetrics.ParquetFiles.Columns;

/// <summary>A list of 64-bit integers in each row.</summary>
internal sealed class IntListColumn<TRow>(string name, Func<TRow, long[]> get, Action<TRow, long[]> set)
    : Column<TRow>(new ListBatch(name), ColumnKind.List)
    where TRow : class
{
    public override Task WriteAsync(ParquetTarget file, IReadOnlyList<TRow> rows) =>
        ListValues.WriteAsync(file, Field, [.. rows.Select(get)]);

    public override ValueTask ReadAsync(ColumnSource source, TRow?[] rows) => ListValues.ReadAsync(
        source,
        rows.Length,
        i => rows[i] is not null,
        (i, list) => set(rows[i]!, list));

    public override bool AreSame(TRow first, TRow second) => get(first).AsSpan().SequenceEqual(get(second));

    public override object? Value(TRow row) => get(row);
}
