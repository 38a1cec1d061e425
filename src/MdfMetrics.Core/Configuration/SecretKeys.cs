namespace MdfMetrics.Configuration;

/// <summary>Tells by a key's words whether its value is a secret.</summary>
internal static class SecretKeys
{
    private static readonly string[] s_anywhere =
    [
        "password", "passwd", "passphrase", "secret", "credential", "authorization", "apikey", "connectionstring",
    ];

    private static readonly string[] s_atEnd = ["token", "pwd"];

    // What comes before _key where the value names data and opens nothing.
    private static readonly HashSet<string> s_harmless =
    [
        "cache", "column", "dedup", "field", "foreign", "group", "hash", "id", "image", "index", "input", "join",
        "label", "order", "output", "partition", "primary", "public", "row", "sort", "text", "unique", "url",
    ];

    /// <summary>See <see cref="SecretRedactor.IsSecret"/>.</summary>
    public static bool IsSecret(ReadOnlySpan<char> key)
    {
        List<string> words = Words(key);
        if (words.Count == 0)
        {
            return false;
        }

        string joined = string.Concat(words);
        return s_anywhere.Any(joined.Contains)
            || s_atEnd.Any(joined.EndsWith)
            || words[^1] == "auth"
            || (words.Count > 1 && words[^1] is "key" or "keys" && !s_harmless.Contains(words[^2]));
    }

    // Words end at anything but letters and digits, before a capital after a small letter (accessKey), and before the
    // last capital of several (APIKey).
    private static List<string> Words(ReadOnlySpan<char> key)
    {
        var words = new List<string>();
        int start = 0;
        for (int i = 0; i <= key.Length; i++)
        {
            bool separator = i == key.Length || !char.IsLetterOrDigit(key[i]);
            if (separator || (i > start && StartsWord(key, i)))
            {
                if (i > start)
                {
                    words.Add(key[start..i].ToString().ToLowerInvariant());
                }

                start = separator ? i + 1 : i;
            }
        }

        return words;
    }

    private static bool StartsWord(ReadOnlySpan<char> key, int i) =>
        char.IsUpper(key[i])
        && (!char.IsUpper(key[i - 1]) || (i + 1 < key.Length && char.IsLower(key[i + 1])));
}
