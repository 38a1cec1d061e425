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
            json.Count("num_workers", given.NumWorkers);
            json.Count("input_records", given.InputRecords);
            json.Count("output_records", given.OutputRecords);
            json.Number("total_time", given.TotalTime);
            json.Number("avg_throughput", given.AvgThroughput);
            json.Number("min_throughput", given.MinThroughput);
            json.Number("max_throughput", given.MaxThroughput);
            json.Count("error_count", given.ErrorCount);
            json.WriteEndObject();
        }
    }

    /// <exception cref="FormatException">A value is missing or of a wrong type.</exception>
    /// <exception cref="MetricsException">InvalidMetric: a figure that can't be.</exception>
    public static StageRecord Read(JsonRecord record, string runId) => new()
    {
        RunId = runId,
        Name = record.Required("stage_name"),
        Index = record.Count("stage_index"),
        Timestamp = record.Time("timestamp") ?? record.Written ?? throw new FormatException("timestamp is missing"),
        WallTime = record.Number("wall_time") ?? double.NaN,
        CustomMetrics = record.Map("custom_metrics"),
        Given = record.Object("given") is { } given ? Figures(given) : null,
    };

    private static StageFigures Figures(JsonRecord given) => new StageFigures
    {
        NumWorkers = given.Count("num_workers"),
        InputRecords = given.Count("input_records"),
        OutputRecords = given.Count("output_records"),
        TotalTime = given.Number("total_time"),
        AvgThroughput = given.Number("avg_throughput"),
        MinThroughput = given.Number("min_throughput"),
        MaxThroughput = given.Number("max_throughput"),
        ErrorCount = given.Count("error_count"),
    }.Checked();
}
