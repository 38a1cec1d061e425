using System.Text;

namespace MdfMetrics.ParquetFiles.Values;

/// <summary>UTF-8 to text: bytes at the same place in memory, as the words of a dictionary are, only once.</summary>
internal static class DecodedText
{
    public static Func<ReadOnlyMemory<byte>, ReadOnlyMemory<char>> Create()
    {
        var known = new Dictionary<ReadOnlyMemory<byte>, ReadOnlyMemory<char>>();
        return bytes =>
        {
            if (!known.TryGetValue(bytes, out ReadOnlyMemory<char> text))
            {
                known.Add(bytes, text = Encoding.UTF8.GetString(bytes.Span).AsMemory());
            }

            return text;
        };
    }
}
