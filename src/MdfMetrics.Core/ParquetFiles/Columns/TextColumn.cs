using System.Text.Json;
using MdfMetrics.ParquetFiles.Batches;
using MdfMetrics.ParquetFiles.Values;
using MdfMetrics.Records;

namespace MdfMetrics.ParquetFiles.Columns;

/// <summary>A string, as UTF-8.</summary>
internal class TextColumn<TRow>(
    TextBatch batch,
    Func<TRow, string?> get,
    Action<TRow, string> set,
    ColumnKind kind = ColumnKind.Text)
    : Column<TRow>(batch, kind)
    where TRow : class
{
    public TextColumn(string name, Func<TRow, string?> get, Action<TRow, string> set)
        : this(new TextBatch(name), get, set)
    {
    }

    public sealed override Task WriteAsync(ParquetTarget file, IReadOnlyList<TRow> rows) =>
        TextValues.WriteAsync(file, Field, rows.Select(get), rows.Count);

    public override ValueTask ReadAsync(ColumnSource source, TRow?[] rows) => TextValues.ReadAsync(
        source,
        i => rows[i] is not null,
        (i, text) => set(rows[i]!, text));

    public override bool AreSame(TRow first, TRow second) => get(first) == get(second);

    public override object? Value(TRow row) => get(row);

    public override void Write(Utf8JsonWriter json, TRow row) => json.Text(Name, get(row));

    public sealed override bool TryRead(IColumnReader from, TRow row) => TrySet(row, Read(from));

    public sealed override bool TryCopy(TRow from, TRow row) => TrySet(row, get(from));

    private protected virtual string? Read(IColumnReader from) => from.GetString(Name);

    private bool TrySet(TRow row, string? given)
    {
        if (given is not null)
        {
            set(row, given);
        }

        return given is not null;
    }
}
