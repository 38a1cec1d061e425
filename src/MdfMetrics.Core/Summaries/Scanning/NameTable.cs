namespace MdfMetrics.Summaries.Scanning;

/// <summary>Gives names numbers, so that rows are told apart by these.</summary>
internal sealed class NameTable : IEqualityComparer<ReadOnlyMemory<char>>
{
    private readonly List<string> _names = [];
    private readonly Dictionary<ReadOnlyMemory<char>, int> _numbers;

    public NameTable() => _numbers = new Dictionary<ReadOnlyMemory<char>, int>(this);

    /// <summary>The name of a number.</summary>
    public string this[int number] => _names[number];

    /// <summary>The number of a name, from 0 in order of first use.</summary>
    public int Number(ReadOnlyMemory<char> name)
    {
        if (!_numbers.TryGetValue(name, out int number))
        {
            number = _names.Count;
            _names.Add(name.ToString());
            _numbers.Add(_names[number].AsMemory(), number);
        }

        return number;
    }

    bool IEqualityComparer<ReadOnlyMemory<char>>.Equals(ReadOnlyMemory<char> x, ReadOnlyMemory<char> y) =>
        x.Span.SequenceEqual(y.Span);

    int IEqualityComparer<ReadOnlyMemory<char>>.GetHashCode(ReadOnlyMemory<char> name) =>
        string.GetHashCode(name.Span, StringComparison.Ordinal);
}
