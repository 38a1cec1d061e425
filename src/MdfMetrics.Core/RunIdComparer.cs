namespace MdfMetrics;

/// <summary>Whether two ids, in either spelling, name the same run: see <see cref="RunId.Same"/>.</summary>
internal sealed class RunIdComparer : IEqualityComparer<ReadOnlyMemory<char>>
{
    private RunIdComparer()
    {
    }

    public static RunIdComparer Instance { get; } = new();

    public bool Equals(ReadOnlyMemory<char> x, ReadOnlyMemory<char> y) =>
        RunId.Key(x.Span).Equals(RunId.Key(y.Span), StringComparison.OrdinalIgnoreCase);

    public int GetHashCode(ReadOnlyMemory<char> id) =>
        string.GetHashCode(RunId.Key(id.Span), StringComparison.OrdinalIgnoreCase);
}
