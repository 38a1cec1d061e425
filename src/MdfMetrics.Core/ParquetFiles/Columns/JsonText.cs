using System.Text.Json;
using System.Text.Json.Nodes;

namespace MdfMetrics.ParquetFiles.Columns;

/// <summary>JSON as text.</summary>
internal static class JsonText
{
    /// <summary>Whether two texts are the same JSON: the order of members does not matter.</summary>
    public static bool AreSame(string first, string second)
    {
        try
        {
            return JsonNode.DeepEquals(JsonNode.Parse(first), JsonNode.Parse(second));
        }
        catch (Exception e) when (e is JsonException or ArgumentException)
        {
            // No JSON, or a name twice in one object.
            return false;
        }
    }
}
