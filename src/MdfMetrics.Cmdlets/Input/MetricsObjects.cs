using System.Management.Automation;
using MdfMetrics.Collection;

namespace MdfMetrics.Cmdlets.Input;

/// <summary>
/// Makes metrics of objects that have their columns: live ones, or what a job, JSON or CSV left of them.
/// </summary>
internal static class MetricsObjects
{
    /// <summary>A RunMetrics, StageMetrics or OperatorMetrics.</summary>
    /// <exception cref="MetricsException">
    /// InvalidMetric: the object is none of these, or a column can't be read.
    /// </exception>
    public static object From(PSObject source)
    {
        if (source.BaseObject is RunMetrics or StageMetrics or OperatorMetrics)
        {
            return source.BaseObject;
        }

        var columns = new ObjectReader(source);
        return columns switch
        {
            _ when !columns.Has("run_id") => throw NoMetrics(source),
            _ when columns.Has("operator_name") => Operator(columns),
            _ when columns.Has("stage_name") => Stage(columns),
            _ when columns.Has("start_time") => Run(columns),
            _ => throw NoMetrics(source),
        };
    }

    private static RunMetrics Run(ObjectReader from) => new()
    {
        run_id = Required(from, "run_id"),
        start_time = from.Time("start_time") ?? throw Missing("start_time"),
        end_time = from.Time("end_time"),
        duration = from.Number("duration") ?? double.NaN,
        num_stages = from.Count("num_stages") ?? 0,
        total_input_records = from.Count("total_input_records") ?? 0,
        total_output_records = from.Count("total_output_records") ?? 0,
        overall_pass_rate = from.Number("overall_pass_rate") ?? double.NaN,
        avg_throughput = from.Number("avg_throughput") ?? 0,
        total_errors = from.Count("total_errors") ?? 0,
        config = from.Map("config"),
        status = from.Text("status") ?? RunStatus.Completed,
        error = from.Text("error"),
        host = from.Text("host"),
        tags = from.Map("tags"),
        context = from.Map("context"),
        store = from.Text("store"),
        path = from.Text("path"),
    };

    private static StageMetrics Stage(ObjectReader from) => new()
    {
        run_id = Required(from, "run_id"),
        stage_name = Required(from, "stage_name"),
        timestamp = from.Time("timestamp") ?? throw Missing("timestamp"),
        num_workers = from.Count("num_workers") ?? 0,
        input_records = from.Count("input_records") ?? 0,
        output_records = from.Count("output_records") ?? 0,
        pass_rate = from.Number("pass_rate") ?? double.NaN,
        total_time = from.Number("total_time") ?? 0,
        avg_throughput = from.Number("avg_throughput") ?? 0,
        min_throughput = from.Number("min_throughput") ?? 0,
        max_throughput = from.Number("max_throughput") ?? 0,
        error_count = from.Count("error_count") ?? 0,
        stage_index = from.Count("stage_index"),
        wall_time = from.Number("wall_time") ?? double.NaN,
        custom_metrics = from.Map("custom_metrics"),
    };

    private static OperatorMetrics Operator(ObjectReader from)
    {
        var identity = new OperatorMetrics
        {
            run_id = Required(from, "run_id"),
            stage_name = Required(from, "stage_name"),
            operator_name = Required(from, "operator_name"),
            worker_id = Required(from, "worker_id"),
            timestamp = from.Time("timestamp") ?? throw Missing("timestamp"),
            custom_metrics = from.Map("custom_metrics"),
            stage_index = from.Count("stage_index"),
            operator_index = from.Count("operator_index"),
            entry_id = from.Text("entry_id"),
            revision = from.Count("revision") ?? 0,
        };
        return OperatorFigures.From(from).ToMetrics(identity);
    }

    private static string Required(ObjectReader from, string column) => from.Text(column) ?? throw Missing(column);

    private static MetricsException Missing(string column) =>
        new(MetricsError.InvalidMetric, $"The object's column {column} is missing or empty.", column);

    private static MetricsException NoMetrics(PSObject source) => new(
        MetricsError.InvalidMetric,
        "The object has no columns of a run, a stage or an operator. Pipe what Stop-MdfRun, Get-MdfRun, "
            + "Get-MdfStageMetric or Get-MdfOperatorMetric returned.",
        source);
}
