using MdfMetrics.Aggregation;
using MdfMetrics.Latency;
using MdfMetrics.Records;
using MdfMetrics.Summaries.Periods;

namespace MdfMetrics.Summaries.Tables;

/// <summary>Figures that were added up, by the names of the summaries' columns.</summary>
internal sealed class SummaryColumns(PeriodCalendar calendar, SummaryKey key, SummaryAccumulator sum) : IColumnReader
{
    /// <summary>The distribution of durations, wall times or latencies; null where it is not known.</summary>
    public LatencyDistribution? Distribution { get; } = sum.Distribution();

    public string? GetString(string column) => column switch
    {
        "period" => PeriodCalendar.Name(calendar.Period),
        "pipeline_name" => key.Pipeline,
        "stage_name" => key.Stage,
        "operator_name" => key.Operator,
        "time_zone" => calendar.Zone.Id,
        "latency_method" => sum.IsIncomplete ? LatencyMethod.Reported : Distribution?.Method,
        _ => null,
    };

    public DateTime? GetDateTime(string column) => column switch
    {
        "period_start" => key.PeriodStart,
        "local_start" => calendar.LocalStart(key.PeriodStart),
        _ => null,
    };

    public long? GetInt64(string column) => column switch
    {
        "run_count" => sum.RunCount,
        "completed_count" => sum.Completed,
        "failed_count" => sum.Failed,
        "abandoned_count" => sum.Abandoned,
        "input_records" or "total_input_records" => sum.Input,
        "output_records" or "total_output_records" => sum.Output,
        "error_count" or "total_errors" => sum.Errors,
        "stage_index" => sum.StageIndex,
        "operator_index" => sum.OperatorIndex,
        "scale" => Distribution?.Scale,
        "zero_count" => Distribution?.ZeroCount,
        _ => null,
    };

    public double? GetDouble(string column) => column switch
    {
        "pass_rate" or "overall_pass_rate" => sum.Input > 0 ? 100 * sum.Passed / sum.Input : double.NaN,
        "throughput" when key.Operator.Length == 0 => Rates.Throughput(sum.Input, sum.WallTime),
        "throughput" => Rates.Throughput(sum.Entered, sum.Time),
        "avg_throughput" => Rates.Throughput(sum.Input, sum.Time),
        "total_time" or "total_duration" => sum.Time,
        "wall_time" => sum.WallTime,
        "min_latency" or "min_wall_time" or "min_duration" => sum.Min,
        "max_latency" or "max_wall_time" or "max_duration" => sum.Max,
        "p50_latency" or "p50_wall_time" or "p50_duration" => Distribution?.Percentile(0.50),
        "p95_latency" or "p95_wall_time" or "p95_duration" => Distribution?.Percentile(0.95),
        "p99_latency" or "p99_wall_time" or "p99_duration" => Distribution?.Percentile(0.99),
        _ => null,
    };

    public JsonMap? GetJson(string column) => null;
}
