using System.Text.Json;
using MdfMetrics.Collection;
using MdfMetrics.Records;

namespace MdfMetrics.Journal.Lines;

/// <summary>An operator row in a journal: its columns, its distribution, its identity.</summary>
internal static class OperatorLine
{
    public static void Write(Utf8JsonWriter json, OperatorMetrics row)
    {
        json.Text("stage_name", row.stage_name);
        json.Text("operator_name", row.operator_name);
        json.Text("worker_id", row.worker_id);
        json.Time("timestamp", row.TimestampUtc);
        json.Count("input_records", row.input_records);
        json.Count("output_records", row.output_records);
        json.Number("pass_rate", row.pass_rate);
        json.Number("total_time", row.total_time);
        json.Number("avg_latency", row.avg_latency);
        json.Number("min_latency", row.min_latency);
        json.Number("max_latency", row.max_latency);
        json.Number("p50_latency", row.p50_latency);
        json.Number("p95_latency", row.p95_latency);
        json.Number("p99_latency", row.p99_latency);
        json.Number("throughput", row.throughput);
        json.Count("error_count", row.error_count);
        json.Map("custom_metrics", row.custom_metrics);
        json.Count("stage_index", row.stage_index);
        json.Count("operator_index", row.operator_index);
        json.Text("latency_method", row.latency_method);
        json.Text("latency_histogram", row.latency_histogram);
        json.Text("entry_id", row.entry_id);
        json.Count("revision", row.revision);
    }

    /// <summary>The row; figures that another writer left out are computed from those that it gave.</summary>
    /// <param name="record">The line.</param>
    /// <param name="runId">The run that the journal is of.</param>
    /// <param name="workerId">The worker of a line that names none.</param>
    /// <exception cref="FormatException">A column is missing or of a wrong type.</exception>
    /// <exception cref="MetricsException">InvalidMetric: a figure that can't be.</exception>
    public static OperatorMetrics Read(JsonRecord record, string runId, string workerId)
    {
        var identity = new OperatorMetrics
        {
            run_id = runId,
            stage_name = record.Required("stage_name"),
            operator_name = record.Required("operator_name"),
            worker_id = record.GetString("worker_id") ?? workerId,
            timestamp = record.GetDateTime("timestamp") ?? record.Written ?? throw new FormatException("timestamp is missing"),
            custom_metrics = record.GetJson("custom_metrics"),
            stage_index = record.GetInt64("stage_index"),
            operator_index = record.GetInt64("operator_index"),
            entry_id = record.GetString("entry_id"),
            revision = record.GetInt64("revision") ?? 0,
        };
        return OperatorFigures.From(record).ToMetrics(identity);
    }
}
