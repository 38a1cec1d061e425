using MdfMetrics.ParquetFiles.Columns;

namespace MdfMetrics.Storage.Schema;

/// <summary>The four datasets, declared once for writing, reading and comparing: see docs/schema.md.</summary>
internal static class MetricsSchema
{
    public static DatasetSchema<RunMetrics> Runs { get; } = new(
        "runs",
        RunId.Prefix,
        keyColumns: 2,
        () => new RunMetrics { run_id = "", start_time = default },
        TextColumn<RunMetrics>.Text(nameof(RunMetrics.run_id), row => row.run_id),
        new TimeColumn<RunMetrics>(nameof(RunMetrics.start_time), row => row.StartUtc),
        new TimeColumn<RunMetrics>(nameof(RunMetrics.end_time), row => row.EndUtc),
        new FloatColumn<RunMetrics>(nameof(RunMetrics.duration), row => row.duration),
        new IntColumn<RunMetrics>(nameof(RunMetrics.num_stages), row => row.num_stages),
        new IntColumn<RunMetrics>(nameof(RunMetrics.total_input_records), row => row.total_input_records),
        new IntColumn<RunMetrics>(nameof(RunMetrics.total_output_records), row => row.total_output_records),
        new FloatColumn<RunMetrics>(nameof(RunMetrics.overall_pass_rate), row => row.overall_pass_rate),
        new FloatColumn<RunMetrics>(nameof(RunMetrics.avg_throughput), row => row.avg_throughput),
        new IntColumn<RunMetrics>(nameof(RunMetrics.total_errors), row => row.total_errors),
        TextColumn<RunMetrics>.Json(nameof(RunMetrics.config), row => row.config),
        TextColumn<RunMetrics>.Text(nameof(RunMetrics.status), row => row.status),
        TextColumn<RunMetrics>.Text(nameof(RunMetrics.error), row => row.error),
        TextColumn<RunMetrics>.Text(nameof(RunMetrics.host), row => row.host),
        TextColumn<RunMetrics>.Json(nameof(RunMetrics.tags), row => row.tags),
        TextColumn<RunMetrics>.Json(nameof(RunMetrics.context), row => row.context));

    public static DatasetSchema<StageMetrics> Stages { get; } = new(
        "stages",
        "stages_",
        keyColumns: 2,
        () => new StageMetrics { run_id = "", stage_name = "", timestamp = default },
        TextColumn<StageMetrics>.Text(nameof(StageMetrics.run_id), row => row.run_id),
        TextColumn<StageMetrics>.Text(nameof(StageMetrics.stage_name), row => row.stage_name),
        new TimeColumn<StageMetrics>(nameof(StageMetrics.timestamp), row => row.TimestampUtc),
        new IntColumn<StageMetrics>(nameof(StageMetrics.num_workers), row => row.num_workers),
        new IntColumn<StageMetrics>(nameof(StageMetrics.input_records), row => row.input_records),
        new IntColumn<StageMetrics>(nameof(StageMetrics.output_records), row => row.output_records),
        new FloatColumn<StageMetrics>(nameof(StageMetrics.pass_rate), row => row.pass_rate),
        new FloatColumn<StageMetrics>(nameof(StageMetrics.total_time), row => row.total_time),
        new FloatColumn<StageMetrics>(nameof(StageMetrics.avg_throughput), row => row.avg_throughput),
        new FloatColumn<StageMetrics>(nameof(StageMetrics.min_throughput), row => row.min_throughput),
        new FloatColumn<StageMetrics>(nameof(StageMetrics.max_throughput), row => row.max_throughput),
        new IntColumn<StageMetrics>(nameof(StageMetrics.error_count), row => row.error_count),
        new IntColumn<StageMetrics>(nameof(StageMetrics.stage_index), row => row.stage_index),
        new FloatColumn<StageMetrics>(nameof(StageMetrics.wall_time), row => row.wall_time),
        TextColumn<StageMetrics>.Json(nameof(StageMetrics.custom_metrics), row => row.custom_metrics));

