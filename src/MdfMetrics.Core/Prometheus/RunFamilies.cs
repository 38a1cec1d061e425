namespace MdfMetrics.Prometheus;

/// <summary>The metrics of a pipeline and of its last run.</summary>
internal static class RunFamilies
{
    private static readonly string[] s_statuses = [RunStatus.Completed, RunStatus.Failed, RunStatus.Abandoned];

    public static IReadOnlyList<MetricFamily<PipelineState>> All { get; } =
    [
        Time(
            "mdf_run_last_start_timestamp_seconds",
            "When the last run of the pipeline that has ended began.",
            pipeline => pipeline.Last?.StartUtc),
        Time(
            "mdf_run_last_end_timestamp_seconds",
            "When the last run of the pipeline that has ended did so, however it ended.",
            pipeline => pipeline.Last?.EndUtc),
        Time(
            "mdf_run_last_success_timestamp_seconds",
            "When the last completed run of the pipeline ended; 0: none has.",
            pipeline => pipeline.SuccessUtc ?? DateTime.UnixEpoch),
        new(
            "mdf_run_last_status",
            "gauge",
            "How the last run of the pipeline ended: 1 for its status, 0 for the others.",
            Statuses),
        Last("mdf_run_duration_seconds", "How long the last run took.", run => run.duration),
        MetricFamily<PipelineState>.Gauge(
            "mdf_run_duration_median_seconds",
            "Median over the last 10 completed runs before it: what is usual.",
            pipeline => pipeline.UsualDuration),
        Last("mdf_run_input_records", "Records that came into the last run.", run => run.total_input_records),
        Last("mdf_run_output_records", "Records that came out of the last run.", run => run.total_output_records),
        Last(
            "mdf_run_pass_ratio",
            "Output records by input records of the last run, 0 to 1; above 1 on fan-out; none without input.",
            run => run.overall_pass_rate / 100),
        Last("mdf_run_errors", "Errors of the last run.", run => run.total_errors),
        MetricFamily<PipelineState>.Gauge(
            "mdf_run_active",
            "Runs of the pipeline that are going on.",
            pipeline => pipeline.Active),
        Time(
            "mdf_run_active_start_timestamp_seconds",
            "When the oldest run that is going on began.",
            pipeline => pipeline.ActiveSinceUtc),
    ];

    private static MetricFamily<PipelineState> Last(string name, string help, Func<RunMetrics, double> value) =>
        MetricFamily<PipelineState>.Gauge(
            name,
            help,
            pipeline => pipeline.Last is { } run ? value(run) : double.NaN);

    private static MetricFamily<PipelineState> Time(string name, string help, Func<PipelineState, DateTime?> time) =>
        MetricFamily<PipelineState>.Gauge(
            name,
            help,
            pipeline => time(pipeline) is { } moment ? (moment - DateTime.UnixEpoch).TotalSeconds : double.NaN);

    private static IEnumerable<SeriesValue> Statuses(PipelineState pipeline) => pipeline.Last is null
        ? []
        : s_statuses.Select(status => new SeriesValue(
            pipeline.Last.status == status ? 1 : 0,
            Label: LabelText.Of(LabelText.Status, status)));
}
