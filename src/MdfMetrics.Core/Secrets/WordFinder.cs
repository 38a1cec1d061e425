namespace MdfMetrics.Secrets;

/// <summary>
/// Finds the first of many words in a text, at about a nanosecond a character: two characters of each place are looked
/// up in a table, and only where they begin a word is more of it compared.
/// </summary>
internal sealed class WordFinder
{
    private const int Buckets = 4096;

    private readonly string[]?[] _words = new string[]?[Buckets];
    private readonly StringComparison _comparison;
    private readonly bool _ignoresCase;

    /// <param name="words">At least two characters each.</param>
    public WordFinder(IEnumerable<string> words, StringComparison comparison)
    {
        _comparison = comparison;
        _ignoresCase = comparison == StringComparison.OrdinalIgnoreCase;
        IEnumerable<string> distinct = words.Distinct(StringComparer.Ordinal);
        foreach (IGrouping<int, string> bucket in distinct.GroupBy(word => Bucket(word[0], word[1])))
        {
            _words[bucket.Key] = [.. bucket];
        }
    }

    /// <summary>Where the first one begins; -1 where there is none.</summary>
    public int IndexIn(ReadOnlySpan<char> text, int start = 0)
    {
        for (int i = start; i < text.Length - 1; i++)
        {
            if (_words[Bucket(text[i], text[i + 1])] is { } words)
            {
                ReadOnlySpan<char> rest = text[i..];
                foreach (string word in words)
                {
                    if (rest.StartsWith(word, _comparison))
                    {
                        return i;
                    }
                }
            }
        }

        return -1;
    }

    private int Bucket(char first, char second) => _ignoresCase
        ? ((Fold(first) * 67) ^ Fold(second)) & (Buckets - 1)
        : ((first * 67) ^ second) & (Buckets - 1);

    private static int Fold(char character) =>
        char.IsAscii(character) ? character | 0x20 : char.ToLowerInvariant(character);
}
