using System.Text.Json;
using MdfMetrics.Collection;
using MdfMetrics.ParquetFiles.Columns;
using MdfMetrics.Records;
using MdfMetrics.Storage.Schema;

namespace MdfMetrics.Journal.Lines;

/// <summary>An operator row in a journal: its columns, its distribution, its identity.</summary>
internal static class OperatorLine
{
    /// <summary>All but the run, which the journal is of.</summary>
    private static readonly IEnumerable<Column<OperatorMetrics>> s_columns = MetricsSchema.Operators.Columns.Skip(1);

    public static void Write(Utf8JsonWriter json, OperatorMetrics row)
    {
        foreach (Column<OperatorMetrics> column in s_columns)
        {
            column.Write(json, row);
        }

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
            timestamp = record.GetDateTime("timestamp")
                ?? record.Written
                ?? throw new FormatException("timestamp is missing"),
            entry_id = record.GetString("entry_id"),
            revision = record.GetInt64("revision") ?? 0,
        };
        return OperatorFigures.ToMetrics(record, identity);
    }
}
