namespace MdfMetrics.Secrets;

/// <summary>Kinds of characters in text that is read for secrets.</summary>
internal static class Characters
{
    /// <summary>Letters, digits and what joins them in keys.</summary>
    public static bool IsWord(char character) => char.IsLetterOrDigit(character) || character is '_' or '-' or '.';

    public static bool IsBlank(char character) => character is ' ' or '\t';

    public static bool IsQuote(char character) => character is '"' or '\'' or '`';

    public static bool IsLineEnd(char character) => character is '\n' or '\r';

    /// <summary>What closes something around a value, or follows on that.</summary>
    public static bool IsCloser(char character) =>
        IsQuote(character) || character is ')' or ']' or '}' or '\\' or ',' or ';' or '.' or ':';

    public static int SkipWord(string text, int at) => Skip(text, at, IsWord);

    public static int SkipBlanks(string text, int at) => Skip(text, at, IsBlank);

    public static int Skip(string text, int at, Func<char, bool> belongs)
    {
        while (at < text.Length && belongs(text[at]))
        {
            at++;
        }

        return at;
    }

    public static int LineEnd(string text, int at)
    {
        int end = text.AsSpan(at).IndexOfAny('\n', '\r');
        return end < 0 ? text.Length : at + end;
    }

    public static bool IsAt(string text, int at, string what) =>
        at >= 0 && at + what.Length <= text.Length
        && text.AsSpan(at, what.Length).Equals(what, StringComparison.OrdinalIgnoreCase);
}
