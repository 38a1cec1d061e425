using System.Globalization;
using System.Text.Json;

namespace MdfMetrics.Records;

/// <summary>
/// A JSON object of a journal, read with care: a value that is missing or null is null, one of a wrong type is a
/// <see cref="FormatException"/>.
/// </summary>
/// <param name="json">The object.</param>
/// <param name="onBadValue">Receives what is wrong with a value that is left out, the others are not.</param>
internal sealed class JsonRecord(JsonElement json, Action<string>? onBadValue = null) : IColumnReader
{
    /// <summary>What the record tells of.</summary>
    public string? Event => GetString("event");

    /// <summary>When it was written, UTC.</summary>
    public DateTime? Written => GetDateTime("time");

    public string? GetString(string name) =>
        Find(name, JsonValueKind.String) is { } value ? Text(value, name) : null;

    public long? GetInt64(string name) => Find(name, JsonValueKind.Number) switch
    {
        null => null,
        { } value when value.TryGetInt64(out long count) => count,
        _ => throw Wrong(name),
    };

    public double? GetDouble(string name) => Find(name, JsonValueKind.Number) switch
    {
        null => null,
        { } value when value.TryGetDouble(out double number) && double.IsFinite(number) => number,
        _ => throw Wrong(name),
    };

    public DateTime? GetDateTime(string name) => GetString(name) switch
    {
        null => null,
        { } text when DateTime.TryParse(
            text,
            CultureInfo.InvariantCulture,
            DateTimeStyles.AssumeUniversal | DateTimeStyles.AdjustToUniversal,
            out DateTime time) => time,
        _ => throw Wrong(name),
    };

    public bool? GetBoolean(string name) => Find(name) switch
    {
        null => null,
        { ValueKind: JsonValueKind.True } => true,
        { ValueKind: JsonValueKind.False } => false,
        _ => throw Wrong(name),
    };

    /// <summary>A JSON column: an object, or the text of one. Anything else is reported and left out.</summary>
    public JsonMap? GetJson(string name)
    {
        if (Find(name) is not { } value)
        {
            return null;
        }

        try
        {
            return JsonMap.Parse(value.ValueKind == JsonValueKind.String ? GetString(name)! : value.GetRawText());
        }
        catch (FormatException e)
        {
            onBadValue?.Invoke($"{name}: {e.Message}");
            return null;
        }
    }

    public JsonRecord? Object(string name) =>
        Find(name, JsonValueKind.Object) is { } value ? new JsonRecord(value, onBadValue) : null;

    public IEnumerable<JsonRecord> Items(string name) => Find(name, JsonValueKind.Array) is { } value
        ? value.EnumerateArray().Select(item => new JsonRecord(item, onBadValue))
        : [];

    /// <summary>All values, which are whole numbers.</summary>
    public Dictionary<string, long> Counts()
    {
        var counts = new Dictionary<string, long>(StringComparer.Ordinal);
        foreach (JsonProperty value in json.EnumerateObject())
        {
            string name = Name(value);
            counts[name] = value.Value.ValueKind == JsonValueKind.Number && value.Value.TryGetInt64(out long count)
                ? count
                : throw Wrong(name);
        }

        return counts;
    }

    /// <summary>The texts of an array; none where it is missing.</summary>
    public IEnumerable<string> Texts(string name) => Find(name, JsonValueKind.Array) is { } value
        ? value.EnumerateArray().Select(item => item.ValueKind == JsonValueKind.String
            ? Text(item, name)
            : throw Wrong(name))
        : [];

    public string Required(string name) =>
        GetString(name) is { Length: > 0 } text ? text : throw new FormatException($"{name} is missing");

    private JsonElement? Find(string name, JsonValueKind kind) =>
        Find(name) is not { } value ? null
        : value.ValueKind == kind ? value
        : throw Wrong(name);

    private JsonElement? Find(string name)
    {
        try
        {
            return json.TryGetProperty(name, out JsonElement value) && value.ValueKind != JsonValueKind.Null
                ? value
                : null;
        }
        catch (InvalidOperationException)
        {
            throw new FormatException("it is no JSON object, or has names that are no text");
        }
    }

    private static string Name(JsonProperty property)
    {
        try
        {
            return property.Name;
        }
        catch (InvalidOperationException)
        {
            throw Wrong("a name");
        }
    }

    private static string Text(JsonElement value, string name)
    {
        try
        {
            return value.GetString()!;
        }
        catch (InvalidOperationException)
        {
            // Half of a surrogate pair, or bytes that are no UTF-8.
            throw Wrong(name);
        }
    }

    private static FormatException Wrong(string name) => new($"{name} is of a wrong type");
}
