namespace MdfMetrics.Secrets;

/// <summary>
/// The words of a key. They end at anything but letters and digits, before a capital after a small letter (accessKey),
/// and before the last capital of several (APIKey). Numbers at the end (api_key_2) count for nothing.
/// </summary>
internal static class KeyWords
{
    /// <summary>Keys are short; of what is longer, the end counts.</summary>
    private const int Longest = 128;

    public static List<string> Of(ReadOnlySpan<char> key)
    {
        key = key.Length > Longest ? key[^Longest..] : key;
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

        TrimNumbers(words);
        return words;
    }

    private static bool StartsWord(ReadOnlySpan<char> key, int i) =>
        char.IsUpper(key[i])
        && (!char.IsUpper(key[i - 1]) || (i + 1 < key.Length && char.IsLower(key[i + 1])));

    private static void TrimNumbers(List<string> words)
    {
        while (words.Count > 1 && words[^1].All(char.IsAsciiDigit))
        {
            words.RemoveAt(words.Count - 1);
        }

        if (words.Count > 0 && words[^1].TrimEnd("0123456789".ToCharArray()) is { Length: > 1 } letters)
        {
            words[^1] = letters;
        }
    }
}
