using System.Buffers;
using System.Collections;
using System.Collections.Specialized;
using System.Globalization;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;

namespace MdfMetrics;

/// <summary>Turns JSON elements into what PowerShell works with, and any values into what JSON can hold.</summary>
internal static class JsonValues
{
    private const int DeepestLevel = 64;

    private static readonly JsonWriterOptions s_writing = new()
    {
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
    };

    /// <summary>The members of a JSON object in order; of names that are equal the last one wins.</summary>
    public static OrderedDictionary Dictionary(JsonElement element, StringComparer names)
    {
        var items = new OrderedDictionary(names);
        foreach (JsonProperty property in element.EnumerateObject())
        {
            items[property.Name] = Value(property.Value, names);
        }

        return items;
    }

    /// <summary>
    /// Any values as JSON text: dictionaries, lists, text, numbers, booleans and null, the rest as its text.
    /// </summary>
    public static string Text(object values)
    {
        // By hand: the serializer would look at every type by reflection, 25 ms in a new process.
        var buffer = new ArrayBufferWriter<byte>();
        using (var json = new Utf8JsonWriter(buffer, s_writing))
        {
            Write(json, Plain(values));
        }

        return Encoding.UTF8.GetString(buffer.WrittenSpan);
    }

    private static void Write(Utf8JsonWriter json, object? plain)
    {
        switch (plain)
        {
            case null:
                json.WriteNullValue();
                break;
            case string text:
                json.WriteStringValue(text);
                break;
            case JsonNumber number:
                json.WriteRawValue(number.ToString(), skipInputValidation: true);
                break;
            case bool flag:
                json.WriteBooleanValue(flag);
                break;
            case double number:
                json.WriteNumberValue(number);
                break;
            case float number:
                json.WriteNumberValue(number);
                break;
            case decimal number:
                json.WriteNumberValue(number);
                break;
            case ulong number:
                json.WriteNumberValue(number);
                break;
            case Dictionary<string, object?> members:
                json.WriteStartObject();
                foreach ((string name, object? member) in members)
                {
                    json.WritePropertyName(name);
                    Write(json, member);
                }

                json.WriteEndObject();
                break;
            case List<object?> items:
                json.WriteStartArray();
                foreach (object? item in items)
                {
                    Write(json, item);
                }

                json.WriteEndArray();
                break;
            default:
                json.WriteNumberValue(Convert.ToInt64(plain, CultureInfo.InvariantCulture));
                break;
        }
    }

    /// <summary>What <see cref="Write"/> takes.</summary>
    private static object? Plain(object? value, int level = 0) => value switch
    {
        null => null,
        _ when level > DeepestLevel => Convert.ToString(value, CultureInfo.InvariantCulture),
        JsonNumber => value,
        string or bool or byte or sbyte or short or ushort or int or uint or long or ulong or decimal => value,
        double number => double.IsFinite(number) ? number : null,
        float number => float.IsFinite(number) ? number : null,
        DateTime time => time.ToString("O", CultureInfo.InvariantCulture),
        JsonElement element => Plain(Value(element, StringComparer.Ordinal), level),
        JsonMap map when map.Count == 0 => new Dictionary<string, object?>(),
        IDictionary dictionary => Members(dictionary, level),
        IEnumerable list => list.Cast<object?>().Select(item => Plain(item, level + 1)).ToList(),
        Enum name => name.ToString(),
        _ => Convert.ToString(value, CultureInfo.InvariantCulture),
    };

    private static Dictionary<string, object?> Members(IDictionary dictionary, int level)
    {
        var members = new Dictionary<string, object?>();
        foreach (DictionaryEntry entry in dictionary)
        {
            string name = WellFormed.Text(Convert.ToString(entry.Key, CultureInfo.InvariantCulture)!);
            members[name] = Plain(entry.Value, level + 1);
        }

        return members;
    }

    /// <summary>A JSON value as PowerShell works with it.</summary>
    /// <param name="names">When names of members are equal.</param>
    public static object? Value(JsonElement element, StringComparer names) => element.ValueKind switch
    {
        JsonValueKind.Object => Dictionary(element, names),
        JsonValueKind.Array => element.EnumerateArray().Select(item => Value(item, names)).ToArray(),
        JsonValueKind.String => element.GetString(),
        JsonValueKind.Number => element.TryGetInt64(out long whole) ? (object)whole
            : double.IsFinite(element.GetDouble()) ? element.GetDouble()
            : null,
        JsonValueKind.True => true,
        JsonValueKind.False => false,
        _ => null,
    };
}
