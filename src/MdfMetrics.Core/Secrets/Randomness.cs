using System.Buffers;

namespace MdfMetrics.Secrets;

/// <summary>Tells made-up text from words: letters and digits mixed.</summary>
internal static class Randomness
{
    private static readonly SearchValues<char> s_token =
        SearchValues.Create("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789_-+/=~");

    /// <summary>Whether both a letter and a digit are in it.</summary>
    public static bool IsMixed(ReadOnlySpan<char> text)
    {
        bool hasDigit = text.ContainsAnyInRange('0', '9');
        return hasDigit && (text.ContainsAnyInRange('a', 'z') || text.ContainsAnyInRange('A', 'Z'));
    }

    /// <summary>Whether it is as long as tokens are, of their characters, and mixed.</summary>
    public static bool IsToken(ReadOnlySpan<char> text, int least) =>
        text.Length >= least && text.IndexOfAnyExcept(s_token) < 0 && IsMixed(text);

    /// <summary>Whether a part of it between hyphens is a token.</summary>
    public static bool HasToken(string text, int least) =>
        text.Split('-', '_').Any(part => IsToken(part, least));
}
