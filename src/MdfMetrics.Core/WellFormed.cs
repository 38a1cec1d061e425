using System.Text;

namespace MdfMetrics;

/// <summary>
/// Text that files can hold: scripts that cut a name at a length leave half an emoji at its end, of which no UTF-8 is
/// made.
/// </summary>
internal static class WellFormed
{
    /// <summary>The text with U+FFFD for each half of a surrogate pair.</summary>
    public static string Text(string text) =>
        HasHalf(text) ? Encoding.UTF8.GetString(Encoding.UTF8.GetBytes(text)) : text;

    /// <summary>Whether it has half of a surrogate pair.</summary>
    public static bool HasHalf(string? text)
    {
        int at = text.AsSpan().IndexOfAnyInRange('\uD800', '\uDFFF');
        for (; at >= 0 && at < text!.Length; at++)
        {
            if (char.IsSurrogate(text[at]) && (at + 1 == text.Length || !char.IsSurrogatePair(text[at], text[++at])))
            {
                return true;
            }
        }

        return false;
    }

    /// <summary>The beginning of a text, at most so many characters, never half of one.</summary>
    public static string Beginning(string text, int length) =>
        text.Length <= length ? text
        : char.IsHighSurrogate(text[length - 1]) ? text[..(length - 1)]
        : text[..length];
}
