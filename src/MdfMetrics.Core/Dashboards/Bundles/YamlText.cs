using System.Globalization;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace MdfMetrics.Dashboards.Bundles;

/// <summary>
/// A tree as YAML that readers of YAML 1.1 and 1.2 understand alike: every text is in quotes, so that none is taken for
/// a boolean, a date or a number of minutes, and what they hold for no text or for the end of a line is escaped.
/// </summary>
internal static class YamlText
{
    public static string Of(JsonObject document)
    {
        var yaml = new StringBuilder();
        Write(yaml, document, 0);
        return yaml.Append('\n').ToString().TrimStart('\n');
    }

    private static void Write(StringBuilder yaml, JsonNode? node, int indent)
    {
        switch (node)
        {
            case JsonObject { Count: > 0 } map:
                foreach ((string key, JsonNode? value) in map)
                {
                    Line(yaml, indent).Append(Quote(key)).Append(':');
                    Value(yaml, value, indent + 2);
                }

                break;
            case JsonArray { Count: > 0 } list:
                foreach (JsonNode? item in list)
                {
                    Line(yaml, indent).Append('-');
                    Value(yaml, item, indent + 2);
                }

                break;
        }
    }

    private static void Value(StringBuilder yaml, JsonNode? node, int indent)
    {
        string? flat = node switch
        {
            null => "null",
            JsonObject { Count: 0 } => "{}",
            JsonArray list when list.All(item => item is null or JsonValue) =>
                $"[{string.Join(", ", list.Select(Scalar))}]",
            JsonValue => Scalar(node),
            _ => null,
        };
        if (flat is null)
        {
            Write(yaml, node, indent);
        }
        else
        {
            yaml.Append(' ').Append(flat);
        }
    }

    private static string Scalar(JsonNode? node) => node switch
    {
        null => "null",
        _ when node.GetValueKind() == JsonValueKind.String => Quote(node.GetValue<string>()),
        _ => node.ToJsonString(),
    };

    private static StringBuilder Line(StringBuilder yaml, int indent) => yaml.Append('\n').Append(' ', indent);

    private static string Quote(string text)
    {
        var quoted = new StringBuilder("\"");
        foreach (Rune rune in WellFormed.Text(text).EnumerateRunes())
        {
            _ = rune.Value switch
            {
                '"' or '\\' => quoted.Append('\\').Append((char)rune.Value),
                '\n' => quoted.Append("\\n"),
                '\t' => quoted.Append("\\t"),
                < ' ' or (>= 0x7F and < 0xA0) or 0x2028 or 0x2029 or 0xFEFF or 0xFFFE or 0xFFFF =>
                    quoted.Append(CultureInfo.InvariantCulture, $"\\u{rune.Value:X4}"),
                _ => quoted.Append(rune),
            };
        }

        return quoted.Append('"').ToString();
    }
}
