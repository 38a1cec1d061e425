using System.Buffers;

namespace MdfMetrics.Secrets;

/// <summary>
/// Secret access keys of AWS, which have no prefix: forty characters of base64 with the entropy of random ones, in text
/// that speaks of AWS. A commit's hash is forty characters too, all hexadecimal.
/// </summary>
internal static class AwsSecrets
{
    private const int Length = 40;
    private const double LeastBits = 4.2;
    private const int MostSlashes = 3;

    private static readonly SearchValues<char> s_characters =
        SearchValues.Create("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789/+");

    private static readonly WordFinder s_context = new(["aws", "akia", "asia"], StringComparison.OrdinalIgnoreCase);

    /// <summary>Whether a text speaks of AWS.</summary>
    public static bool IsAbout(ReadOnlySpan<char> text) => text.Length > Length && s_context.IndexIn(text) >= 0;

    public static void Find(string text, SecretRanges found)
    {
        if (!IsAbout(text))
        {
            return;
        }

        for (int at = 0; at < text.Length;)
        {
            int start = text.AsSpan(at).IndexOfAny(s_characters);
            if (start < 0)
            {
                return;
            }

            start += at;
            int run = text.AsSpan(start).IndexOfAnyExcept(s_characters);
            at = run < 0 ? text.Length : start + run;
            if (at - start == Length && IsRandom(text.AsSpan(start, Length)))
            {
                found.Add(start, at);
            }
        }
    }

    private static bool IsRandom(ReadOnlySpan<char> key) =>
        key.Count('/') <= MostSlashes
        && key.ContainsAnyInRange('0', '9')
        && key.ContainsAnyInRange('A', 'Z')
        && key.ContainsAnyInRange('a', 'z')
        && Entropy(key) >= LeastBits;

    /// <summary>Bits a character.</summary>
    private static double Entropy(ReadOnlySpan<char> text)
    {
        Span<int> counts = stackalloc int[128];
        counts.Clear();
        foreach (char character in text)
        {
            counts[character]++;
        }

        double bits = 0;
        foreach (int count in counts)
        {
            double share = (double)count / text.Length;
            bits -= count == 0 ? 0 : share * Math.Log2(share);
        }

        return bits;
    }
}
