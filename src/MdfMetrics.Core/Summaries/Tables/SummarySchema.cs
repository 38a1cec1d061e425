using MdfMetrics.ParquetFiles.Columns;
using MdfMetrics.Storage.Schema;

namespace MdfMetrics.Summaries.Tables;

/// <summary>The three summaries and the ledger of the runs that they count: see docs/schema.md.</summary>
internal static class SummarySchema
{
    public static DatasetSchema<RunSummary> Runs { get; } = new(
        "run",
        "run_",
        keyColumns: 2,
        static () => new RunSummary { period = "", period_start = default },
        [
            .. RunFigures(),
            .. Buckets<RunSummary>(static row => row.Buckets),
            ColumnOf<RunSummary>.Text(nameof(RunSummary.pipeline_name), static row => row.pipeline_name),
            ColumnOf<RunSummary>.Text(nameof(RunSummary.time_zone), static row => row.time_zone),
            ColumnOf<RunSummary>.Time(nameof(RunSummary.local_start), static row => AsStored(row.local_start)),
        ]);

    public static DatasetSchema<StageSummary> Stages { get; } = new(
        "stage",
        "stage_",
        keyColumns: 3,
        static () => new StageSummary { period = "", period_start = default, stage_name = "" },
        [
            .. StageFigures(),
            .. Buckets<StageSummary>(static row => row.Buckets),
            ColumnOf<StageSummary>.Text(nameof(StageSummary.pipeline_name), static row => row.pipeline_name),
            ColumnOf<StageSummary>.Text(nameof(StageSummary.time_zone), static row => row.time_zone),
            ColumnOf<StageSummary>.Time(nameof(StageSummary.local_start), static row => AsStored(row.local_start)),
        ]);

    public static DatasetSchema<OperatorSummary> Operators { get; } = new(
        "operator",
        "operator_",
        keyColumns: 4,
        static () => new OperatorSummary
        {
            period = "",
            period_start = default,
            stage_name = "",
            operator_name = "",
        },
        [
            .. OperatorFigures(),
            .. Buckets<OperatorSummary>(static row => row.Buckets),
            ColumnOf<OperatorSummary>.Text(nameof(OperatorSummary.pipeline_name), static row => row.pipeline_name),
            ColumnOf<OperatorSummary>.Text(nameof(OperatorSummary.time_zone), static row => row.time_zone),
            ColumnOf<OperatorSummary>.Time(nameof(OperatorSummary.local_start), static row => AsStored(row.local_start)),
        ]);

    /// <summary>Below a folder with an underscore: engines and people look for summaries, not for this.</summary>
    public static DatasetSchema<LedgerRow> Ledger { get; } = new(
        "_ledger",
        "ledger_",
        keyColumns: 1,
        static () => new LedgerRow(),
        ColumnOf<LedgerRow>.Text(nameof(LedgerRow.run_id), static row => row.run_id),
        ColumnOf<LedgerRow>.Time(nameof(LedgerRow.start_time), static row => row.start_time),
        ColumnOf<LedgerRow>.Index(nameof(LedgerRow.fingerprint), static row => row.fingerprint));

    /// <summary>What users see of a summary: all but the distribution.</summary>
    public static DatasetSchema<TRow> WithoutBuckets<TRow>(DatasetSchema<TRow> schema)
        where TRow : class => new(
            schema.Name,
            schema.FilePrefix,
            schema.KeyColumns,
            schema.Create,
            [
                .. schema.Columns.ExceptBy(
                    Buckets<TRow>(static _ => new StoredBuckets()).Select(static column => column.Name),
                    static column => column.Name),
            ]);

