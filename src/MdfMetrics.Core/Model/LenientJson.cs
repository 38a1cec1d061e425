using System.Globalization;
using System.Text;
using System.Text.Json;

namespace MdfMetrics;

/// <summary>
/// What Python's json and others write beside the standard: <c>NaN</c>, <c>Infinity</c> and <c>-Infinity</c> as bare
/// words, halves of surrogate pairs as escapes, a byte order mark.
/// </summary>
internal static class LenientJson
{
    private static readonly byte[][] s_words = ["NaN"u8.ToArray(), "-Infinity"u8.ToArray(), "Infinity"u8.ToArray()];

    /// <summary>Parses a text with null for such words and U+FFFD for such halves.</summary>
    /// <param name="onHalf">Told, once, of such halves.</param>
    /// <exception cref="JsonException">It is no JSON even so.</exception>
    public static JsonDocument Parse(ReadOnlyMemory<byte> utf8, JsonDocumentOptions options, Action? onHalf = null)
    {
        utf8 = utf8.Span.StartsWith(Encoding.UTF8.Preamble) ? utf8[Encoding.UTF8.Preamble.Length..] : utf8;
        try
        {
            if (utf8.Span.IndexOf("\\ud"u8) < 0 && utf8.Span.IndexOf("\\uD"u8) < 0)
            {
                return JsonDocument.Parse(utf8, options);
            }
        }
        catch (JsonException) when (s_words.Any(word => utf8.Span.IndexOf(word) >= 0))
        {
            // Mended below.
        }

        byte[] mended = Mend(utf8.Span, out bool hasHalves);
        JsonDocument document = JsonDocument.Parse(mended, options);
        if (hasHalves)
        {
            onHalf?.Invoke();
        }

        return document;
    }

    private static byte[] Mend(ReadOnlySpan<byte> utf8, out bool hasHalves)
    {
        hasHalves = false;
        var mended = new MemoryStream(utf8.Length);
        for (int at = 0; at < utf8.Length;)
        {
            ReadOnlySpan<byte> rest = utf8[at..];
            if (rest[0] == '"')
            {
                at += MendText(rest, mended, ref hasHalves);
            }
            else
            {
                int length = WordLength(rest);
                mended.Write(length > 0 ? "null"u8 : rest[..1]);
                at += Math.Max(length, 1);
            }
        }

        return mended.ToArray();
    }

    private static int WordLength(ReadOnlySpan<byte> text)
    {
        foreach (byte[] word in s_words)
        {
            if (text.StartsWith(word))
            {
                return word.Length;
            }
        }

        return 0;
    }

    /// <summary>Copies a text in quotes.</summary>
    /// <returns>How long it is.</returns>
    private static int MendText(ReadOnlySpan<byte> text, MemoryStream mended, ref bool hasHalves)
    {
        mended.WriteByte(text[0]);
        int at = 1;
        while (at < text.Length && text[at] != '"')
        {
            bool isHalf = false;
            int length = text[at] == '\\' ? EscapeLength(text[at..], out isHalf) : 1;
            hasHalves |= isHalf;
            mended.Write(isHalf ? "\\ufffd"u8 : text.Slice(at, length));
            at += length;
        }

        if (at < text.Length)
        {
            mended.WriteByte(text[at++]);
        }

        return at;
    }

    private static int EscapeLength(ReadOnlySpan<byte> text, out bool isHalf)
    {
        char? first = Escaped(text);
        isHalf = first is { } half && char.IsSurrogate(half);
        if (isHalf && Escaped(text[6..]) is { } second && char.IsSurrogatePair(first!.Value, second))
        {
            isHalf = false;
            return 12;
        }

        return first is null ? Math.Min(2, text.Length) : 6;
    }

    /// <summary>The character of an escape \uXXXX that a text begins with; null where it begins with none.</summary>
    private static char? Escaped(ReadOnlySpan<byte> text) =>
        text is [(byte)'\\', (byte)'u', ..] && text.Length >= 6 && ushort.TryParse(
            text[2..6],
            NumberStyles.AllowHexSpecifier,
            CultureInfo.InvariantCulture,
            out ushort code)
            ? (char)code
            : null;
}
