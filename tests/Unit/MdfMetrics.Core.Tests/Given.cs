using System.Text.Json;
using MdfMetrics.Records;

namespace MdfMetrics.Tests;

/// <summary>Columns as a user gives them.</summary>
internal static class Given
{
    public static JsonRecord Columns(string json) => new(JsonDocument.Parse(json).RootElement);
}
