using System.Reflection;
using MdfMetrics.ParquetFiles.Batches;
using MdfMetrics.ParquetFiles.Decoding;
using MdfMetrics.ParquetFiles.Values;
using Parquet;
using Parquet.Schema;

namespace MdfMetrics.ParquetFiles.Columns;

/// <summary>
/// One column of a dataset: its field in the file, how it is taken from a row and put into one. A value is put into the
/// row's property of the column's name.
/// </summary>
internal abstract class Column<TRow>(Field field)
    where TRow : class
{
    /// <summary>The column as Parquet.Net declares it.</summary>
    public Field Field { get; } = field;

    /// <summary>The column's name.</summary>
    public string Name => Field.Name;

    /// <summary>Writes the column of all rows; columns follow each other in the order of the schema.</summary>
    public abstract Task WriteAsync(ParquetRowGroupWriter group, IReadOnlyList<TRow> rows);

    /// <summary>Puts the column of a file into the rows.</summary>
    /// <param name="source">The column, of whatever type the file has it.</param>
    /// <param name="rows">One row for each of the row group; null for one that is not wanted.</param>
    /// <exception cref="ColumnException">The type or a value does not fit.</exception>
    public abstract ValueTask ReadAsync(ColumnSource source, TRow?[] rows);

    /// <summary>Makes the column NULL, where a file does not have it.</summary>
    public virtual void Clear(TRow?[] rows)
    {
    }

    /// <summary>An empty column of a batch that holds this one's values.</summary>
    public abstract ColumnBuffer CreateBatch();

    /// <summary>Whether two rows would be written the same.</summary>
    public abstract bool AreSame(TRow first, TRow second);

    /// <summary>Puts a value into the property of the given name, also a nullable or an init-only one.</summary>
    protected static Action<TRow, TValue> Setter<TValue>(string name)
        where TValue : struct
    {
        PropertyInfo property = typeof(TRow).GetProperty(name)!;
        if (property.PropertyType == typeof(TValue))
        {
            return property.SetMethod!.CreateDelegate<Action<TRow, TValue>>();
        }

        var set = property.SetMethod!.CreateDelegate<Action<TRow, TValue?>>();
        return (row, value) => set(row, value);
    }
}
