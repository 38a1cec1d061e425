using System.Text.Encodings.Web;
using System.Text.Json;

namespace MdfMetrics.Reports.Runs;

/// <summary>A configuration as people read it: JSON, indented.</summary>
internal static class ConfigText
{
    private static readonly JsonWriterOptions s_indented = new()
    {
        Indented = true,
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
    };

    public static string? Of(JsonMap? config)
    {
        if (config is null)
        {
            return null;
        }

        try
        {
            using JsonDocument document = JsonDocument.Parse(config.ToString());
            using var text = new MemoryStream();
            using (var writer = new Utf8JsonWriter(text, s_indented))
            {
                document.WriteTo(writer);
            }

            return System.Text.Encoding.UTF8.GetString(text.ToArray());
        }
        catch (JsonException)
        {
            // A foreign file may hold any text in the column.
            return config.ToString();
        }
    }
}
