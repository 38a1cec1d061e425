namespace MdfMetrics.Secrets;

/// <summary>A YAML value on lines of its own, which are indented more than their key.</summary>
internal static class IndentedBlock
{
    /// <summary>Whether the rest of a line is <c>|</c> or <c>&gt;</c> with its modifiers.</summary>
    public static bool IsHeader(string text, int at)
    {
        if (at >= text.Length || text[at] is not ('|' or '>'))
        {
            return false;
        }

        int end = Characters.Skip(
            text,
            at + 1,
            static c => Characters.IsBlank(c) || char.IsAsciiDigit(c) || c is '+' or '-');
        return end == text.Length || Characters.IsLineEnd(text[end]);
    }

    /// <summary>The block after a line's end; empty where no line is indented more than the key.</summary>
    public static (int Start, int End) After(string text, int lineEnd, int indent)
    {
        (int start, int end) = (-1, lineEnd);
        for (int line = NextLine(text, lineEnd);
            line < text.Length;
            line = NextLine(text, Characters.LineEnd(text, line)))
        {
            int first = Characters.SkipBlanks(text, line);
            if (first == text.Length || Characters.IsLineEnd(text[first]))
            {
                continue;
            }

            if (first - line <= indent)
            {
                break;
            }

            start = start < 0 ? first : start;
            end = Characters.LineEnd(text, first);
        }

        return start < 0 ? (lineEnd, lineEnd) : (start, end);
    }

    private static int NextLine(string text, int lineEnd) =>
        lineEnd + 1 < text.Length && text[lineEnd] == '\r' && text[lineEnd + 1] == '\n' ? lineEnd + 2
        : Math.Min(lineEnd + 1, text.Length);
}
