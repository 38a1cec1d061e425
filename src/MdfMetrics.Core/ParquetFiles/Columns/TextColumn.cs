using System.Reflection;
using MdfMetrics.ParquetFiles.Batches;
using MdfMetrics.ParquetFiles.Values;
using Parquet;

namespace MdfMetrics.ParquetFiles.Columns;

/// <summary>A string, as UTF-8; JSON too.</summary>
internal sealed class TextColumn<TRow>(string name, Func<TRow, string?> get, Action<TRow, string> set, bool isJson)
    : Column<TRow>(TextValues.CreateField(name))
    where TRow : class
{
    /// <summary>A column of plain text.</summary>
    public static TextColumn<TRow> Text(string name, Func<TRow, string?> get) =>
        new(
            name,
            get,
            typeof(TRow).GetProperty(name)!.SetMethod!.CreateDelegate<Action<TRow, string>>(),
            isJson: false);

    /// <summary>A column of JSON text.</summary>
    public static TextColumn<TRow> Json(string name, Func<TRow, JsonMap?> get)
    {
        PropertyInfo property = typeof(TRow).GetProperty(name)!;
        var set = property.SetMethod!.CreateDelegate<Action<TRow, JsonMap?>>();
        return new(name, row => get(row)?.ToString(), (row, json) => set(row, JsonMap.FromJson(json)), isJson: true);
    }

    /// <inheritdoc/>
    public override Task WriteAsync(ParquetRowGroupWriter group, IReadOnlyList<TRow> rows) =>
        TextValues.WriteAsync(group, Field, rows.Select(get), rows.Count);

    /// <inheritdoc/>
    public override ValueTask ReadAsync(ColumnSource source, TRow?[] rows) => TextValues.ReadAsync(
        source,
        i => rows[i] is not null,
        (i, text) => set(rows[i]!, text));

    /// <inheritdoc/>
    public override ColumnBuffer CreateBatch() => new TextBatch(Name);

    /// <inheritdoc/>
    public override bool AreSame(TRow first, TRow second)
    {
        string? one = get(first);
        string? other = get(second);
        return one == other || (isJson && one is not null && other is not null && JsonText.AreSame(one, other));
    }
}
