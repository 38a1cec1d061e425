using System.Text;

namespace MdfMetrics.Configuration;

/// <summary>
/// Masks secrets in free text, in one pass and without regular expressions: hostile text costs no more.
/// </summary>
internal static class SecretText
{
    /// <summary>See <see cref="SecretRedactor.RedactText"/>.</summary>
    public static string Redact(string text)
    {
        var masked = new StringBuilder();
        int copied = 0;
        int at = 0;
        while (at < text.Length)
        {
            int end = EndOf(text, at, IsWord);
            Range secret = end > at ? AfterWord(text, at, end) : InUrl(text, at);
            (int start, int length) = secret.GetOffsetAndLength(text.Length);
            if (length > 0)
            {
                masked.Append(text, copied, start - copied).Append(SecretRedactor.Mask);
                copied = start + length;
            }

            at = Math.Max(Math.Max(end, at + 1), length > 0 ? copied : 0);
        }

        return copied == 0 ? text : masked.Append(text, copied, text.Length - copied).ToString();
    }

    private static bool IsWord(char character) => char.IsLetterOrDigit(character) || character is '_' or '-' or '.';

    private static bool IsBlank(char character) => character is ' ' or '\t';

    private static bool IsQuote(char character) => character is '"' or '\'';

    private static bool EndsValue(char character) =>
        char.IsWhiteSpace(character) || character is ',' or ';' or '&' or ')' or ']' or '}' or '"' or '\'';

    private static int EndOf(string text, int start, Func<char, bool> belongs)
    {
        int end = start;
        while (end < text.Length && belongs(text[end]))
        {
            end++;
        }

        return end;
    }

    // Bearer abc, password=abc, "token": "abc", authorization: Basic abc
    private static Range AfterWord(string text, int start, int end)
    {
        ReadOnlySpan<char> word = text.AsSpan(start, end - start);
        if (IsScheme(word, "Bearer"))
        {
            int credentials = EndOf(text, end, IsBlank);
            return credentials > end ? Value(text, credentials) : default;
        }

        int separator = end < text.Length && IsQuote(text[end]) ? end + 1 : end;
        separator = EndOf(text, separator, IsBlank);
        if (separator >= text.Length || text[separator] is not (':' or '=')
            || !SecretKeys.IsSecret(word))
        {
            return default;
        }

        int value = EndOf(text, separator + 1, IsBlank);
        int next = EndOf(text, value, IsWord);
        ReadOnlySpan<char> first = text.AsSpan(value, next - value);
        bool scheme = (IsScheme(first, "Bearer") || IsScheme(first, "Basic")) && EndOf(text, next, IsBlank) > next;
        return Value(text, scheme ? EndOf(text, next, IsBlank) : value);
    }

    private static bool IsScheme(ReadOnlySpan<char> word, string scheme) =>
        word.Equals(scheme, StringComparison.OrdinalIgnoreCase);

    private static Range Value(string text, int start)
    {
        if (start < text.Length && IsQuote(text[start]))
        {
            char quote = text[start];
            return (start + 1)..EndOf(text, start + 1, character => character != quote && character != '\n');
        }

        return start..EndOf(text, start, character => !EndsValue(character));
    }

    // scheme://user:password@host, up to the last @ before the path: passwords do hold that sign.
    private static Range InUrl(string text, int at)
    {
        if (string.CompareOrdinal(text, at, "://", 0, 3) != 0)
        {
            return default;
        }

        int start = at + 3;
        int end = EndOf(text, start, character => !char.IsWhiteSpace(character) && character is not ('/' or '"'));
        int host = text.LastIndexOf('@', end - 1, end - start);
        int colon = host < 0 ? -1 : text.IndexOf(':', start, host - start);
        return colon < 0 ? default : (colon + 1)..host;
    }
}
