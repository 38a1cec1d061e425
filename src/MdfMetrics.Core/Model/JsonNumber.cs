using System.Text.Json;

namespace MdfMetrics;

/// <summary>A number with the digits that it was written with: a version of 3.10 is no 3.1.</summary>
internal sealed class JsonNumber
{
    private readonly string _digits;

    private JsonNumber(string digits) => _digits = digits;

    /// <summary>The number; null where JSON has no such number, as for 0x1F, .5 and +1.</summary>
    public static JsonNumber? From(string text)
    {
        try
        {
            using JsonDocument number = JsonDocument.Parse(text);
            return number.RootElement is { ValueKind: JsonValueKind.Number } value && double.IsFinite(value.GetDouble())
                ? new JsonNumber(text)
                : null;
        }
        catch (JsonException)
        {
            return null;
        }
    }

    /// <summary>The digits.</summary>
    public override string ToString() => _digits;
}
