using System.Text.Json;
using MdfMetrics.ParquetFiles.Batches;
using MdfMetrics.ParquetFiles.Values;
using MdfMetrics.Records;

namespace MdfMetrics.ParquetFiles.Columns;

/// <summary>A dictionary, as the text of its JSON.</summary>
internal sealed class JsonColumn<TRow>(string name, Func<TRow, JsonMap?> get, Action<TRow, JsonMap?> set)
    : TextColumn<TRow>(
        new JsonBatch(name),
        row => get(row)?.ToJson(),
        (row, json) => set(row, JsonMap.FromJson(json)),
        ColumnKind.Json)
    where TRow : class
{
    /// <summary>The dictionary of a row.</summary>
    public JsonMap? Get(TRow row) => get(row);

    /// <summary>Puts a dictionary into a row.</summary>
    public void Set(TRow row, JsonMap? map) => set(row, map);

    public override bool AreSame(TRow first, TRow second) => base.AreSame(first, second)
        || (get(first) is { } one && get(second) is { } other && JsonText.AreSame(one.ToJson(), other.ToJson()));

    public override object? Value(TRow row) => get(row);

    public override ValueTask ReadAsync(ColumnSource source, TRow?[] rows) => NestedJson.ReadAsync(
        source,
        i => rows[i] is not null,
        (i, text) => set(rows[i]!, JsonMap.FromJson(text)));

    public override void Write(Utf8JsonWriter json, TRow row) => json.Map(Name, get(row));

    private protected override string? Read(IColumnReader from) => from.GetJson(Name)?.ToJson();
}
