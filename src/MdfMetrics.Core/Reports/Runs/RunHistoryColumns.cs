using MdfMetrics.Reports.Data;

namespace MdfMetrics.Reports.Runs;

/// <summary>Runs as columns.</summary>
internal static class RunHistoryColumns
{
    /// <param name="runs">The oldest first.</param>
    public static RunColumns Of(IReadOnlyList<RunMetrics> runs) => new()
    {
        RunId = [.. runs.Select(run => run.run_id)],
        Start = [.. runs.Select(run => run.StartUtc!.Value)],
        Status = [.. runs.Select(run => run.status)],
        Duration = [.. runs.Select(run => run.duration)],
        Input = [.. runs.Select(run => run.total_input_records)],
        Output = [.. runs.Select(run => run.total_output_records)],
        PassRate = [.. runs.Select(run => run.overall_pass_rate)],
        Throughput = [.. runs.Select(run => run.avg_throughput)],
        Errors = [.. runs.Select(run => run.total_errors)],
    };
}
