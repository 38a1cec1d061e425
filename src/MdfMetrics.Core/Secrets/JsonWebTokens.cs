using System.Buffers;
using System.Text;

namespace MdfMetrics.Secrets;

/// <summary>
/// JSON Web Tokens: three parts in base64url with dots between, of which the first is a JSON object that names an
/// algorithm.
/// </summary>
internal static class JsonWebTokens
{
    /// <summary>What <c>{"</c> is in base64url.</summary>
    public const string Prefix = "eyJ";
    private const int LongestHeader = 2048;

    private static readonly SearchValues<char> s_base64Url =
        SearchValues.Create("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789_-");

    public static void Find(string text, SecretRanges found)
    {
        for (int at = 0; (at = text.IndexOf(Prefix, at, StringComparison.Ordinal)) >= 0;)
        {
            // In the midst of a run of such characters it is none, and the run need not be looked at again.
            int header = at > 0 && s_base64Url.Contains(text[at - 1]) ? at : RunEnd(text, at);
            if (header == at || !HasDot(text, header) || !IsHeader(text.AsSpan(at, header - at)))
            {
                at += Prefix.Length;
                continue;
            }

            int payload = RunEnd(text, header + 1);
            int end = HasDot(text, payload) ? RunEnd(text, payload + 1) : payload;
            while (HasDot(text, end))
            {
                // Encrypted ones have five parts.
                end = RunEnd(text, end + 1);
            }

            found.Add(at, end);
            at = end;
        }
    }

    private static bool HasDot(string text, int at) => at < text.Length - 1 && text[at] == '.' && text[at + 1] != '.';

    private static int RunEnd(string text, int start)
    {
        int run = text.AsSpan(start).IndexOfAnyExcept(s_base64Url);
        return run < 0 ? text.Length : start + run;
    }

    private static bool IsHeader(ReadOnlySpan<char> part)
    {
        if (part.Length > LongestHeader)
        {
            return false;
        }

        // Base64 itself has two other characters, and is filled up to fours.
        string base64 = part.ToString().Replace('-', '+').Replace('_', '/').PadRight((part.Length + 3) / 4 * 4, '=');
        Span<byte> json = stackalloc byte[LongestHeader];
        return Convert.TryFromBase64String(base64, json, out int length)
            && Encoding.UTF8.GetString(json[..length]).Contains("\"alg\"", StringComparison.Ordinal);
    }
}
