using System.Globalization;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace MdfMetrics.Reports.Json;

/// <summary>Moments as UTC: <c>2026-11-15T02:00:00Z</c>.</summary>
internal sealed class MomentConverter : JsonConverter<DateTime>
{
    public override void Write(Utf8JsonWriter writer, DateTime value, JsonSerializerOptions options) =>
        writer.WriteStringValue(value.ToString("yyyy-MM-dd'T'HH:mm:ss.FFF'Z'", CultureInfo.InvariantCulture));

    public override DateTime Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) =>
        throw new NotSupportedException();
}
