using System.Text.Json;
using MdfMetrics.ParquetFiles.Batches;
using MdfMetrics.ParquetFiles.Values;
using MdfMetrics.Records;
using Parquet;

namespace MdfMetrics.ParquetFiles.Columns;

/// <summary>A dictionary, as the text of its JSON.</summary>
internal sealed class JsonColumn<TRow>(string name, Func<TRow, JsonMap?> get, Action<TRow, JsonMap?> set)
    : Column<TRow>(new TextBatch(name), ColumnKind.Json)
    where TRow : class
{
    /// <summary>The dictionary of a row.</summary>
    public JsonMap? Get(TRow row) => get(row);

    /// <summary>Puts a dictionary into a row.</summary>
    public void Set(TRow row, JsonMap? map) => set(row, map);

    /// <inheritdoc/>
    public override Task WriteAsync(ParquetRowGroupWriter group, IReadOnlyList<TRow> rows) =>
        TextValues.WriteAsync(group, Field, rows.Select(Text), rows.Count);

    /// <inheritdoc/>
    public override ValueTask ReadAsync(ColumnSource source, TRow?[] rows) => TextValues.ReadAsync(
        source,
        i => rows[i] is not null,
        (i, text) => set(rows[i]!, JsonMap.FromJson(text)));

    /// <inheritdoc/>
    public override bool AreSame(TRow first, TRow second)
    {
        string? one = Text(first);
        string? other = Text(second);
        return one == other || (one is not null && other is not null && JsonText.AreSame(one, other));
    }

    /// <inheritdoc/>
    public override object? Value(TRow row) => get(row);

    /// <inheritdoc/>
    public override void Write(Utf8JsonWriter json, TRow row) => json.Map(Name, get(row));

    /// <inheritdoc/>
    public override bool TryRead(IColumnReader from, TRow row) => TrySet(row, from.GetJson(Name));

    /// <inheritdoc/>
    public override bool TryCopy(TRow from, TRow row) => TrySet(row, get(from));

    private string? Text(TRow row) => get(row)?.ToString();

    private bool TrySet(TRow row, JsonMap? given)
    {
        if (given is not null)
        {
            set(row, given);
        }

        return given is not null;
    }
}
