using MdfMetrics.Storage.Schema;

namespace MdfMetrics.Integrity;

/// <summary>The checks of the four datasets.</summary>
internal static class DatasetChecks
{
    public static DatasetCheck<RunMetrics> Runs(string store, KnownRuns runs) => new(
        store,
        MetricsSchema.Runs,
        row => row.run_id,
        run =>
        {
            runs.Add(run);
            return true;
        },
        static (_, _) => { },
        new(nameof(RunMetrics.run_id), row => row.run_id.Length == 0),
        new(nameof(RunMetrics.start_time), row => row.StartUtc is null));

    public static DatasetCheck<StageMetrics> Stages(string store, KnownRuns runs) => new(
        store,
        MetricsSchema.Stages,
        row => row.run_id,
        runs.Contains,
        runs.Refresh,
        new(nameof(StageMetrics.run_id), row => row.run_id.Length == 0),
        new(nameof(StageMetrics.stage_name), row => row.stage_name.Length == 0),
        new(nameof(StageMetrics.timestamp), row => row.TimestampUtc is null));

    public static DatasetCheck<OperatorMetrics> Operators(string store, KnownRuns runs) => new(
        store,
        MetricsSchema.Operators,
        row => row.run_id,
        runs.Contains,
        runs.Refresh,
        new(nameof(OperatorMetrics.run_id), row => row.run_id.Length == 0),
        new(nameof(OperatorMetrics.stage_name), row => row.stage_name.Length == 0),
        new(nameof(OperatorMetrics.operator_name), row => row.operator_name.Length == 0),
        new(nameof(OperatorMetrics.worker_id), row => row.worker_id.Length == 0),
        new(nameof(OperatorMetrics.timestamp), row => row.TimestampUtc is null));

    public static DatasetCheck<HistogramRow> Histograms(string store, KnownRuns runs) => new(
        store,
        MetricsSchema.Histograms,
        row => row.run_id,
        runs.Contains,
        runs.Refresh,
        new(nameof(HistogramRow.run_id), row => row.run_id.Length == 0),
        new(nameof(HistogramRow.stage_name), row => row.stage_name.Length == 0),
        new(nameof(HistogramRow.operator_name), row => row.operator_name.Length == 0),
        new(nameof(HistogramRow.worker_id), row => row.worker_id.Length == 0),
        new(nameof(HistogramRow.timestamp), row => row.timestamp is null));
}