    private static Column<RunSummary>[] RunFigures() =>
    [
        ColumnOf<RunSummary>.Text(nameof(RunSummary.period), static row => row.period),
        ColumnOf<RunSummary>.Time(nameof(RunSummary.period_start), static row => row.PeriodStartUtc),
        ColumnOf<RunSummary>.Count(nameof(RunSummary.run_count), static row => row.run_count),
        ColumnOf<RunSummary>.Count(nameof(RunSummary.completed_count), static row => row.completed_count),
        ColumnOf<RunSummary>.Count(nameof(RunSummary.failed_count), static row => row.failed_count),
        ColumnOf<RunSummary>.Count(nameof(RunSummary.abandoned_count), static row => row.abandoned_count),
        ColumnOf<RunSummary>.Count(nameof(RunSummary.total_input_records), static row => row.total_input_records),
        ColumnOf<RunSummary>.Count(nameof(RunSummary.total_output_records), static row => row.total_output_records),
        ColumnOf<RunSummary>.Percent(nameof(RunSummary.overall_pass_rate), static row => row.overall_pass_rate),
        ColumnOf<RunSummary>.PerSecond(nameof(RunSummary.avg_throughput), static row => row.avg_throughput),
        ColumnOf<RunSummary>.Count(nameof(RunSummary.total_errors), static row => row.total_errors),
        ColumnOf<RunSummary>.Seconds(nameof(RunSummary.total_duration), static row => row.total_duration),
        ColumnOf<RunSummary>.Seconds(nameof(RunSummary.min_duration), static row => row.min_duration),
        ColumnOf<RunSummary>.Seconds(nameof(RunSummary.max_duration), static row => row.max_duration),
        ColumnOf<RunSummary>.Seconds(nameof(RunSummary.p50_duration), static row => row.p50_duration),
        ColumnOf<RunSummary>.Seconds(nameof(RunSummary.p95_duration), static row => row.p95_duration),
        ColumnOf<RunSummary>.Seconds(nameof(RunSummary.p99_duration), static row => row.p99_duration),
    ];

    private static Column<StageSummary>[] StageFigures() =>
    [
        ColumnOf<StageSummary>.Text(nameof(StageSummary.period), static row => row.period),
        ColumnOf<StageSummary>.Time(nameof(StageSummary.period_start), static row => row.PeriodStartUtc),
        ColumnOf<StageSummary>.Text(nameof(StageSummary.stage_name), static row => row.stage_name),
        ColumnOf<StageSummary>.Count(nameof(StageSummary.run_count), static row => row.run_count),
        ColumnOf<StageSummary>.Count(nameof(StageSummary.completed_count), static row => row.completed_count),
        ColumnOf<StageSummary>.Count(nameof(StageSummary.failed_count), static row => row.failed_count),
        ColumnOf<StageSummary>.Count(nameof(StageSummary.abandoned_count), static row => row.abandoned_count),
        ColumnOf<StageSummary>.Count(nameof(StageSummary.input_records), static row => row.input_records),
        ColumnOf<StageSummary>.Count(nameof(StageSummary.output_records), static row => row.output_records),
        ColumnOf<StageSummary>.Percent(nameof(StageSummary.pass_rate), static row => row.pass_rate),
        ColumnOf<StageSummary>.Seconds(nameof(StageSummary.total_time), static row => row.total_time),
        ColumnOf<StageSummary>.Seconds(nameof(StageSummary.wall_time), static row => row.wall_time),
        ColumnOf<StageSummary>.PerSecond(nameof(StageSummary.throughput), static row => row.throughput),
        ColumnOf<StageSummary>.Count(nameof(StageSummary.error_count), static row => row.error_count),
        ColumnOf<StageSummary>.Seconds(nameof(StageSummary.min_wall_time), static row => row.min_wall_time),
        ColumnOf<StageSummary>.Seconds(nameof(StageSummary.max_wall_time), static row => row.max_wall_time),
        ColumnOf<StageSummary>.Seconds(nameof(StageSummary.p50_wall_time), static row => row.p50_wall_time),
        ColumnOf<StageSummary>.Seconds(nameof(StageSummary.p95_wall_time), static row => row.p95_wall_time),
        ColumnOf<StageSummary>.Seconds(nameof(StageSummary.p99_wall_time), static row => row.p99_wall_time),
        ColumnOf<StageSummary>.Index(nameof(StageSummary.stage_index), static row => row.stage_index),
    ];

