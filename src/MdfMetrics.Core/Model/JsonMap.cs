using System.Collections;
using System.Collections.Specialized;
using System.Text.Json;
using MdfMetrics.Secrets;

namespace MdfMetrics;

/// <summary>
/// A JSON object as an ordered dictionary that is parsed on first use. Keys are found without regard to case, as in
/// PowerShell; <see cref="ToString"/> is the JSON text. Text that is not a JSON object is kept and has no keys.
/// </summary>
public sealed class JsonMap : IDictionary, IEquatable<JsonMap>
{
    private readonly string _json;
    private string? _strict;
    private OrderedDictionary? _items;

    /// <summary>Whose secrets are masked already; null: nobody has looked.</summary>
    private SecretRedactor? _redactor;

    private JsonMap(string json, bool isStrict)
    {
        _json = json;
        _strict = isStrict ? json : null;
    }

    public int Count => Items.Count;

    public bool IsFixedSize => true;

    public bool IsReadOnly => true;

    public bool IsSynchronized => false;

    public object SyncRoot => this;

    public ICollection Keys => Items.Keys;

    public ICollection Values => Items.Values;

    /// <summary>What this was merged of, to merge it further; null for the figures of one worker.</summary>
    internal MergedMetrics? Merged { get; private init; }

    private OrderedDictionary Items => _items ??= Read(_json);

    public object? this[object key]
    {
        get => Items[key];
        set => throw ReadOnly();
    }

    /// <summary>Takes the text of a file as it is; null stays null.</summary>
    public static JsonMap? FromJson(string? json) => json is null ? null : new JsonMap(json, isStrict: false);

    /// <summary>Reads JSON that comes in.</summary>
    /// <exception cref="FormatException">The text is no JSON object.</exception>
    internal static JsonMap Parse(string text) => new(StrictJson.Object(text), isStrict: true);

    /// <summary>Writes a dictionary as JSON; null stays null.</summary>
    /// <param name="values">
    /// Keys to values: text, numbers, booleans, dictionaries, lists; anything else as its text.
    /// </param>
    public static JsonMap? FromDictionary(IDictionary? values) => values switch
    {
        null => null,
        JsonMap map => map,
        _ => new JsonMap(JsonValues.Text(values), isStrict: true),
    };

    /// <summary>Writes merged figures as JSON.</summary>
    internal static JsonMap FromMerged(MergedMetrics merged) =>
        new(JsonValues.Text(merged.ToDictionary()), isStrict: true) { Merged = merged };

    /// <summary>The members of both; of the same name the newer one's wins.</summary>
    public static JsonMap? Merge(JsonMap? older, JsonMap? newer)
    {
        if (older is null || newer is null)
        {
            return newer ?? older;
        }

        OrderedDictionary merged = Read(older._json);
        foreach (DictionaryEntry entry in newer.Items)
        {
            merged[entry.Key] = entry.Value;
        }

        return FromDictionary(merged);
    }

    /// <summary>The same with its secrets masked.</summary>
    public JsonMap Redacted(SecretRedactor redactor)
    {
        if (_redactor == redactor)
        {
            return this;
        }

        string json = redactor.Redact(_json);
        JsonMap masked = ReferenceEquals(json, _json) ? this : new JsonMap(json, isStrict: _strict is not null);
        masked._redactor = redactor;
        return masked;
    }

    public bool Contains(object key) => Items.Contains(key);

    public IDictionaryEnumerator GetEnumerator() => Items.GetEnumerator();

    IEnumerator IEnumerable.GetEnumerator() => Items.GetEnumerator();

    public void CopyTo(Array array, int index) => Items.CopyTo(array, index);

    public void Add(object key, object? value) => throw ReadOnly();

    public void Clear() => throw ReadOnly();

    public void Remove(object key) => throw ReadOnly();

    /// <summary>The JSON text.</summary>
    public override string ToString() => _json;

    /// <summary>The text for files and journals: JSON, also where a foreign file had something else.</summary>
    internal string ToJson() => _strict ??= StrictJson.Any(_json);

    public bool Equals(JsonMap? other) => other is not null && other._json == _json;

    public override bool Equals(object? obj) => Equals(obj as JsonMap);

    public override int GetHashCode() => _json.GetHashCode(StringComparison.Ordinal);

    private static OrderedDictionary Read(string json)
    {
        try
        {
            using JsonDocument document = StrictJson.Parse(json);
            if (document.RootElement.ValueKind == JsonValueKind.Object)
            {
                return JsonValues.Dictionary(document.RootElement, StringComparer.OrdinalIgnoreCase);
            }
        }
        catch (FormatException)
        {
            // A foreign file may hold any text in the column: it is shown, and has no keys.
        }

        return new OrderedDictionary();
    }

    private static NotSupportedException ReadOnly() => new("A stored JSON value is read-only.");
}
