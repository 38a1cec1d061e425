using System.Collections.Concurrent;

namespace MdfMetrics.Secrets;

/// <summary>Tells by a key's words whether its value is a secret: see <see cref="KeyTable"/>.</summary>
/// <param name="own">The user's own keys.</param>
internal sealed class SecretKeys(IReadOnlyList<string> own)
{
    private const int MostKnown = 1000;

    private static readonly WordFinder s_stems = new(KeyTable.Stems, StringComparison.OrdinalIgnoreCase);

    private readonly ConcurrentDictionary<string, bool> _known = new(StringComparer.Ordinal);
    private readonly HashSet<string> _own = [.. own.Select(key => string.Join(' ', KeyWords.Of(key)))];

    /// <summary>The same for keys that come again and again: those of the rows of an operator.</summary>
    public bool IsSecretName(string key)
    {
        if (!_known.TryGetValue(key, out bool isSecret))
        {
            isSecret = IsSecret(key);
            if (_known.Count < MostKnown)
            {
                _known[key] = isSecret;
            }
        }

        return isSecret;
    }

    public bool IsSecret(ReadOnlySpan<char> key)
    {
        if (_own.Count == 0 && s_stems.IndexIn(key) < 0)
        {
            return false;
        }

        List<string> words = KeyWords.Of(key);
        if (words.Count == 0)
        {
            return false;
        }

        return (_own.Count > 0 && _own.Contains(string.Join(' ', words))) || IsBuiltIn(words);
    }

    /// <summary>Whether it is one of the user's own keys, of which no value is taken for something harmless.</summary>
    public bool IsOwn(ReadOnlySpan<char> key) =>
        _own.Count > 0 && _own.Contains(string.Join(' ', KeyWords.Of(key)));

    /// <summary>Whether the secret may have blanks in it: a password does, a token does not.</summary>
    public static bool IsPassword(ReadOnlySpan<char> key)
    {
        List<string> words = KeyWords.Of(key);
        string joined = string.Concat(words);
        return KeyTable.Passwords.Any(word => joined.Contains(word, StringComparison.Ordinal))
            || words is [.., "pass" or "pw" or "pwd" or "secret" or "secrets"];
    }

    /// <summary>
    /// Whether nothing but <c>key</c> as the last of several words makes the key secret: more of these are keys of
    /// data than any table has.
    /// </summary>
    public static bool IsAnyKey(ReadOnlySpan<char> key) => KeyWords.Of(key) is [.., _, "key" or "keys"] words
        && !KeyTable.Last.Contains(words[^2] + words[^1])
        && !KeyTable.Anywhere.Any(part => string.Concat(words).Contains(part, StringComparison.Ordinal))
        && !words.Any(word => word.Contains("secret", StringComparison.Ordinal));

    /// <summary>Whether the value may be the name of a secret in a store.</summary>
    public static bool IsStoreName(ReadOnlySpan<char> key) => KeyWords.Of(key) switch
    {
        ["secret", "id"] => true,
        ["secret"] => key.StartsWith("--", StringComparison.Ordinal),
        _ => false,
    };

    /// <summary>
    /// Whether a mapping under the key tells of a way to authenticate, and its own keys of the secrets.
    /// </summary>
    public static bool IsMethod(ReadOnlySpan<char> key) => KeyWords.Of(key) is [.., "auth"];

    /// <summary>Whether the value is all that follows on the line, whatever is in it: headers.</summary>
    public static bool IsHeader(ReadOnlySpan<char> key) => KeyWords.Of(key) is
        [.., "authorization"] or [.., "cookie" or "cookies"];

    private static bool IsBuiltIn(List<string> words)
    {
        string last = words[^1];
        string before = words.Count > 1 ? words[^2] : string.Empty;
        string joined = string.Concat(words);
        if (KeyTable.Phrases.Any(phrase => joined.EndsWith(phrase, StringComparison.Ordinal)))
        {
            return true;
        }

        if (words[0] is "existing" or "checksum" || words is [.., "pull" or "tls" or "from", "secret"]
            || KeyTable.AboutSecrets.Contains(last) || KeyTable.Exceptions.Contains(joined))
        {
            return false;
        }

        return KeyTable.Anywhere.Any(part => joined.Contains(part, StringComparison.Ordinal))
            || words.Any(word => word.Contains("secret", StringComparison.Ordinal)
                && !word.StartsWith("secretar", StringComparison.Ordinal)
                && !word.StartsWith("secreti", StringComparison.Ordinal))
            || KeyTable.Last.Contains(last)
            || last switch
            {
                "key" or "keys" => words.Count > 1 && !KeyTable.DataKeys.Contains(before),
                "token" => !KeyTable.TextTokens.Contains(before),
                "tokens" => KeyTable.AccessTokens.Contains(before),
                "pass" => !KeyTable.PassesOver.Contains(before),
                _ => last.EndsWith("token", StringComparison.Ordinal)
                    || last.EndsWith("pwd", StringComparison.Ordinal)
                    || (last.EndsWith("pass", StringComparison.Ordinal) && !KeyTable.EndInPass.Contains(last)),
            };
    }
}