    private static Column<OperatorSummary>[] OperatorFigures() =>
    [
        ColumnOf<OperatorSummary>.Text(nameof(OperatorSummary.period), static row => row.period),
        ColumnOf<OperatorSummary>.Time(nameof(OperatorSummary.period_start), static row => row.PeriodStartUtc),
        ColumnOf<OperatorSummary>.Text(nameof(OperatorSummary.stage_name), static row => row.stage_name),
        ColumnOf<OperatorSummary>.Text(nameof(OperatorSummary.operator_name), static row => row.operator_name),
        ColumnOf<OperatorSummary>.Count(nameof(OperatorSummary.run_count), static row => row.run_count),
        ColumnOf<OperatorSummary>.Count(nameof(OperatorSummary.completed_count), static row => row.completed_count),
        ColumnOf<OperatorSummary>.Count(nameof(OperatorSummary.failed_count), static row => row.failed_count),
        ColumnOf<OperatorSummary>.Count(nameof(OperatorSummary.abandoned_count), static row => row.abandoned_count),
        ColumnOf<OperatorSummary>.Count(nameof(OperatorSummary.input_records), static row => row.input_records),
        ColumnOf<OperatorSummary>.Count(nameof(OperatorSummary.output_records), static row => row.output_records),
        ColumnOf<OperatorSummary>.Percent(nameof(OperatorSummary.pass_rate), static row => row.pass_rate),
        ColumnOf<OperatorSummary>.Seconds(nameof(OperatorSummary.total_time), static row => row.total_time),
        ColumnOf<OperatorSummary>.PerSecond(nameof(OperatorSummary.throughput), static row => row.throughput),
        ColumnOf<OperatorSummary>.Count(nameof(OperatorSummary.error_count), static row => row.error_count),
        ColumnOf<OperatorSummary>.Seconds(nameof(OperatorSummary.min_latency), static row => row.min_latency),
        ColumnOf<OperatorSummary>.Seconds(nameof(OperatorSummary.max_latency), static row => row.max_latency),
        ColumnOf<OperatorSummary>.Seconds(nameof(OperatorSummary.p50_latency), static row => row.p50_latency),
        ColumnOf<OperatorSummary>.Seconds(nameof(OperatorSummary.p95_latency), static row => row.p95_latency),
        ColumnOf<OperatorSummary>.Seconds(nameof(OperatorSummary.p99_latency), static row => row.p99_latency),
        ColumnOf<OperatorSummary>.Text(nameof(OperatorSummary.latency_method), static row => row.latency_method),
        ColumnOf<OperatorSummary>.Index(nameof(OperatorSummary.stage_index), static row => row.stage_index),
        ColumnOf<OperatorSummary>.Index(nameof(OperatorSummary.operator_index), static row => row.operator_index),
    ];

    /// <summary>Files have times without a zone, and Parquet.Net writes those as they are that say UTC.</summary>
    private static DateTime AsStored(DateTime clock) => DateTime.SpecifyKind(clock, DateTimeKind.Utc);

    /// <summary>The distribution of each summary, named as in the histograms dataset.</summary>
    private static Column<TRow>[] Buckets<TRow>(Func<TRow, StoredBuckets> of)
        where TRow : class =>
    [
        ColumnOf<TRow>.Index(
            nameof(HistogramRow.scale),
            row => of(row).Scale,
            (row, scale) => of(row).Scale = scale),
        ColumnOf<TRow>.Count(
            nameof(HistogramRow.zero_count),
            row => of(row).ZeroCount,
            (row, count) => of(row).ZeroCount = count),
        ColumnOf<TRow>.List(
            nameof(HistogramRow.bucket_index),
            row => of(row).Indexes,
            (row, indexes) => of(row).Indexes = indexes),
        ColumnOf<TRow>.List(
            nameof(HistogramRow.bucket_count),
            row => of(row).Counts,
            (row, counts) => of(row).Counts = counts),
    ];
}
