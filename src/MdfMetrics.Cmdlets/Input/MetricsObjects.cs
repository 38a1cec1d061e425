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
        start_time = from.GetDateTime("start_time") ?? throw Missing("start_time"),
        end_time = from.GetDateTime("end_time"),
        duration = from.GetDouble("duration") ?? double.NaN,
        num_stages = from.GetInt64("num_stages") ?? 0,
        total_input_records = from.GetInt64("total_input_records") ?? 0,
        total_output_records = from.GetInt64("total_output_records") ?? 0,
        overall_pass_rate = from.GetDouble("overall_pass_rate") ?? double.NaN,
        avg_throughput = from.GetDouble("avg_throughput") ?? 0,
        total_errors = from.GetInt64("total_errors") ?? 0,
        config = from.GetJson("config"),
        status = from.GetString("status") ?? RunStatus.Completed,
        error = from.GetString("error"),
        host = from.GetString("host"),
        tags = from.GetJson("tags"),
        context = from.GetJson("context"),
        store = from.GetString("store"),
        path = from.GetString("path"),
    };

    private static StageMetrics Stage(ObjectReader from) => new()
    {
        run_id = Required(from, "run_id"),
        stage_name = Required(from, "stage_name"),
        timestamp = from.GetDateTime("timestamp") ?? throw Missing("timestamp"),
        num_workers = from.GetInt64("num_workers") ?? 0,
        input_records = from.GetInt64("input_records") ?? 0,
        output_records = from.GetInt64("output_records") ?? 0,
        pass_rate = from.GetDouble("pass_rate") ?? double.NaN,
        total_time = from.GetDouble("total_time") ?? 0,
        avg_throughput = from.GetDouble("avg_throughput") ?? 0,
        min_throughput = from.GetDouble("min_throughput") ?? 0,
        max_throughput = from.GetDouble("max_throughput") ?? 0,
        error_count = from.GetInt64("error_count") ?? 0,
        stage_index = from.GetInt64("stage_index"),
        wall_time = from.GetDouble("wall_time") ?? double.NaN,
        custom_metrics = from.GetJson("custom_metrics"),
    };

    private static OperatorMetrics Operator(ObjectReader from)
    {
        var identity = new OperatorMetrics
        {
            run_id = Required(from, "run_id"),
            stage_name = Required(from, "stage_name"),
            operator_name = Required(from, "operator_name"),
            worker_id = Required(from, "worker_id"),
            timestamp = from.GetDateTime("timestamp") ?? throw Missing("timestamp"),
            custom_metrics = from.GetJson("custom_metrics"),
            stage_index = from.GetInt64("stage_index"),
            operator_index = from.GetInt64("operator_index"),
            entry_id = from.GetString("entry_id"),
            revision = from.GetInt64("revision") ?? 0,
        };
        return OperatorFigures.From(from).ToMetrics(identity);
    }

    private static string Required(ObjectReader from, string column) => from.GetString(column) ?? throw Missing(column);

    private static MetricsException Missing(string column) =>
        new(MetricsError.InvalidMetric, $"The object's column {column} is missing or empty.", column);

    private static MetricsException NoMetrics(PSObject source) => new(
        MetricsError.InvalidMetric,
        "The object has no columns of a run, a stage or an operator. Pipe what Stop-MdfRun, Get-MdfRun, "
            + "Get-MdfStageMetric or Get-MdfOperatorMetric returned.",
        source);
}
