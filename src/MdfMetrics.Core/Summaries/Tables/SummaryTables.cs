using MdfMetrics.Latency;

namespace MdfMetrics.Summaries.Tables;

/// <summary>The three summaries.</summary>
internal static class SummaryTables
{
    public static SummaryTable<RunSummary> Runs { get; } = new(
        SummarySchema.Runs,
        static row => new SummaryKey(row.PeriodStartUtc, row.pipeline_name, "", ""),
        static row => row.time_zone,
        static _ => (null, null),
        static row => Sum(
            (row.completed_count, row.failed_count, row.abandoned_count),
            (row.total_input_records, row.total_output_records, row.overall_pass_rate, row.total_errors),
            (row.total_duration, 0),
            (row.min_duration, row.max_duration),
            row.Buckets,
            (null, null)),
        static row => row.Buckets);

    public static SummaryTable<StageSummary> Stages { get; } = new(
        SummarySchema.Stages,
        static row => new SummaryKey(row.PeriodStartUtc, row.pipeline_name, row.stage_name, ""),
        static row => row.time_zone,
        static row => (row.stage_index, null),
        static row => Sum(
            (row.completed_count, row.failed_count, row.abandoned_count),
            (row.input_records, row.output_records, row.pass_rate, row.error_count),
            (row.total_time, row.wall_time),
            (row.min_wall_time, row.max_wall_time),
            row.Buckets,
            (row.stage_index, null)),
        static row => row.Buckets);

    public static SummaryTable<OperatorSummary> Operators { get; } = new(
        SummarySchema.Operators,
        static row => new SummaryKey(row.PeriodStartUtc, row.pipeline_name, row.stage_name, row.operator_name),
        static row => row.time_zone,
        static row => (row.stage_index, row.operator_index),
        static row =>
        {
            SummaryAccumulator sum = Sum(
                (row.completed_count, row.failed_count, row.abandoned_count),
                (row.input_records, row.output_records, row.pass_rate, row.error_count),
                (row.total_time, 0),
                (row.min_latency, row.max_latency),
                row.Buckets,
                (row.stage_index, row.operator_index));
            sum.AddMethod(row.latency_method);
            if (row.latency_method == LatencyMethod.Reported)
            {
                sum.LoseDistribution();
            }

            return sum;
        },
        static row => row.Buckets);

    private static SummaryAccumulator Sum(
        (long Completed, long Failed, long Abandoned) runs,
        (long Input, long Output, double PassRate, long Errors) records,
        (double Total, double Wall) seconds,
        (double Min, double Max) range,
        StoredBuckets buckets,
        (long? Stage, long? Operator) place)
    {
        var sum = new SummaryAccumulator();
        sum.AddRuns(runs.Completed, runs.Failed, runs.Abandoned);
        sum.AddRecords(records.Input, records.Output, records.PassRate, records.Errors);
        sum.AddTime(seconds.Total, seconds.Wall);
        sum.AddRange(range.Min, range.Max);
        sum.AddPlace(place.Stage, place.Operator);
        sum.AddBuckets(
            buckets.Scale ?? LatencyBuckets.FinestScale,
            buckets.ZeroCount ?? 0,
            buckets.Indexes,
            buckets.Counts);
        return sum;
    }
}
