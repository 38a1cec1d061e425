namespace MdfMetrics.ParquetFiles.Batches;

/// <summary>Rows column by column: a row group, or the rows on their way into one.</summary>
/// <param name="columns">The columns, all of the same length.</param>
internal sealed class ColumnBatch(IReadOnlyList<ColumnBuffer> columns)
{
    private readonly Dictionary<string, ColumnBuffer> _byName = columns.ToDictionary(column => column.Name);

    /// <summary>The columns in order.</summary>
    public IReadOnlyList<ColumnBuffer> Columns => columns;

    public int Rows => columns[0].Count;

    public IReadOnlyList<string?> Texts(string name) => ((TextBatch)_byName[name]).Values;

    /// <summary>A column of numbers or times: long, double or DateTime.</summary>
    public ReadOnlySpan<T?> Values<T>(string name)
        where T : struct => ((ValueBatch<T>)_byName[name]).Values;

    /// <summary>A column, to change its values.</summary>
    public ColumnBuffer Column(string name) => _byName[name];

    /// <summary>Appends rows of another batch: what it has not is NULL, what this has not is left out.</summary>
    public void Add(ColumnBatch from, int start, int count)
    {
        foreach (ColumnBuffer column in columns)
        {
            if (from._byName.TryGetValue(column.Name, out ColumnBuffer? same))
            {
                column.Add(same, start, count);
            }
            else
            {
                column.AddNulls(count);
            }
        }
    }

    /// <summary>Removes all rows.</summary>
    public void Clear()
    {
        foreach (ColumnBuffer column in columns)
        {
            column.Clear();
        }
    }
}
