using System.Text.Json;
using MdfMetrics.Aggregation;
using MdfMetrics.Records;

namespace MdfMetrics.Journal.Lines;

/// <summary>
/// A stage in a journal: as it is known when the line is written; a later line replaces an earlier one.
/// </summary>
internal static class StageLine
{
    public static void Write(Utf8JsonWriter json, StageRecord stage)
    {
        json.Text("stage_name", stage.Name);
        json.Count("stage_index", stage.Index);
        json.Time("timestamp", stage.Timestamp);
        json.Number("wall_time", stage.WallTime);
        json.Map("custom_metrics", stage.CustomMetrics);
        if (stage.Given is { } given)
        {
            json.WriteStartObject("given");
            given.Write(json);
            json.WriteEndObject();
        }
    }

    /// <exception cref="FormatException">A value is missing or of a wrong type.</exception>
    /// <exception cref="MetricsException">InvalidMetric: a figure that can't be.</exception>
    public static StageRecord Read(JsonRecord record, string runId) => new()
    {
        RunId = runId,
        Name = record.Required("stage_name"),
        Index = record.GetInt64("stage_index"),
        Timestamp = record.GetDateTime("timestamp")
            ?? record.Written
            ?? throw new FormatException("timestamp is missing"),
        WallTime = record.GetDouble("wall_time") ?? double.NaN,
        CustomMetrics = record.GetJson("custom_metrics"),
        Given = record.Object("given") is { } given ? StageFigures.From(given) : null,
    };
}
