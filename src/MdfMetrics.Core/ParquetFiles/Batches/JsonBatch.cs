using MdfMetrics.ParquetFiles.Values;
using Parquet.Schema;

namespace MdfMetrics.ParquetFiles.Batches;

/// <summary>A column of JSON: what other writers put there becomes JSON on its way into a file.</summary>
internal sealed class JsonBatch(string name) : TextBatch(name)
{
    public override ColumnBuffer CreateEmpty() => new JsonBatch(Name);

    public override ValueTask ReadAsync(ColumnSource source, int rows)
    {
        int start = Count;
        AddNulls(rows);
        return NestedJson.ReadAsync(source, static _ => true, (i, text) => Set(start + i, text));
    }

    public override Task WriteAsync(ParquetTarget file, Field field)
    {
        (string? Given, string? Written) last = default;
        return TextValues.WriteAsync(
            file,
            field,
            Values.Select(text => (last = ReferenceEquals(text, last.Given) ? last : (text, Strict(text))).Written),
            Count);
    }

    private static string? Strict(string? text) => JsonMap.FromJson(text)?.ToJson();
}
