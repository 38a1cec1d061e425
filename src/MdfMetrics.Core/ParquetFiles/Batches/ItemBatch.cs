namespace MdfMetrics.ParquetFiles.Batches;

/// <summary>A column of a batch whose NULLs are values of their own.</summary>
/// <param name="missing">What stands for NULL.</param>
internal abstract class ItemBatch<T>(string name, T missing) : ColumnBuffer(name)
{
    private readonly List<T> _values = [];

    public sealed override int Count => _values.Count;

    public IReadOnlyList<T> Values => _values;

    public sealed override void Add(ColumnBuffer from, int start, int count)
    {
        List<T> values = ((ItemBatch<T>)from)._values;
        for (int i = start; i < start + count; i++)
        {
            _values.Add(values[i]);
        }
    }

    public sealed override void AddNulls(int count)
    {
        for (int i = 0; i < count; i++)
        {
            _values.Add(missing);
        }
    }

    public sealed override void Clear() => _values.Clear();

    /// <summary>Puts a value in the place of another one.</summary>
    public void Set(int index, T value) => _values[index] = value;
}
