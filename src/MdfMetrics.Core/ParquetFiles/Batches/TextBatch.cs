using MdfMetrics.ParquetFiles.Values;
using Parquet.Schema;

namespace MdfMetrics.ParquetFiles.Batches;

/// <summary>A column of texts; null is NULL. Equal ones often share a string.</summary>
internal class TextBatch(string name) : ItemBatch<string?>(name, null)
{
    public override ValueTask ReadAsync(ColumnSource source, int rows)
    {
        int start = Count;
        AddNulls(rows);
        return TextValues.ReadAsync(source, static _ => true, (i, text) => Set(start + i, text));
    }

    public override ColumnBuffer CreateEmpty() => new TextBatch(Name);

    public override Field CreateField() => TextValues.CreateField(Name);

    public override Task WriteAsync(ParquetTarget file, Field field) =>
        TextValues.WriteAsync(file, field, Values, Count);
}
