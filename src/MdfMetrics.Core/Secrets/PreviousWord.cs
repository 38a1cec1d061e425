namespace MdfMetrics.Secrets;

/// <summary>The word before one that may be a key: what it makes of that.</summary>
internal readonly record struct PreviousWord(string Text, int Start, int End)
{
    private static readonly HashSet<string> s_denials = new(StringComparer.OrdinalIgnoreCase)
    {
        "bad", "empty", "expired", "invalid", "missing", "no", "unknown", "wrong",
    };

    private static readonly HashSet<string> s_setters = new(StringComparer.OrdinalIgnoreCase)
    {
        "-gx", "-Ux", "-x", "setenv", "setx",
    };

    /// <summary><c>API key</c>, in two words.</summary>
    public bool MakesKey(ReadOnlySpan<char> word, int at) =>
        word.Equals("key", StringComparison.OrdinalIgnoreCase) && IsBefore(at) && KeyTable.KeysInText.Contains(Word);

    /// <summary><c>setx API_KEY</c>, <c>set -x API_KEY</c>: the value follows without a sign.</summary>
    public bool SetsVariable(int at) => IsBefore(at) && s_setters.Contains(Word);

    /// <summary><c>no credentials: ask for some</c>.</summary>
    public bool Denies(int at) => IsBefore(at) && s_denials.Contains(Word);

    /// <summary><c>unknown token: 'end'</c>.</summary>
    public bool MakesTokenOfText(TextKey key) =>
        key.Word.Equals("token", StringComparison.OrdinalIgnoreCase) && IsBefore(key.Start)
        && KeyTable.TextTokens.Contains(Word.ToLowerInvariant());

    private string Word => Text[Start..End];

    private bool IsBefore(int at)
    {
        const int Longest = 16;
        return Text is not null && End - Start <= Longest && at == End + 1 && Text[End] == ' ';
    }
}
