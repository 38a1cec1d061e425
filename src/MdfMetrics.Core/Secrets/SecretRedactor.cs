namespace MdfMetrics.Secrets;

/// <summary>
/// Keeps secrets out of everything that is written or shown: see docs/secrets.md for its rules. Takes time in
/// proportion to the text's length; what is masked already stays as it is.
/// </summary>
public sealed class SecretRedactor
{
    /// <summary>What stands in place of a secret.</summary>
    public const string Mask = "***";

    /// <summary>Shorter words have the form of no issuer's secrets.</summary>
    private const int ShortestToken = 15;

    private readonly SecretKeys _keys;
    private readonly OwnPatterns _patterns;
    private readonly JsonSecrets _json;

    private SecretRedactor(OwnPatterns patterns, IReadOnlyList<string> keys)
    {
        _patterns = patterns;
        _keys = new SecretKeys(keys);
        _json = new JsonSecrets(_keys, this);
        Patterns = patterns.Texts;
        Keys = keys;
    }

    /// <summary>The built-in rules alone.</summary>
    public static SecretRedactor Standard { get; } = new(new OwnPatterns([]), []);

    /// <summary>The user's own patterns.</summary>
    public IReadOnlyList<string> Patterns { get; }

    /// <summary>The user's own keys.</summary>
    public IReadOnlyList<string> Keys { get; }

    /// <summary>The built-in rules with the user's own.</summary>
    /// <param name="patterns">Regular expressions: what matches is a secret.</param>
    /// <param name="keys">Names of keys whose values are secrets, in any case and spelling of their words.</param>
    /// <exception cref="ArgumentException">A pattern is none that runs in linear time; says why.</exception>
    public static SecretRedactor With(IReadOnlyList<string> patterns, IReadOnlyList<string> keys) =>
        patterns.Count == 0 && keys.Count == 0 ? Standard : new SecretRedactor(new OwnPatterns(patterns), keys);

    /// <summary>
    /// Whether values under this key are secrets, in any case and in snake_case, kebab-case, camelCase.
    /// </summary>
    public bool IsSecret(string key) => _keys.IsSecret(key);

    /// <summary>Text with its secrets masked; text that is JSON stays JSON.</summary>
    public string Redact(string text)
    {
        bool isSuspect = _patterns.IsMatch(text)
            || ((text.Length >= ShortestToken || !IsName(text)) && (Keys.Count > 0 || Triggers.IsIn(text)));
        return isSuspect ? _json.TryRedact(text) ?? MaskIn(text) : text;
    }

    /// <summary>Whether a text is one word: no key with its value, nor an address.</summary>
    private static bool IsName(string text) => Characters.SkipWord(text, 0) == text.Length;

    /// <summary>The same for text that is no JSON.</summary>
    internal string MaskIn(string text) => Find(text).Mask(text);

    /// <summary>Where the secrets of a text are.</summary>
    internal SecretRanges Find(string text)
    {
        var found = new SecretRanges();
        PrivateKeys.Find(text, found);
        IssuedForms.Find(text, found);
        UrlSecrets.Find(text, found);
        new KeyedText(text, _keys, found).Find();
        CommandForms.Find(text, found);
        _patterns.Find(text, found);
        return found;
    }
}
