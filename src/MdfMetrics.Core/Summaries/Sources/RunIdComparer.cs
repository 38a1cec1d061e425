namespace MdfMetrics.Summaries.Sources;

/// <summary>Whether two ids, in either spelling, name the same run: see <see cref="RunId.Same"/>.</summary>
internal sealed class RunIdComparer : IEqualityComparer<ReadOnlyMemory<char>>
{
    private const string Prefix = "run_";

    private RunIdComparer()
    {
    }

    public static RunIdComparer Instance { get; } = new();

    public bool Equals(ReadOnlyMemory<char> x, ReadOnlyMemory<char> y) =>
        Key(x.Span).Equals(Key(y.Span), StringComparison.OrdinalIgnoreCase);

    public int GetHashCode(ReadOnlyMemory<char> id) =>
        string.GetHashCode(Key(id.Span), StringComparison.OrdinalIgnoreCase);

    private static ReadOnlySpan<char> Key(ReadOnlySpan<char> id) =>
        id.StartsWith(Prefix, StringComparison.OrdinalIgnoreCase) ? id[Prefix.Length..] : id;
}
