using System.Buffers;

namespace MdfMetrics.Secrets;

/// <summary>
/// Secrets in addresses: the password of <c>scheme://user:password@host</c>, the token of <c>https://token@host</c>,
/// and parameters such as <c>sig</c>. Parameters with the names of secrets are <see cref="KeyedText"/>'s.
/// </summary>
internal static class UrlSecrets
{
    public const string Authority = "://";
    private const string Oracle = "jdbc:oracle:";
    private const int LongestPassword = 256;
    private const int LongestUserName = 20;
    private const int LongestName = 64;

    private static readonly SearchValues<char> s_authorityEnd = SearchValues.Create(" \t\r\n\"'<>`/\\?#");
    private static readonly SearchValues<char> s_passwordEnd = SearchValues.Create(" \t\r\n\"'<>`\\");
    private static readonly SearchValues<char> s_valueEnd = SearchValues.Create(" \t\r\n\"'<>`&#\\,;)]}");
    private static readonly SearchValues<char> s_nameStart = SearchValues.Create("?&#;");

    /// <summary>Parameters whose values are secrets, though keys of this name are none.</summary>
    private static readonly HashSet<string> s_parameters = new(StringComparer.OrdinalIgnoreCase)
    {
        "assertion", "AWSAccessKeyId", "hmac", "SAMLResponse", "sig", "signature", "X-Amz-Credential",
        "X-Amz-Security-Token", "X-Amz-Signature", "X-Goog-Credential", "X-Goog-Signature",
    };

    /// <summary>Those that are secrets where the value is no word or number.</summary>
    private static readonly HashSet<string> s_guarded = new(StringComparer.OrdinalIgnoreCase)
    {
        "code", "key", "k", "sid", "session", "ticket",
    };

    /// <summary>What a text with any of them has.</summary>
    public static IEnumerable<string> Triggers =>
        [Authority, Oracle, .. s_parameters.Concat(s_guarded).Select(parameter => parameter + "=")];

    public static void Find(string text, SecretRanges found)
    {
        for (int at = 0; (at = text.IndexOf(Authority, at, StringComparison.Ordinal)) >= 0;)
        {
            int start = at + Authority.Length;
            FindUser(text, at, start, found);
            at = start;
        }

        FindOracle(text, found);
        FindParameters(text, found);
    }

    // jdbc:oracle:thin:user/password@//host
    private static void FindOracle(string text, SecretRanges found)
    {
        for (int at = 0; (at = text.IndexOf(Oracle, at, StringComparison.OrdinalIgnoreCase)) >= 0;)
        {
            at += Oracle.Length;
            int end = End(text, at, text.Length, s_passwordEnd);
            int slash = text.IndexOf('/', at, end - at);
            int host = slash < 0 ? -1 : text.IndexOf('@', slash, end - slash);
            if (host >= 0)
            {
                Add(text, slash + 1, host, found);
            }

            at = end;
        }
    }

    // Up to the last @ before the path: passwords do hold that sign, and slashes too where no port can be meant.
    private static void FindUser(string text, int scheme, int start, SecretRanges found)
    {
        int end = End(text, start, text.Length, s_authorityEnd);
        int host = text.LastIndexOf('@', end - 1, end - start);
        int colon = text.IndexOf(':', start, (host < 0 ? end : host) - start);
        if (host < 0
            && colon >= 0
            && end < text.Length
            && text[end] is '/' or '?' or '#'
            && !IsPort(text, colon + 1, end))
        {
            end = End(text, end, Math.Min(text.Length, start + LongestPassword), s_passwordEnd);
            host = text.LastIndexOf('@', end - 1, end - start);
        }

        if (host < 0)
        {
            return;
        }

        if (colon >= 0)
        {
            // A token may be the user: https://TOKEN:x-oauth-basic@host.
            bool isToken = Randomness.IsToken(text.AsSpan(start, colon - start), LongestUserName);
            Add(text, isToken ? start : colon + 1, host, found);
        }
        else if (IsWeb(text, scheme) && !IsUserName(text.AsSpan(start, host - start)))
        {
            Add(text, start, host, found);
        }
    }

    private static bool IsPort(string text, int start, int end) =>
        text.AsSpan(start, end - start).IndexOfAnyExceptInRange('0', '9') < 0;

    private static bool IsWeb(string text, int scheme) =>
        text.AsSpan(0, scheme).EndsWith("http", StringComparison.OrdinalIgnoreCase)
        || text.AsSpan(0, scheme).EndsWith("https", StringComparison.OrdinalIgnoreCase);

    private static bool IsUserName(ReadOnlySpan<char> user) =>
        user.Length <= LongestUserName && !user.ContainsAnyInRange('0', '9') && !user.ContainsAnyInRange('A', 'Z');

    private static void FindParameters(string text, SecretRanges found)
    {
        for (int at = 0; at < text.Length; at++)
        {
            int next = text.AsSpan(at).IndexOfAny(s_nameStart);
            if (next < 0)
            {
                return;
            }

            at += next;
            int name = at + 1;
            int equals = text.IndexOf('=', name, Math.Min(LongestName, text.Length - name));
            if (equals <= name)
            {
                continue;
            }

            string parameter = text[name..equals];
            bool isGuarded = s_guarded.Contains(parameter);
            if (isGuarded || s_parameters.Contains(parameter))
            {
                int end = End(text, equals + 1, text.Length, s_valueEnd);
                if (!isGuarded || !IsWord(text.AsSpan(equals + 1, end - equals - 1)))
                {
                    Add(text, equals + 1, end, found);
                }

                at = end - 1;
            }
        }
    }

    private static bool IsWord(ReadOnlySpan<char> value) =>
        value.Length < 6
        || !(value.ContainsAnyInRange('0', '9') || value.ContainsAnyInRange('A', 'Z'))
        || value.IndexOfAnyExceptInRange('0', '9') < 0;

    private static int End(string text, int start, int limit, SearchValues<char> ends)
    {
        int end = text.AsSpan(start, limit - start).IndexOfAny(ends);
        return end < 0 ? limit : start + end;
    }

    private static void Add(string text, int start, int end, SecretRanges found)
    {
        if (!HarmlessValues.IsIn(default, text[start..end]))
        {
            found.Add(start, end);
        }
    }
}
