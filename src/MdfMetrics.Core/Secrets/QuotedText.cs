namespace MdfMetrics.Secrets;

/// <summary>
/// Text in quotes, which may be escaped themselves: <c>"a"</c>, <c>\"a\"</c>, <c>'it''s'</c>, <c>"""a"""</c>.
/// </summary>
internal static class QuotedText
{
    /// <summary>What stands in the quotes; without a closing one, what is left of the line.</summary>
    /// <param name="at">Where the quote is.</param>
    /// <param name="escapes">How many backslashes stand before it.</param>
    public static (int Start, int End) At(string text, int at, int escapes)
    {
        char quote = text[at];
        int start = at + 1;
        if (escapes == 0 && start + 1 < text.Length && text[start] == quote && text[start + 1] == quote)
        {
            int close = text.IndexOf(new string(quote, 3), start + 2, StringComparison.Ordinal);
            return (start + 2, close < 0 ? text.Length : close);
        }

        for (int i = start; i < text.Length; i++)
        {
            if (Characters.IsLineEnd(text[i]))
            {
                return (start, i);
            }

            int quoteAt = Characters.Skip(text, i, static character => character == '\\');
            if (quoteAt < text.Length && text[quoteAt] == quote)
            {
                int before = quoteAt - i;
                bool isDoubled = before == 0 && escapes == 0 && quoteAt + 1 < text.Length && text[quoteAt + 1] == quote;
                if (!isDoubled && (escapes == 0 ? before % 2 == 0 : before <= escapes))
                {
                    return (start, escapes == 0 ? quoteAt : i);
                }

                i = isDoubled ? quoteAt + 1 : quoteAt;
            }
            else
            {
                i = Math.Max(i, quoteAt - 1);
            }
        }

        return (start, text.Length);
    }
}