    public static DatasetSchema<OperatorMetrics> Operators { get; } = new(
        "operators",
        "operators_",
        keyColumns: 4,
        () => new OperatorMetrics
        {
            run_id = "",
            stage_name = "",
            operator_name = "",
            worker_id = "",
            timestamp = default,
        },
        TextColumn<OperatorMetrics>.Text(nameof(OperatorMetrics.run_id), row => row.run_id),
        TextColumn<OperatorMetrics>.Text(nameof(OperatorMetrics.stage_name), row => row.stage_name),
        TextColumn<OperatorMetrics>.Text(nameof(OperatorMetrics.operator_name), row => row.operator_name),
        TextColumn<OperatorMetrics>.Text(nameof(OperatorMetrics.worker_id), row => row.worker_id),
        new TimeColumn<OperatorMetrics>(nameof(OperatorMetrics.timestamp), row => row.TimestampUtc),
        new IntColumn<OperatorMetrics>(nameof(OperatorMetrics.input_records), row => row.input_records),
        new IntColumn<OperatorMetrics>(nameof(OperatorMetrics.output_records), row => row.output_records),
        new FloatColumn<OperatorMetrics>(nameof(OperatorMetrics.pass_rate), row => row.pass_rate),
        new FloatColumn<OperatorMetrics>(nameof(OperatorMetrics.total_time), row => row.total_time),
        new FloatColumn<OperatorMetrics>(nameof(OperatorMetrics.avg_latency), row => row.avg_latency),
        new FloatColumn<OperatorMetrics>(nameof(OperatorMetrics.min_latency), row => row.min_latency),
        new FloatColumn<OperatorMetrics>(nameof(OperatorMetrics.max_latency), row => row.max_latency),
        new FloatColumn<OperatorMetrics>(nameof(OperatorMetrics.p50_latency), row => row.p50_latency),
        new FloatColumn<OperatorMetrics>(nameof(OperatorMetrics.p95_latency), row => row.p95_latency),
        new FloatColumn<OperatorMetrics>(nameof(OperatorMetrics.p99_latency), row => row.p99_latency),
        new FloatColumn<OperatorMetrics>(nameof(OperatorMetrics.throughput), row => row.throughput),
        new IntColumn<OperatorMetrics>(nameof(OperatorMetrics.error_count), row => row.error_count),
        TextColumn<OperatorMetrics>.Json(nameof(OperatorMetrics.custom_metrics), row => row.custom_metrics),
        new IntColumn<OperatorMetrics>(nameof(OperatorMetrics.stage_index), row => row.stage_index),
        new IntColumn<OperatorMetrics>(nameof(OperatorMetrics.operator_index), row => row.operator_index),
        TextColumn<OperatorMetrics>.Text(nameof(OperatorMetrics.latency_method), row => row.latency_method));

    public static DatasetSchema<HistogramRow> Histograms { get; } = new(
        "histograms",
        "histograms_",
        keyColumns: 4,
        () => new HistogramRow(),
        TextColumn<HistogramRow>.Text(nameof(HistogramRow.run_id), row => row.run_id),
        TextColumn<HistogramRow>.Text(nameof(HistogramRow.stage_name), row => row.stage_name),
        TextColumn<HistogramRow>.Text(nameof(HistogramRow.operator_name), row => row.operator_name),
        TextColumn<HistogramRow>.Text(nameof(HistogramRow.worker_id), row => row.worker_id),
        new TimeColumn<HistogramRow>(nameof(HistogramRow.timestamp), row => row.timestamp),
        new IntColumn<HistogramRow>(nameof(HistogramRow.scale), row => row.scale),
        new IntColumn<HistogramRow>(nameof(HistogramRow.zero_count), row => row.zero_count),
        IntListColumn<HistogramRow>.List(nameof(HistogramRow.bucket_index), row => row.bucket_index),
        IntListColumn<HistogramRow>.List(nameof(HistogramRow.bucket_count), row => row.bucket_count));

    /// <summary>All datasets, that of the runs last: its row makes a run exist.</summary>
    public static IReadOnlyList<Dataset> All { get; } = [Histograms, Operators, Stages, Runs];
}
