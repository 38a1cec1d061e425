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
        ColumnOf<RunMetrics>.Text(nameof(RunMetrics.run_id), row => row.run_id),
        ColumnOf<RunMetrics>.Time(nameof(RunMetrics.start_time), row => row.StartUtc),
        ColumnOf<RunMetrics>.Time(nameof(RunMetrics.end_time), row => row.EndUtc),
        ColumnOf<RunMetrics>.Seconds(nameof(RunMetrics.duration), row => row.duration),
        ColumnOf<RunMetrics>.Count(nameof(RunMetrics.num_stages), row => row.num_stages),
        ColumnOf<RunMetrics>.Count(nameof(RunMetrics.total_input_records), row => row.total_input_records),
        ColumnOf<RunMetrics>.Count(nameof(RunMetrics.total_output_records), row => row.total_output_records),
        ColumnOf<RunMetrics>.Percent(nameof(RunMetrics.overall_pass_rate), row => row.overall_pass_rate),
        ColumnOf<RunMetrics>.PerSecond(nameof(RunMetrics.avg_throughput), row => row.avg_throughput),
        ColumnOf<RunMetrics>.Count(nameof(RunMetrics.total_errors), row => row.total_errors),
        ColumnOf<RunMetrics>.Json(nameof(RunMetrics.config), row => row.config),
        ColumnOf<RunMetrics>.Text(nameof(RunMetrics.status), row => row.status),
        ColumnOf<RunMetrics>.Text(nameof(RunMetrics.error), row => ErrorText.Kept(row.error)),
        ColumnOf<RunMetrics>.Text(nameof(RunMetrics.host), row => row.host),
        ColumnOf<RunMetrics>.Json(nameof(RunMetrics.tags), row => row.tags),
        ColumnOf<RunMetrics>.Json(nameof(RunMetrics.context), row => row.context),
        ColumnOf<RunMetrics>.Text(nameof(RunMetrics.pipeline_name), row => row.pipeline_name));

    /// <summary>Runs without their texts, which are most of what a file of many runs has.</summary>
    public static DatasetSchema<RunMetrics> RunFigures { get; } = Runs.Without(
        nameof(RunMetrics.config),
        nameof(RunMetrics.error),
        nameof(RunMetrics.host),
        nameof(RunMetrics.tags),
        nameof(RunMetrics.context));

    /// <summary>Runs with what tells whether they are to be kept.</summary>
    public static DatasetSchema<RunMetrics> RunLabels { get; } = Runs.Only(
        nameof(RunMetrics.run_id),
        nameof(RunMetrics.start_time),
        nameof(RunMetrics.status),
        nameof(RunMetrics.tags),
        nameof(RunMetrics.pipeline_name));

    public static DatasetSchema<StageMetrics> Stages { get; } = new(
        "stages",
        "stages_",
        keyColumns: 2,
        () => new StageMetrics { run_id = "", stage_name = "", timestamp = default },
        ColumnOf<StageMetrics>.Text(nameof(StageMetrics.run_id), row => row.run_id),
        ColumnOf<StageMetrics>.Text(nameof(StageMetrics.stage_name), row => row.stage_name),
        ColumnOf<StageMetrics>.Time(nameof(StageMetrics.timestamp), row => row.TimestampUtc),
        ColumnOf<StageMetrics>.Count(nameof(StageMetrics.num_workers), row => row.num_workers),
        ColumnOf<StageMetrics>.Count(nameof(StageMetrics.input_records), row => row.input_records),
        ColumnOf<StageMetrics>.Count(nameof(StageMetrics.output_records), row => row.output_records),
        ColumnOf<StageMetrics>.Percent(nameof(StageMetrics.pass_rate), row => row.pass_rate),
        ColumnOf<StageMetrics>.Seconds(nameof(StageMetrics.total_time), row => row.total_time),
        ColumnOf<StageMetrics>.PerSecond(nameof(StageMetrics.avg_throughput), row => row.avg_throughput),
        ColumnOf<StageMetrics>.PerSecond(nameof(StageMetrics.min_throughput), row => row.min_throughput),
        ColumnOf<StageMetrics>.PerSecond(nameof(StageMetrics.max_throughput), row => row.max_throughput),
        ColumnOf<StageMetrics>.Count(nameof(StageMetrics.error_count), row => row.error_count),
        ColumnOf<StageMetrics>.Index(nameof(StageMetrics.stage_index), row => row.stage_index),
        ColumnOf<StageMetrics>.Seconds(nameof(StageMetrics.wall_time), row => row.wall_time),
        ColumnOf<StageMetrics>.Json(nameof(StageMetrics.custom_metrics), row => row.custom_metrics),
        ColumnOf<StageMetrics>.Text(nameof(StageMetrics.pipeline_name), row => row.pipeline_name),
        ColumnOf<StageMetrics>.Word(nameof(StageMetrics.role), StageRole.All, row => row.role));

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
        ColumnOf<OperatorMetrics>.Text(nameof(OperatorMetrics.run_id), row => row.run_id),
        ColumnOf<OperatorMetrics>.Text(nameof(OperatorMetrics.stage_name), row => row.stage_name),
        ColumnOf<OperatorMetrics>.Text(nameof(OperatorMetrics.operator_name), row => row.operator_name),
        ColumnOf<OperatorMetrics>.Text(nameof(OperatorMetrics.worker_id), row => row.worker_id),
        ColumnOf<OperatorMetrics>.Time(nameof(OperatorMetrics.timestamp), row => row.TimestampUtc),
        ColumnOf<OperatorMetrics>.Count(nameof(OperatorMetrics.input_records), row => row.input_records),
        ColumnOf<OperatorMetrics>.Count(nameof(OperatorMetrics.output_records), row => row.output_records),
        ColumnOf<OperatorMetrics>.Percent(nameof(OperatorMetrics.pass_rate), row => row.pass_rate),
        ColumnOf<OperatorMetrics>.Seconds(nameof(OperatorMetrics.total_time), row => row.total_time),
        ColumnOf<OperatorMetrics>.Seconds(nameof(OperatorMetrics.avg_latency), row => row.avg_latency),
        ColumnOf<OperatorMetrics>.Seconds(nameof(OperatorMetrics.min_latency), row => row.min_latency),
        ColumnOf<OperatorMetrics>.Seconds(nameof(OperatorMetrics.max_latency), row => row.max_latency),
        ColumnOf<OperatorMetrics>.Seconds(nameof(OperatorMetrics.p50_latency), row => row.p50_latency),
        ColumnOf<OperatorMetrics>.Seconds(nameof(OperatorMetrics.p95_latency), row => row.p95_latency),
        ColumnOf<OperatorMetrics>.Seconds(nameof(OperatorMetrics.p99_latency), row => row.p99_latency),
        ColumnOf<OperatorMetrics>.PerSecond(nameof(OperatorMetrics.throughput), row => row.throughput),
        ColumnOf<OperatorMetrics>.Count(nameof(OperatorMetrics.error_count), row => row.error_count),
        ColumnOf<OperatorMetrics>.Json(nameof(OperatorMetrics.custom_metrics), row => row.custom_metrics),
        ColumnOf<OperatorMetrics>.Index(nameof(OperatorMetrics.stage_index), row => row.stage_index),
        ColumnOf<OperatorMetrics>.Index(nameof(OperatorMetrics.operator_index), row => row.operator_index),
        ColumnOf<OperatorMetrics>.Text(nameof(OperatorMetrics.latency_method), row => row.latency_method),
        ColumnOf<OperatorMetrics>.Text(nameof(OperatorMetrics.pipeline_name), row => row.pipeline_name),
        ColumnOf<OperatorMetrics>.Word(nameof(OperatorMetrics.role), OperatorRole.All, row => row.role),
        ColumnOf<OperatorMetrics>.Count(nameof(OperatorMetrics.failed_records), row => row.failed_records));

    public static DatasetSchema<HistogramRow> Histograms { get; } = new(
        "histograms",
        "histograms_",
        keyColumns: 4,
        () => new HistogramRow(),
        ColumnOf<HistogramRow>.Text(nameof(HistogramRow.run_id), row => row.run_id),
        ColumnOf<HistogramRow>.Text(nameof(HistogramRow.stage_name), row => row.stage_name),
        ColumnOf<HistogramRow>.Text(nameof(HistogramRow.operator_name), row => row.operator_name),
        ColumnOf<HistogramRow>.Text(nameof(HistogramRow.worker_id), row => row.worker_id),
        ColumnOf<HistogramRow>.Time(nameof(HistogramRow.timestamp), row => row.timestamp),
        ColumnOf<HistogramRow>.Index(nameof(HistogramRow.scale), row => row.scale),
        ColumnOf<HistogramRow>.Count(nameof(HistogramRow.zero_count), row => row.zero_count),
        ColumnOf<HistogramRow>.List(nameof(HistogramRow.bucket_index), row => row.bucket_index),
        ColumnOf<HistogramRow>.List(nameof(HistogramRow.bucket_count), row => row.bucket_count),
        ColumnOf<HistogramRow>.Text(nameof(HistogramRow.pipeline_name), row => row.pipeline_name));

    /// <summary>All datasets, that of the runs last: its row makes a run exist.</summary>
    public static IReadOnlyList<Dataset> All { get; } = [Histograms, Operators, Stages, Runs];
}
