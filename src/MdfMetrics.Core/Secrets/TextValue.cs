namespace MdfMetrics.Secrets;

/// <summary>Where a key's value begins and ends in text of any kind.</summary>
internal static class TextValue
{
    private const int LongestContainer = 65536;
    private const string CharacterData = "<![CDATA[";

    /// <summary>The value after a key and its separator; empty where there is none.</summary>
    public static (int Start, int End) Of(TextKey key)
    {
        string text = key.Text;
        if (key.Separator == '>')
        {
            return Element(text, key.Value);
        }

        int at = Characters.SkipBlanks(text, key.Value);
        if (at == text.Length || Characters.IsLineEnd(text[at]))
        {
            if (!key.IsQuoted)
            {
                return key is { Separator: ':', IsFirst: true } && !SecretKeys.IsMethod(key.Word)
                    ? IndentedBlock.After(text, at, key.Indent)
                    : (at, at);
            }

            at = Characters.Skip(text, at, char.IsWhiteSpace);
        }

        if (at < text.Length && text[at] == '!' && key is { Separator: ':', IsSpaced: true })
        {
            at = Characters.SkipBlanks(text, Characters.Skip(text, at, static c => !char.IsWhiteSpace(c)));
        }

        if (key.Separator == ':' && IndentedBlock.IsHeader(text, at))
        {
            return IndentedBlock.After(text, Characters.LineEnd(text, at), key.Indent);
        }

        return Enclosed(text, at, key.IsQuoted || key.IsFirst || key.Separator == '=') ?? BareText.Of(key, at);
    }

    /// <summary>An argument on a command line: in quotes or brackets, else up to a blank.</summary>
    public static (int Start, int End) Argument(string text, int at) =>
        Enclosed(text, at, brackets: Characters.IsAt(text, at, "(")) ?? BareText.Word(text, at);

    private static (int Start, int End)? Enclosed(string text, int at, bool brackets)
    {
        if (at >= text.Length)
        {
            return (at, at);
        }

        if (text[at] == '&' && Characters.IsAt(text, at, "&quot;"))
        {
            int start = at + "&quot;".Length;
            int close = text.IndexOf("&quot;", start, StringComparison.Ordinal);
            return (start, close < 0 ? text.Length : close);
        }

        int quote = at;
        while (quote < text.Length
            && quote - at < 2
            && text[quote] is 'b' or 'B' or 'u' or 'r' or 'f' or 'N' or '@' or '$')
        {
            quote++;
        }

        int escapes = Characters.Skip(text, quote, static character => character == '\\') - quote;
        int open = quote + escapes;
        if (open < text.Length && Characters.IsQuote(text[open]))
        {
            return text[quote == at ? at : quote - 1] == '@'
                && open + 1 < text.Length
                && Characters.IsLineEnd(text[open + 1])
                ? HereString(text, open)
                : QuotedText.At(text, open, escapes);
        }

        int call = brackets && char.IsAsciiLetter(text[at]) ? Characters.SkipWord(text, at) : at;
        return call > at && call + 1 < text.Length && text[call] == '(' && Characters.IsQuote(text[call + 1])
            ? (at, Container(text, call).End)
            : brackets && text[at] is '[' or '{' or '(' ? Container(text, at) : null;
    }

    private static (int Start, int End) HereString(string text, int quote)
    {
        int close = text.IndexOf($"\n{text[quote]}@", quote, StringComparison.Ordinal);
        return (Characters.Skip(text, quote + 1, Characters.IsLineEnd), close < 0 ? text.Length : close);
    }

    /// <summary>A list or mapping as a whole, its closing bracket included; one that is cut off to its end.</summary>
    private static (int Start, int End) Container(string text, int at)
    {
        int depth = 0;
        int limit = Math.Min(text.Length, at + LongestContainer);
        for (int i = at; i < limit; i++)
        {
            if (text[i] is '"' or '\'')
            {
                i = QuotedText.At(text, i, 0).End;
                continue;
            }

            depth += text[i] is '[' or '{' or '(' ? 1 : text[i] is ']' or '}' or ')' ? -1 : 0;
            if (depth == 0)
            {
                return (at, i + 1);
            }
        }

        return (at, limit);
    }

    private static (int Start, int End) Element(string text, int at)
    {
        if (Characters.IsAt(text, at, CharacterData))
        {
            int end = text.IndexOf("]]>", at, StringComparison.Ordinal);
            return (at + CharacterData.Length, end < 0 ? text.Length : end);
        }

        // "<your-password>" is no element.
        int close = text.IndexOf('<', at);
        bool isElement = close >= 0 && Characters.IsAt(text, close, "</");
        return !isElement && at < text.Length && Characters.IsQuote(text[at]) ? (at, at)
            : (at, close < 0 ? text.Length : close);
    }
}
