namespace MdfMetrics.Prometheus;

/// <summary>The metrics of a stage of a last run.</summary>
internal static class StageFamilies
{
    public static IReadOnlyList<MetricFamily<StageMetrics>> All { get; } =
    [
        Gauge(
            "mdf_stage_duration_seconds",
            "How long the stage was open in the last run.",
            stage => stage.wall_time),
        Gauge("mdf_stage_input_records", "Records that came into the stage.", stage => stage.input_records),
        Gauge("mdf_stage_output_records", "Records that came out of the stage.", stage => stage.output_records),
        Gauge("mdf_stage_errors", "Errors of the stage's operators.", stage => stage.error_count),
        Gauge("mdf_stage_workers", "Workers of the stage.", stage => stage.num_workers),
    ];

    private static MetricFamily<StageMetrics> Gauge(string name, string help, Func<StageMetrics, double> value) =>
        MetricFamily<StageMetrics>.Gauge(name, help, value);
}
