using System.Buffers;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;

namespace MdfMetrics;

/// <summary>
/// JSON that every reader takes, out of what came in: on one line, without comments and trailing commas, of two members
/// of one name the last, numbers digit for digit, null for those that are too large. One text that is no JSON makes
/// every query over its column fail.
/// </summary>
internal static class StrictJson
{
    /// <summary>The deepest nesting that is taken.</summary>
    public const int DeepestLevel = 248;

    private static readonly JsonDocumentOptions s_reading = new()
    {
        AllowTrailingCommas = true,
        CommentHandling = JsonCommentHandling.Skip,
        MaxDepth = DeepestLevel,
    };

    private static readonly JsonWriterOptions s_writing = new()
    {
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
    };

    /// <summary>A document as it came in.</summary>
    /// <exception cref="FormatException">It is no JSON; the message says where.</exception>
    public static JsonDocument Parse(string text)
    {
        byte[] utf8 = Encoding.UTF8.GetBytes(text);
        try
        {
            return LenientJson.Parse(utf8, s_reading);
        }
        catch (JsonException e)
        {
            string hint = text.AsSpan().TrimStart().StartsWith("{'") ? "JSON has double quotes around names and text" :
                $"the parser stopped at line {e.LineNumber + 1}, byte {e.BytePositionInLine + 1}";
            throw new FormatException($"it is no JSON: {hint}");
        }
    }

    /// <summary>An object: as it is where it is strict JSON, else written anew.</summary>
    /// <exception cref="FormatException">The text is none.</exception>
    public static string Object(string text)
    {
        using JsonDocument document = Parse(text);
        return document.RootElement.ValueKind != JsonValueKind.Object
            ? throw new FormatException("it is no JSON object")
            : IsStrict(text) && HasNoNameTwice(document.RootElement) ? text
            : Write(json => Write(json, document.RootElement));
    }

    /// <summary>Any text: as it is where it is strict JSON, anew where it is JSON, else as a string of JSON.</summary>
    public static string Any(string text)
    {
        if (IsStrict(text))
        {
            return text;
        }

        try
        {
            using JsonDocument document = Parse(text);
            return Write(json => Write(json, document.RootElement));
        }
        catch (FormatException)
        {
            return Write(json => json.WriteStringValue(text));
        }
    }

    /// <summary>
    /// Whether any reader takes the text, and a line of a journal. Without a document: rows are rewritten by the
    /// million.
    /// </summary>
    private static bool IsStrict(string text)
    {
        if (text.AsSpan().ContainsAny('\n', '\r'))
        {
            return false;
        }

        byte[] utf8 = ArrayPool<byte>.Shared.Rent(Encoding.UTF8.GetMaxByteCount(text.Length));
        try
        {
            var json = new Utf8JsonReader(
                utf8.AsSpan(0, Encoding.UTF8.GetBytes(text, utf8)),
                new JsonReaderOptions { MaxDepth = DeepestLevel });
            while (json.Read())
            {
                if (json.TokenType == JsonTokenType.Number && !double.IsFinite(json.GetDouble()))
                {
                    return false;
                }

                if (json.ValueIsEscaped)
                {
                    json.GetString();
                }
            }

            return true;
        }
        catch (Exception e) when (e is JsonException or InvalidOperationException)
        {
            // No JSON, or half a surrogate pair.
            return false;
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(utf8);
        }
    }

    private static string Write(Action<Utf8JsonWriter> write)
    {
        var buffer = new ArrayBufferWriter<byte>();
        using (var json = new Utf8JsonWriter(buffer, s_writing))
        {
            write(json);
        }

        return Encoding.UTF8.GetString(buffer.WrittenSpan);
    }

    private static void Write(Utf8JsonWriter json, JsonElement value)
    {
        switch (value.ValueKind)
        {
            case JsonValueKind.Object:
                json.WriteStartObject();
                foreach ((string name, JsonElement member) in Members(value))
                {
                    json.WritePropertyName(name);
                    Write(json, member);
                }

                json.WriteEndObject();
                break;
            case JsonValueKind.Array:
                json.WriteStartArray();
                foreach (JsonElement item in value.EnumerateArray())
                {
                    Write(json, item);
                }

                json.WriteEndArray();
                break;
            case JsonValueKind.Number when !double.IsFinite(value.GetDouble()):
                json.WriteNullValue();
                break;
            default:
                value.WriteTo(json);
                break;
        }
    }

    private static bool HasNoNameTwice(JsonElement value) => value.ValueKind switch
    {
        JsonValueKind.Object => Members(value) is var members
            && members.Count == value.EnumerateObject().Count()
            && members.Values.All(HasNoNameTwice),
        JsonValueKind.Array => value.EnumerateArray().All(HasNoNameTwice),
        _ => true,
    };

    private static Dictionary<string, JsonElement> Members(JsonElement value)
    {
        var members = new Dictionary<string, JsonElement>(StringComparer.Ordinal);
        foreach (JsonProperty member in value.EnumerateObject())
        {
            members[member.Name] = member.Value;
        }

        return members;
    }
}
