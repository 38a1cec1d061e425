using MdfMetrics.ParquetFiles.Values;
using Parquet.Schema;

namespace MdfMetrics.ParquetFiles.Batches;

/// <summary>A column of a batch: its values one after another, some of them NULL.</summary>
internal abstract class ColumnBuffer(string name)
{
    public string Name => name;

    /// <summary>How many values there are, NULLs included.</summary>
    public abstract int Count { get; }

    /// <summary>Appends the values of a row group.</summary>
    /// <param name="source">The column of the file.</param>
    public abstract ValueTask ReadAsync(ColumnSource source, int rows);

    /// <summary>Appends values of a column of the same kind.</summary>
    public abstract void Add(ColumnBuffer from, int start, int count);

    /// <summary>Appends NULLs.</summary>
    public abstract void AddNulls(int count);

    /// <summary>Removes all values.</summary>
    public abstract void Clear();

    /// <summary>An empty column of the same name and kind.</summary>
    public abstract ColumnBuffer CreateEmpty();

    /// <summary>Whether another column's values can be appended.</summary>
    public virtual bool IsLike(ColumnBuffer other) => other.GetType() == GetType();

    /// <summary>The column as a file declares it.</summary>
    public abstract Field CreateField();

    public abstract Task WriteAsync(ParquetTarget file, Field field);
}
