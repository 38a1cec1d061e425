namespace MdfMetrics.Secrets;

/// <summary>
/// Private keys in their armour: what stands between BEGIN … PRIVATE KEY and END, and PuTTY's Private-Lines. A key that
/// was cut off goes to the end of the text.
/// </summary>
internal static class PrivateKeys
{
    public const string Armour = "-----BEGIN ";
    public const string Putty = "Private-Lines:";
    private const int LongestTitle = 40;

    public static void Find(string text, SecretRanges found)
    {
        for (int at = 0; (at = text.IndexOf(Armour, at, StringComparison.Ordinal)) >= 0;)
        {
            int title = at + Armour.Length;
            int longest = Math.Min(LongestTitle, text.Length - title);
            int close = text.IndexOf("-----", title, longest, StringComparison.Ordinal);
            at = title;
            if (close > title && text.AsSpan(title, close - title).Contains("PRIVATE KEY", StringComparison.Ordinal))
            {
                int end = text.IndexOf("-----END ", close, StringComparison.Ordinal);
                at = end < 0 ? text.Length : end;
                AddTrimmed(text, close + 5, at, found);
            }
        }

        int lines = text.IndexOf(Putty, StringComparison.Ordinal);
        if (lines >= 0)
        {
            int end = text.IndexOf("Private-MAC:", lines, StringComparison.Ordinal);
            AddTrimmed(text, lines + Putty.Length, end < 0 ? text.Length : end, found);
        }
    }

    /// <summary>Line ends stay, real ones and those of JSON: the frame is still to be read.</summary>
    private static void AddTrimmed(string text, int start, int end, SecretRanges found)
    {
        while (start < end && IsLineEnd(text, start, out int length))
        {
            start += length;
        }

        while (end > start && char.IsWhiteSpace(text[end - 1]))
        {
            end--;
        }

        if (!text.AsSpan(start, end - start).SequenceEqual(SecretRedactor.Mask))
        {
            found.Add(start, end);
        }
    }

    private static bool IsLineEnd(string text, int at, out int length)
    {
        length = char.IsWhiteSpace(text[at]) ? 1
            : text[at] == '\\' && at + 1 < text.Length && (text[at + 1] is 'n' or 'r') ? 2
            : 0;
        return length > 0;
    }
}
