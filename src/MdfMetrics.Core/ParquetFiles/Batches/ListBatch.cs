using MdfMetrics.ParquetFiles.Values;
using Parquet.Schema;

namespace MdfMetrics.ParquetFiles.Batches;

/// <summary>A column of lists of integers; none is an empty one.</summary>
internal sealed class ListBatch(string name) : ItemBatch<long[]>(name, [])
{
    public override ValueTask ReadAsync(ColumnSource source, int rows)
    {
        int start = Count;
        AddNulls(rows);
        return ListValues.ReadAsync(source, rows, static _ => true, (i, list) => Set(start + i, list));
    }

    public override ColumnBuffer CreateEmpty() => new ListBatch(Name);

    public override Field CreateField() => ListValues.CreateField(Name);

    public override Task WriteAsync(ParquetTarget file, Field field) =>
        ListValues.WriteAsync(file, field, Values);
}
