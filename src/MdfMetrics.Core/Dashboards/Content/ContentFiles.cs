using System.Text.Json.Nodes;
using MdfMetrics.Resources;

namespace MdfMetrics.Dashboards.Content;

/// <summary>What dashboards are made of, embedded when the module is built: SQL, charts and texts in files.</summary>
internal static class ContentFiles
{
    /// <param name="name">Relative to this folder, with forward slashes.</param>
    public static string Text(string name) => EmbeddedFile.Read($"Dashboard/{name}");

    /// <summary>A JSON file as an object that is the caller's own.</summary>
    public static JsonObject Json(string name) => JsonNode.Parse(Text($"{name}.json"))!.AsObject();
}
