namespace MdfMetrics.Tests.Fuzzing;

/// <summary>A change of a document.</summary>
/// <param name="Kind">What happens, one of 8.</param>
/// <param name="Place">Where: 0 is the begin, 1 the end.</param>
/// <param name="Length">How many bytes it concerns.</param>
/// <param name="Value">The byte, word or other document that it takes.</param>
internal readonly record struct Edit(int Kind, double Place, int Length, int Value)
{
    public const int Kinds = 8;

    /// <summary>Borders of what one byte can say.</summary>
    private static readonly byte[] s_borders = [0x00, 0x01, 0x0F, 0x10, 0x7F, 0x80, 0xC0, 0xFF];

    /// <summary>Makes the change.</summary>
    /// <param name="document">What is changed.</param>
    /// <param name="words">What has a meaning in documents of its sort.</param>
    /// <param name="others">Documents to take a piece of.</param>
    public byte[] Apply(byte[] document, IReadOnlyList<byte[]> words, IReadOnlyList<byte[]> others)
    {
        int at = (int)(Place * document.Length);
        int end = Math.Min(document.Length, at + Length);
        ReadOnlySpan<byte> before = document.AsSpan(0, at);
        ReadOnlySpan<byte> piece = document.AsSpan(at, end - at);
        ReadOnlySpan<byte> after = document.AsSpan(end);
        return Kind switch
        {
            0 => [.. before, .. Changed(piece, (byte)(1 << (Value % 8))), .. after],
            1 => [.. before, .. Filled(piece.Length, s_borders[Value % s_borders.Length]), .. after],
            2 => [.. before, .. after],
            3 => [.. before, .. piece, .. piece, .. after],
            4 => [.. before, .. words[Value % words.Count], .. piece, .. after],
            5 => [.. before, .. words[Value % words.Count], .. after],
            6 => [.. before, .. PieceOf(others[Value % others.Count]), .. after],
            _ => [.. before],
        };
    }

    private static byte[] Changed(ReadOnlySpan<byte> piece, byte mask)
    {
        byte[] changed = piece.ToArray();
        if (changed.Length > 0)
        {
            changed[0] ^= mask;
        }

        return changed;
    }

    private static byte[] Filled(int length, byte value)
    {
        byte[] filled = new byte[length];
        Array.Fill(filled, value);
        return filled;
    }

    private ReadOnlySpan<byte> PieceOf(byte[] other)
    {
        int at = (int)(Place * other.Length);
        return other.AsSpan(at, Math.Min(4 * Length, other.Length - at));
    }
}
