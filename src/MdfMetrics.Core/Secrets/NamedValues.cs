namespace MdfMetrics.Secrets;

/// <summary>
/// Pairs of a name and a value that stand side by side: <c>{name: DB_PASSWORD, value: …}</c>, in either order, in YAML,
/// JSON and XML.
/// </summary>
internal sealed class NamedValues(string text, SecretKeys keys)
{
    private const int Farthest = 200;
    private const int LongestName = 20;

    private static readonly HashSet<string> s_names = new(StringComparer.OrdinalIgnoreCase)
    {
        "env", "field", "header", "key", "name", "option", "param", "parameter", "property", "setting", "var",
        "variable",
    };

    private static readonly HashSet<string> s_values = new(StringComparer.OrdinalIgnoreCase)
    {
        "content", "default", "defaultvalue", "string", "val", "value", "values",
    };

    private int _secretUntil = -1;
    private TextKey _last;

    public static bool IsName(string key) => s_names.Contains(key);

    public static bool IsValue(string key) => s_values.Contains(key);

    /// <summary>Whether the key is that of a value whose name, a moment before, was that of a secret.</summary>
    public bool IsValueOfSecret(TextKey key, SecretRanges found)
    {
        if (key.Separator == default)
        {
            return false;
        }

        string word = key.End - key.Start <= LongestName ? text[key.Start..key.End] : string.Empty;
        if (IsName(word))
        {
            NoteName(key, found);
        }
        else if (IsValue(word))
        {
            bool isSecret = key.Start < _secretUntil;
            _secretUntil = -1;
            _last = isSecret ? default : key;
            return isSecret;
        }

        return false;
    }

    private void NoteName(TextKey key, SecretRanges found)
    {
        int start = Characters.Skip(
            text,
            key.Value,
            static character => Characters.IsBlank(character) || Characters.IsQuote(character) || character == '\\');
        int end = Characters.SkipWord(text, start);
        if (end == start || !keys.IsSecret(text.AsSpan(start, end - start)))
        {
            return;
        }

        _secretUntil = end + Farthest;
        if (_last.Text is null || start - _last.Start > Farthest)
        {
            return;
        }

        (int valueStart, int valueEnd) = ValueBefore(start);
        if (valueEnd > valueStart
            && text.AsSpan(valueEnd, start - valueEnd).IndexOfAny('{', '}') < 0
            && !HarmlessValues.IsIn(default, text[valueStart..valueEnd]))
        {
            found.Add(valueStart, valueEnd);
            _secretUntil = -1;
        }
    }

    /// <summary>The value of the last key; nothing where it goes on beyond the name.</summary>
    private (int Start, int End) ValueBefore(int name)
    {
        int offset = _last.Start;
        (int start, int end) = TextValue.Of(TextKey.Read(text[offset..name], 0, 0, _last.End - offset));
        return end == name - offset ? default : (start + offset, end + offset);
    }
}
