using System.Text.Json;
using MdfMetrics.ParquetFiles.Batches;
using MdfMetrics.ParquetFiles.Decoding;
using MdfMetrics.ParquetFiles.Values;
using MdfMetrics.Records;
using Parquet.Schema;

namespace MdfMetrics.ParquetFiles.Columns;

/// <summary>
/// One column of a dataset: how it is taken from a row and put into one, from and to files, journals and whatever else
/// has values by the names of columns.
/// </summary>
/// <param name="batch">An empty column of a batch that holds this one's values.</param>
/// <param name="kind">What it holds.</param>
internal abstract class Column<TRow>(ColumnBuffer batch, ColumnKind kind)
    where TRow : class
{
    /// <summary>The column as Parquet.Net declares it.</summary>
    public Field Field { get; } = batch.CreateField();

    public string Name => batch.Name;

    /// <summary>What it holds.</summary>
    public ColumnKind Kind => kind;

    /// <summary>Writes the column of all rows; columns follow each other in the order of the schema.</summary>
    public abstract Task WriteAsync(ParquetTarget file, IReadOnlyList<TRow> rows);

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
    public ColumnBuffer CreateBatch() => batch.CreateEmpty();

    /// <summary>Whether two rows would be written the same.</summary>
    public abstract bool AreSame(TRow first, TRow second);

    /// <summary>The value in a row; null where there is none.</summary>
    public abstract object? Value(TRow row);

    /// <summary>Whether the value in a row is one that can't be: nothing but a place is negative.</summary>
    public virtual bool IsNegative(TRow row) => false;

    /// <summary>Writes the value into a JSON object, where there is one.</summary>
    public virtual void Write(Utf8JsonWriter json, TRow row)
    {
    }

    /// <summary>Puts a value into the row.</summary>
    /// <returns>False, and the row as it was, where there is none.</returns>
    public virtual bool TryRead(IColumnReader from, TRow row) => false;

    /// <summary>Puts the value of another row into the row.</summary>
    /// <returns>False, and the row as it was, where there is none.</returns>
    public virtual bool TryCopy(TRow from, TRow row) => false;
}
