namespace MdfMetrics.ParquetFiles.Values;

/// <summary>Bytes are equal that are the same, wherever they are in memory.</summary>
internal sealed class BytesComparer : IEqualityComparer<ReadOnlyMemory<byte>>
{
    public static BytesComparer Instance { get; } = new();

    public bool Equals(ReadOnlyMemory<byte> x, ReadOnlyMemory<byte> y) => x.Span.SequenceEqual(y.Span);

    public int GetHashCode(ReadOnlyMemory<byte> bytes)
    {
        HashCode hash = default;
        hash.AddBytes(bytes.Span);
        return hash.ToHashCode();
    }
}
