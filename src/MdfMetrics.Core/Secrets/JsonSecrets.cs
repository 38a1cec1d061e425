using System.Buffers;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;

namespace MdfMetrics.Secrets;

/// <summary>
/// Masks secrets in JSON, which stays JSON: a secret key's value as a whole, whether text, number, list or mapping; all
/// other text by the rules for text. true, false, null and what is empty are no secrets.
/// </summary>
internal sealed class JsonSecrets(SecretKeys keys, SecretRedactor redactor)
{
    /// <summary>Figures of up to so many digits are counts, those with a fraction shares: no secrets.</summary>
    private const int LongestCount = 3;

    private static readonly JsonDocumentOptions s_reading = new()
    {
        AllowTrailingCommas = true,
        CommentHandling = JsonCommentHandling.Skip,
        MaxDepth = 256,
    };

    private static readonly JsonWriterOptions s_writing = new()
    {
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
    };

    /// <summary>The masked text: the same where nothing is secret; null where it is no JSON object or list.</summary>
    public string? TryRedact(string text)
    {
        ReadOnlySpan<char> trimmed = text.AsSpan().Trim();
        if (trimmed.IsEmpty || (trimmed[0], trimmed[^1]) is not (('{', '}') or ('[', ']')))
        {
            return null;
        }

        try
        {
            using JsonDocument document = JsonDocument.Parse(text, s_reading);
            var buffer = new ArrayBufferWriter<byte>();
            using var json = new Utf8JsonWriter(buffer, s_writing);
            bool isMasked = Write(json, document.RootElement);
            json.Flush();
            return isMasked ? Encoding.UTF8.GetString(buffer.WrittenSpan) : text;
        }
        catch (Exception e) when (e is JsonException or InvalidOperationException)
        {
            // No JSON, or half of a surrogate pair in it: text.
            return null;
        }
    }

    /// <returns>Whether anything was masked.</returns>
    private bool Write(Utf8JsonWriter json, JsonElement value)
    {
        switch (value.ValueKind)
        {
            case JsonValueKind.Object:
                return WriteObject(json, value);
            case JsonValueKind.Array:
                return WriteList(json, value);
            case JsonValueKind.String:
                string text = value.GetString()!;
                string masked = redactor.Redact(text);
                json.WriteStringValue(masked);
                return !ReferenceEquals(text, masked);
            case JsonValueKind.Number when redactor.Patterns.Count > 0
                && redactor.MaskIn(value.GetRawText()) is var number && number != value.GetRawText():
                json.WriteStringValue(number);
                return true;
            default:
                value.WriteTo(json);
                return false;
        }
    }

    private bool WriteObject(Utf8JsonWriter json, JsonElement map)
    {
        bool isMasked = false;
        bool isNamed = map.EnumerateObject().Any(member => NamedValues.IsName(member.Name)
            && member.Value.ValueKind == JsonValueKind.String
            && keys.IsSecret(member.Value.GetString()));
        json.WriteStartObject();
        foreach (JsonProperty member in map.EnumerateObject())
        {
            string name = member.Name;
            string masked = redactor.Redact(name);
            isMasked |= !ReferenceEquals(name, masked);
            json.WritePropertyName(masked);
            if ((keys.IsSecretName(name) || (isNamed && NamedValues.IsValue(name))) && IsSecret(name, member.Value))
            {
                json.WriteStringValue(SecretRedactor.Mask);
                isMasked = true;
            }
            else
            {
                isMasked |= Write(json, member.Value);
            }
        }

        json.WriteEndObject();
        return isMasked;
    }

    private bool WriteList(Utf8JsonWriter json, JsonElement list)
    {
        JsonElement[] items = [.. list.EnumerateArray()];
        string?[] arguments = ArgumentList.Mask(items, keys, redactor);
        bool isMasked = false;
        json.WriteStartArray();
        for (int i = 0; i < items.Length; i++)
        {
            if (arguments[i] is { } masked)
            {
                json.WriteStringValue(masked);
                isMasked = true;
            }
            else
            {
                isMasked |= Write(json, items[i]);
            }
        }

        json.WriteEndArray();
        return isMasked;
    }

    private bool IsSecret(string key, JsonElement value) => value.ValueKind switch
    {
        JsonValueKind.String => !HarmlessValues.IsIn(keys.IsOwn(key) ? default : key, value.GetString()!),
        JsonValueKind.Number when keys.IsOwn(key) => true,
        JsonValueKind.Number =>
            value.GetRawText() is { Length: > LongestCount } number && number.All(char.IsAsciiDigit),
        JsonValueKind.Object when SecretKeys.IsAnyKey(key) && !keys.IsOwn(key) =>
            value.EnumerateObject().Any(member => IsSecret(key, member.Value)),
        JsonValueKind.Object => value.EnumerateObject().Any() && !SecretKeys.IsMethod(key),
        JsonValueKind.Array => value.EnumerateArray().Any(item => IsSecret(key, item)),
        _ => false,
    };
}
