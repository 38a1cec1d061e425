using System.Globalization;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;

namespace MdfMetrics.Records;

/// <summary>Writes the values of journals: a name and a value at a time, what is unknown left out.</summary>
internal static class JsonRecordWriter
{
    /// <summary>The deepest nesting that is written and read.</summary>
    public const int DeepestLevel = 256;

    private const int LargestColumn = 256 * 1024;

    private static readonly JsonWriterOptions s_options =
        new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    public static byte[] Object(Action<Utf8JsonWriter> write)
    {
        using var buffer = new MemoryStream();
        using (var json = new Utf8JsonWriter(buffer, s_options))
        {
            json.WriteStartObject();
            write(json);
            json.WriteEndObject();
        }

        return buffer.ToArray();
    }

    public static void Text(this Utf8JsonWriter json, string name, string? value)
    {
        if (value is not null)
        {
            json.WriteString(name, value);
        }
    }

    public static void Count(this Utf8JsonWriter json, string name, long? value)
    {
        if (value is { } count)
        {
            json.WriteNumber(name, count);
        }
    }

    public static void Number(this Utf8JsonWriter json, string name, double? value)
    {
        if (value is { } number && double.IsFinite(number))
        {
            json.WriteNumber(name, number);
        }
    }

    public static void Time(this Utf8JsonWriter json, string name, DateTime? utc)
    {
        if (utc is { } time)
        {
            json.WriteString(name, Text(time));
        }
    }

    /// <summary>A moment as text.</summary>
    public static string Text(DateTime utc) =>
        utc.ToString("yyyy-MM-dd'T'HH:mm:ss.fff'Z'", CultureInfo.InvariantCulture);

    /// <summary>
    /// A JSON column as it is. One that is larger than 256 KB is left out, so that a line never exceeds what readers
    /// take.
    /// </summary>
    public static void Map(this Utf8JsonWriter json, string name, JsonMap? value)
    {
        if (value?.ToJson() is { Length: <= LargestColumn } text
            && Encoding.UTF8.GetByteCount(text) <= LargestColumn)
        {
            json.WritePropertyName(name);
            json.WriteRawValue(text, skipInputValidation: true);
        }
    }

    /// <summary>An array of texts.</summary>
    public static void Texts(this Utf8JsonWriter json, string name, IEnumerable<string> items)
    {
        json.WriteStartArray(name);
        foreach (string item in items)
        {
            json.WriteStringValue(item);
        }

        json.WriteEndArray();
    }

    /// <summary>An array of objects.</summary>
    public static void Array<T>(
        this Utf8JsonWriter json,
        string name,
        IEnumerable<T> items,
        Action<Utf8JsonWriter, T> write)
    {
        json.WriteStartArray(name);
        foreach (T item in items)
        {
            json.WriteStartObject();
            write(json, item);
            json.WriteEndObject();
        }

        json.WriteEndArray();
    }
}
