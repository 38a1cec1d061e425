using System.Text.Json;
using System.Text.Json.Serialization;
using MdfMetrics.Reports.Words;

namespace MdfMetrics.Reports.Json;

/// <summary>A sentence as a list of texts, <c>{"b":…}</c>, <c>{"b":…,"hot":true}</c> and <c>{"code":…}</c>.</summary>
internal sealed class SentenceConverter : JsonConverter<Sentence>
{
    public override void Write(Utf8JsonWriter writer, Sentence value, JsonSerializerOptions options)
    {
        writer.WriteStartArray();
        foreach (TextPart part in value.Parts)
        {
            Write(writer, part);
        }

        writer.WriteEndArray();
    }

    public override Sentence Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) =>
        throw new NotSupportedException();

    private static void Write(Utf8JsonWriter writer, TextPart part)
    {
        if (part.Emphasis == Emphasis.None)
        {
            writer.WriteStringValue(part.Text);
            return;
        }

        writer.WriteStartObject();
        writer.WriteString(part.Emphasis == Emphasis.Code ? "code" : "b", part.Text);
        if (part.Emphasis == Emphasis.Hot)
        {
            writer.WriteBoolean("hot", true);
        }

        writer.WriteEndObject();
    }
}
