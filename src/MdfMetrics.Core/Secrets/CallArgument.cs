using System.Buffers;

namespace MdfMetrics.Secrets;

/// <summary>
/// A value in code that follows its key as an argument: <c>option("password", "x")</c>, <c>('token', 'x')</c>,
/// <c>setPassword("x")</c>.
/// </summary>
internal static class CallArgument
{
    private static readonly SearchValues<char> s_name = SearchValues.Create("abcdefghijklmnopqrstuvwxyz_ ");

    /// <summary>The value after a key; the default where there is none.</summary>
    public static (int Start, int End) After(string text, int start, int end, SecretKeys keys)
    {
        if (end + 1 >= text.Length)
        {
            return default;
        }

        if (text[end] == '(')
        {
            return Characters.IsQuote(text[end + 1]) && IsSetter(text.AsSpan(start, end - start))
                ? QuotedText.At(text, end + 1, 0)
                : default;
        }

        char open = start > 1 ? text[start - 2] : default;
        if (open is not ('(' or '[')
            || !Characters.IsQuote(text[end])
            || text[start - 1] != text[end]
            || text[end + 1] != ',')
        {
            return default;
        }

        int quote = Characters.SkipBlanks(text, end + 2);
        if (quote >= text.Length || !Characters.IsQuote(text[quote]))
        {
            return default;
        }

        (int Start, int End) value = QuotedText.At(text, quote, 0);
        bool isPair = value.End + 1 < text.Length && text[value.End + 1] is ')' or ']';
        bool isCall = open == '(' && start > 2 && Characters.IsWord(text[start - 3]);
        ReadOnlySpan<char> argument = text.AsSpan(value.Start, value.End - value.Start);
        return isPair && (isCall || IsNoName(argument, keys)) ? value : default;
    }

    /// <summary>Whether what stands beside a key in a list is hardly the name of another column.</summary>
    public static bool IsNoName(ReadOnlySpan<char> text, SecretKeys keys) =>
        text.IndexOfAnyExcept(s_name) >= 0 && !keys.IsSecret(text);

    private static bool IsSetter(ReadOnlySpan<char> word)
    {
        int dot = word.LastIndexOf('.');
        ReadOnlySpan<char> name = word[(dot + 1)..];
        return name.StartsWith("set", StringComparison.OrdinalIgnoreCase)
            || name.StartsWith("with", StringComparison.OrdinalIgnoreCase)
            || (dot >= 0 && name.Equals("password", StringComparison.Ordinal));
    }
}
