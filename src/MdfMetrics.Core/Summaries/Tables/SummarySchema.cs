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
        [.. RunFigures(), .. Buckets<RunSummary>(static row => row.Buckets)]);

    public static DatasetSchema<StageSummary> Stages { get; } = new(
        "stage",
        "stage_",
        keyColumns: 3,
        static () => new StageSummary { period = "", period_start = default, stage_name = "" },
        [.. StageFigures(), .. Buckets<StageSummary>(static row => row.Buckets)]);

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
        [.. OperatorFigures(), .. Buckets<OperatorSummary>(static row => row.Buckets)]);

    /// <summary>Below a folder with an underscore: engines and people look for summaries, not for this.</summary>
    public static DatasetSchema<LedgerRow> Ledger { get; } = new(
        "_ledger",
        "ledger_",
        keyColumns: 1,
        static () => new LedgerRow(),
        TextColumn<LedgerRow>.Text(nameof(LedgerRow.run_id), static row => row.run_id),
        new TimeColumn<LedgerRow>(nameof(LedgerRow.start_time), static row => row.start_time),
        new IntColumn<LedgerRow>(nameof(LedgerRow.fingerprint), static row => row.fingerprint));

    /// <summary>What users see of a summary: all but the distribution.</summary>
    public static DatasetSchema<TRow> WithoutBuckets<TRow>(DatasetSchema<TRow> schema)
        where TRow : class => new(
            schema.Name,
            schema.FilePrefix,
            schema.KeyColumns,
            schema.Create,
            [.. schema.Columns.SkipLast(Buckets<TRow>(static _ => new StoredBuckets()).Length)]);

    private static Column<RunSummary>[] RunFigures() =>
    [
        TextColumn<RunSummary>.Text(nameof(RunSummary.period), static row => row.period),
        new TimeColumn<RunSummary>(nameof(RunSummary.period_start), static row => row.PeriodStartUtc),
        new IntColumn<RunSummary>(nameof(RunSummary.run_count), static row => row.run_count),
        new IntColumn<RunSummary>(nameof(RunSummary.completed_count), static row => row.completed_count),
        new IntColumn<RunSummary>(nameof(RunSummary.failed_count), static row => row.failed_count),
        new IntColumn<RunSummary>(nameof(RunSummary.abandoned_count), static row => row.abandoned_count),
        new IntColumn<RunSummary>(nameof(RunSummary.total_input_records), static row => row.total_input_records),
        new IntColumn<RunSummary>(nameof(RunSummary.total_output_records), static row => row.total_output_records),
        new FloatColumn<RunSummary>(nameof(RunSummary.overall_pass_rate), static row => row.overall_pass_rate),
        new FloatColumn<RunSummary>(nameof(RunSummary.avg_throughput), static row => row.avg_throughput),
        new IntColumn<RunSummary>(nameof(RunSummary.total_errors), static row => row.total_errors),
        new FloatColumn<RunSummary>(nameof(RunSummary.total_duration), static row => row.total_duration),
        new FloatColumn<RunSummary>(nameof(RunSummary.min_duration), static row => row.min_duration),
        new FloatColumn<RunSummary>(nameof(RunSummary.max_duration), static row => row.max_duration),
        new FloatColumn<RunSummary>(nameof(RunSummary.p50_duration), static row => row.p50_duration),
        new FloatColumn<RunSummary>(nameof(RunSummary.p95_duration), static row => row.p95_duration),
        new FloatColumn<RunSummary>(nameof(RunSummary.p99_duration), static row => row.p99_duration),
    ];

    private static Column<StageSummary>[] StageFigures() =>
    [
        TextColumn<StageSummary>.Text(nameof(StageSummary.period), static row => row.period),
        new TimeColumn<StageSummary>(nameof(StageSummary.period_start), static row => row.PeriodStartUtc),
        TextColumn<StageSummary>.Text(nameof(StageSummary.stage_name), static row => row.stage_name),
        new IntColumn<StageSummary>(nameof(StageSummary.run_count), static row => row.run_count),
        new IntColumn<StageSummary>(nameof(StageSummary.completed_count), static row => row.completed_count),
        new IntColumn<StageSummary>(nameof(StageSummary.failed_count), static row => row.failed_count),
        new IntColumn<StageSummary>(nameof(StageSummary.abandoned_count), static row => row.abandoned_count),
        new IntColumn<StageSummary>(nameof(StageSummary.input_records), static row => row.input_records),
        new IntColumn<StageSummary>(nameof(StageSummary.output_records), static row => row.output_records),
        new FloatColumn<StageSummary>(nameof(StageSummary.pass_rate), static row => row.pass_rate),
        new FloatColumn<StageSummary>(nameof(StageSummary.total_time), static row => row.total_time),
        new FloatColumn<StageSummary>(nameof(StageSummary.wall_time), static row => row.wall_time),
        new FloatColumn<StageSummary>(nameof(StageSummary.throughput), static row => row.throughput),
        new IntColumn<StageSummary>(nameof(StageSummary.error_count), static row => row.error_count),
        new FloatColumn<StageSummary>(nameof(StageSummary.min_wall_time), static row => row.min_wall_time),
        new FloatColumn<StageSummary>(nameof(StageSummary.max_wall_time), static row => row.max_wall_time),
        new FloatColumn<StageSummary>(nameof(StageSummary.p50_wall_time), static row => row.p50_wall_time),
        new FloatColumn<StageSummary>(nameof(StageSummary.p95_wall_time), static row => row.p95_wall_time),
        new FloatColumn<StageSummary>(nameof(StageSummary.p99_wall_time), static row => row.p99_wall_time),
        new IntColumn<StageSummary>(nameof(StageSummary.stage_index), static row => row.stage_index),
    ];

    private static Column<OperatorSummary>[] OperatorFigures() =>
    [
        TextColumn<OperatorSummary>.Text(nameof(OperatorSummary.period), static row => row.period),
        new TimeColumn<OperatorSummary>(nameof(OperatorSummary.period_start), static row => row.PeriodStartUtc),
        TextColumn<OperatorSummary>.Text(nameof(OperatorSummary.stage_name), static row => row.stage_name),
        TextColumn<OperatorSummary>.Text(nameof(OperatorSummary.operator_name), static row => row.operator_name),
        new IntColumn<OperatorSummary>(nameof(OperatorSummary.run_count), static row => row.run_count),
        new IntColumn<OperatorSummary>(nameof(OperatorSummary.completed_count), static row => row.completed_count),
        new IntColumn<OperatorSummary>(nameof(OperatorSummary.failed_count), static row => row.failed_count),
        new IntColumn<OperatorSummary>(nameof(OperatorSummary.abandoned_count), static row => row.abandoned_count),
        new IntColumn<OperatorSummary>(nameof(OperatorSummary.input_records), static row => row.input_records),
        new IntColumn<OperatorSummary>(nameof(OperatorSummary.output_records), static row => row.output_records),
        new FloatColumn<OperatorSummary>(nameof(OperatorSummary.pass_rate), static row => row.pass_rate),
        new FloatColumn<OperatorSummary>(nameof(OperatorSummary.total_time), static row => row.total_time),
        new FloatColumn<OperatorSummary>(nameof(OperatorSummary.throughput), static row => row.throughput),
        new IntColumn<OperatorSummary>(nameof(OperatorSummary.error_count), static row => row.error_count),
        new FloatColumn<OperatorSummary>(nameof(OperatorSummary.min_latency), static row => row.min_latency),
        new FloatColumn<OperatorSummary>(nameof(OperatorSummary.max_latency), static row => row.max_latency),
        new FloatColumn<OperatorSummary>(nameof(OperatorSummary.p50_latency), static row => row.p50_latency),
        new FloatColumn<OperatorSummary>(nameof(OperatorSummary.p95_latency), static row => row.p95_latency),
        new FloatColumn<OperatorSummary>(nameof(OperatorSummary.p99_latency), static row => row.p99_latency),
        TextColumn<OperatorSummary>.Text(nameof(OperatorSummary.latency_method), static row => row.latency_method),
        new IntColumn<OperatorSummary>(nameof(OperatorSummary.stage_index), static row => row.stage_index),
        new IntColumn<OperatorSummary>(nameof(OperatorSummary.operator_index), static row => row.operator_index),
    ];

    /// <summary>The last columns of each summary, named as in the histograms dataset.</summary>
    private static Column<TRow>[] Buckets<TRow>(Func<TRow, StoredBuckets> of)
        where TRow : class =>
    [
        new IntColumn<TRow>(
            nameof(HistogramRow.scale),
            row => of(row).Scale,
            (row, scale) => of(row).Scale = scale),
        new IntColumn<TRow>(
            nameof(HistogramRow.zero_count),
            row => of(row).ZeroCount,
            (row, count) => of(row).ZeroCount = count),
        new IntListColumn<TRow>(
            nameof(HistogramRow.bucket_index),
            row => of(row).Indexes,
            (row, indexes) => of(row).Indexes = indexes),
        new IntListColumn<TRow>(
            nameof(HistogramRow.bucket_count),
            row => of(row).Counts,
            (row, counts) => of(row).Counts = counts),
    ];
}
