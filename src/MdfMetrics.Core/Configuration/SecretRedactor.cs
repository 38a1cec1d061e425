using System.Collections;
using System.Collections.Specialized;
using System.Globalization;

namespace MdfMetrics.Configuration;

/// <summary>
/// Keeps secrets out of what is stored and shown. A value goes by its key (see <see cref="IsSecret"/>), whole, whether
/// text, number, list or mapping; true, false, null and empty text are no secrets. In all other text, secrets go by
/// their surroundings (see <see cref="RedactText"/>).
/// </summary>
public static class SecretRedactor
{
    /// <summary>What stands in place of a secret.</summary>
    public const string Mask = "***";

    /// <summary>
    /// Whether values under this key are secrets, in any case and in snake_case, kebab-case or camelCase: keys that
    /// contain password, passwd, passphrase, secret, credential, authorization, apikey or connectionstring; keys that
    /// end in token, pwd or auth; and keys of two words or more that end in key or keys, except names of data such as
    /// primary_key, sort_key and text_key.
    /// </summary>
    public static bool IsSecret(string key) => SecretKeys.IsSecret(key);

    /// <summary>
    /// Text with <c>password=…</c>, <c>token: …</c> and the like, <c>Bearer …</c> and the password of
    /// <c>scheme://user:password@host</c> masked. Takes time in proportion to the text's length.
    /// </summary>
    public static string RedactText(string text) => SecretText.Redact(text);

    /// <summary>A copy of a dictionary with its secrets masked, inner dictionaries and lists included.</summary>
    /// <returns>Ordered dictionaries, arrays and scalars; what contains itself is masked there.</returns>
    public static IDictionary Redact(IDictionary values) => Members(values, []);

    /// <summary>
    /// JSON with its secrets masked; null stays null, text that is no JSON object is redacted as text.
    /// </summary>
    public static JsonMap? Redact(JsonMap? map) => map switch
    {
        null => null,
        { Count: 0 } => JsonMap.FromJson(RedactText(map.ToString())),
        _ => JsonMap.FromDictionary(Members(map, [])),
    };

    private static OrderedDictionary Members(IDictionary values, HashSet<object> open)
    {
        var copy = new OrderedDictionary(values.Count, StringComparer.Ordinal);
        IDictionaryEnumerator entries = values.GetEnumerator();
        while (entries.MoveNext())
        {
            string key = Convert.ToString(entries.Key, CultureInfo.InvariantCulture)!;
            copy[key] = IsSecret(key) && entries.Value is not (null or bool or "")
                ? Mask
                : Value(entries.Value, open);
        }

        return copy;
    }

    private static object? Value(object? value, HashSet<object> open) => value switch
    {
        string text => RedactText(text),
        IDictionary dictionary => Once(dictionary, open, () => Members(dictionary, open)),
        IEnumerable list => Once(
            list,
            open,
            () => list.Cast<object?>().Select(item => Value(item, open)).ToArray()),
        _ => value,
    };

    private static object Once(object container, HashSet<object> open, Func<object> copy)
    {
        if (!open.Add(container))
        {
            return Mask;
        }

        object result = copy();
        open.Remove(container);
        return result;
    }
}
