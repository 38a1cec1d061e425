using System.Buffers;
using System.Globalization;
using System.Text.Encodings.Web;
using System.Text.Json;

namespace MdfMetrics.Traces.Otlp;

/// <summary>
/// Writes OTLP/JSON, which is protobuf's JSON but for ids, which are hexadecimal: 64-bit integers as text, enums as
/// numbers, names in lowerCamelCase. What has no value is left out.
/// </summary>
internal sealed class OtlpWriter : IDisposable
{
    private static readonly JsonWriterOptions s_writing = new()
    {
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
    };

    private static readonly string s_version = typeof(OtlpWriter).Assembly.GetName().Version!.ToString(fieldCount: 3);

    private readonly ArrayBufferWriter<byte> _buffer = new();

    public OtlpWriter() => Json = new Utf8JsonWriter(_buffer, s_writing);

    public Utf8JsonWriter Json { get; }

    /// <summary>What is written, which is whole now.</summary>
    public ReadOnlyMemory<byte> ToBytes()
    {
        Json.Flush();
        return _buffer.WrittenMemory;
    }

    public void Dispose() => Json.Dispose();

    /// <summary>The envelope of one resource: who made what is in it.</summary>
    /// <param name="kind">Spans or Metrics.</param>
    public void Resource(string kind, IReadOnlyDictionary<string, string> attributes, Action write)
    {
        Json.WriteStartObject();
        Json.WriteStartObject("resource");
        Attributes(() =>
        {
            foreach ((string name, string value) in attributes)
            {
                Attribute(name, value);
            }
        });
        Json.WriteEndObject();
        Json.WriteStartArray($"scope{kind}");
        Json.WriteStartObject();
        Json.WriteStartObject("scope");
        Json.WriteString("name", "MdfMetrics");
        Json.WriteString("version", s_version);
        Json.WriteEndObject();
        Json.WriteStartArray(kind.ToLowerInvariant());
        write();
        Json.WriteEndArray();
        Json.WriteEndObject();
        Json.WriteEndArray();
        Json.WriteEndObject();
    }

    public void Attributes(Action write)
    {
        Json.WriteStartArray("attributes");
        write();
        Json.WriteEndArray();
    }

    public void Attribute(string name, string? value)
    {
        if (value is not null)
        {
            Attribute(name, () => Json.WriteString("stringValue", WellFormed.Text(value)));
        }
    }

    public void Attribute(string name, long value) => Attribute(name, () => Whole("intValue", value));

    public void Attribute(string name, double value)
    {
        if (double.IsFinite(value))
        {
            Attribute(name, () => Json.WriteNumber("doubleValue", value));
        }
    }

    /// <summary>A text that may be half of an emoji's.</summary>
    public void Text(string name, string value) => Json.WriteString(name, WellFormed.Text(value));

    public void Whole(string name, long value) =>
        Json.WriteString(name, value.ToString(CultureInfo.InvariantCulture));

    public void Time(string name, UnixTime time) => Json.WriteString(name, time.ToString());

    private void Attribute(string name, Action writeValue)
    {
        Json.WriteStartObject();
        Text("key", name);
        Json.WriteStartObject("value");
        writeValue();
        Json.WriteEndObject();
        Json.WriteEndObject();
    }
}
