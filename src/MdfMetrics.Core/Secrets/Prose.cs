using System.Buffers;

namespace MdfMetrics.Secrets;

/// <summary>Words that go on a sentence after a key or a password, and are neither.</summary>
internal static class Prose
{
    private const int LongestWord = 16;

    private static readonly HashSet<string> s_words = new(StringComparer.OrdinalIgnoreCase)
    {
        "an", "and", "are", "as", "at", "auth", "authentication", "be", "because", "been", "but", "by", "can",
        "cannot", "could", "denied", "did", "does", "empty", "error", "exceeded", "expected", "expired", "failed",
        "failure", "flag", "for", "found", "from", "given", "had", "has", "have", "if", "in", "incorrect", "input",
        "invalid", "is", "it", "lacks", "missing", "must", "needs", "not", "of", "on", "option", "or", "please",
        "refused", "rejected", "required", "revoked", "see", "should", "supplied", "that", "the", "then", "this",
        "to", "token", "tokens", "too", "unexpected", "unknown", "unless", "using", "value", "via", "was", "were",
        "when", "while", "will", "with", "without", "wrong", "your",
    };

    private static readonly SearchValues<char> s_signs = SearchValues.Create("=:|<>{}[]()\"'`$&@/\\;");

    public static bool Has(ReadOnlySpan<char> word) =>
        word.Length <= LongestWord && s_words.Contains(word.TrimEnd(".,;:!").ToString());

    /// <summary>Whether a word of small letters after a key begins a sentence: another one follows.</summary>
    public static bool GoesOn(string text, string value, int at)
    {
        int next = Characters.SkipBlanks(text, at) + value.Length + 1;
        return next < text.Length && text[next - 1] == ' ' && char.IsAsciiLetterLower(text[next])
            && value.Length <= LongestWord && value.All(static c => char.IsAsciiLetterLower(c) || c == '-');
    }

    /// <summary>Whether a word may well be the next one of a password.</summary>
    public static bool MayGoOn(ReadOnlySpan<char> word) =>
        word.Length > 0 && word[0] != '-' && !word.ContainsAny(s_signs) && !Has(word);
}
