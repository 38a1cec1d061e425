using MdfMetrics.Aggregation;
using MdfMetrics.Latency;

namespace MdfMetrics.Summaries.Tables;

/// <summary>The three summaries.</summary>
internal static class SummaryTables
{
    public static SummaryTable<RunSummary> Runs { get; } = new(
        SummarySchema.Runs,
        static row => new SummaryKey(row.PeriodStartUtc, "", ""),
        static _ => (null, null),
        static row => Sum(
            (row.completed_count, row.failed_count, row.abandoned_count),
            (row.total_input_records, row.total_output_records, row.total_errors),
            (row.total_duration, 0),
            (row.min_duration, row.max_duration),
            row.Buckets,
            (null, null)),
        static (period, key, sum) =>
        {
            LatencyDistribution? durations = sum.Distribution();
            return new RunSummary
            {
                period = period,
                period_start = key.PeriodStart,
                run_count = sum.RunCount,
                completed_count = sum.Completed,
                failed_count = sum.Failed,
                abandoned_count = sum.Abandoned,
                total_input_records = sum.Input,
                total_output_records = sum.Output,
                overall_pass_rate = Rates.PassRate(sum.Input, sum.Output),
                avg_throughput = Rates.Throughput(sum.Input, sum.Time),
                total_errors = sum.Errors,
                total_duration = sum.Time,
                min_duration = sum.Min,
                max_duration = sum.Max,
                p50_duration = Percentile(durations, 0.50),
                p95_duration = Percentile(durations, 0.95),
                p99_duration = Percentile(durations, 0.99),
                Buckets = Stored(durations),
            };
        });

    public static SummaryTable<StageSummary> Stages { get; } = new(
        SummarySchema.Stages,
        static row => new SummaryKey(row.PeriodStartUtc, row.stage_name, ""),
        static row => (row.stage_index, null),
        static row => Sum(
            (row.completed_count, row.failed_count, row.abandoned_count),
            (row.input_records, row.output_records, row.error_count),
            (row.total_time, row.wall_time),
            (row.min_wall_time, row.max_wall_time),
            row.Buckets,
            (row.stage_index, null)),
        static (period, key, sum) =>
        {
            LatencyDistribution? times = sum.Distribution();
            return new StageSummary
            {
                period = period,
                period_start = key.PeriodStart,
                stage_name = key.Stage,
                run_count = sum.RunCount,
                completed_count = sum.Completed,
                failed_count = sum.Failed,
                abandoned_count = sum.Abandoned,
                input_records = sum.Input,
                output_records = sum.Output,
                pass_rate = Rates.PassRate(sum.Input, sum.Output),
                total_time = sum.Time,
                wall_time = sum.WallTime,
                throughput = Rates.Throughput(sum.Input, sum.WallTime),
                error_count = sum.Errors,
                min_wall_time = sum.Min,
                max_wall_time = sum.Max,
                p50_wall_time = Percentile(times, 0.50),
                p95_wall_time = Percentile(times, 0.95),
                p99_wall_time = Percentile(times, 0.99),
                stage_index = sum.StageIndex,
                Buckets = Stored(times),
            };
        });

    public static SummaryTable<OperatorSummary> Operators { get; } = new(
        SummarySchema.Operators,
        static row => new SummaryKey(row.PeriodStartUtc, row.stage_name, row.operator_name),
        static row => (row.stage_index, row.operator_index),
        static row =>
        {
            SummaryAccumulator sum = Sum(
                (row.completed_count, row.failed_count, row.abandoned_count),
                (row.input_records, row.output_records, row.error_count),
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
        static (period, key, sum) =>
        {
            LatencyDistribution? latencies = sum.Distribution();
            return new OperatorSummary
            {
                period = period,
                period_start = key.PeriodStart,
                stage_name = key.Stage,
                operator_name = key.Operator,
                run_count = sum.RunCount,
                completed_count = sum.Completed,
                failed_count = sum.Failed,
                abandoned_count = sum.Abandoned,
                input_records = sum.Input,
                output_records = sum.Output,
                pass_rate = Rates.PassRate(sum.Input, sum.Output),
                total_time = sum.Time,
                throughput = Rates.Throughput(sum.Input, sum.Time),
                error_count = sum.Errors,
                min_latency = sum.Min,
                max_latency = sum.Max,
                p50_latency = Percentile(latencies, 0.50),
                p95_latency = Percentile(latencies, 0.95),
                p99_latency = Percentile(latencies, 0.99),
                latency_method = sum.IsIncomplete ? LatencyMethod.Reported : latencies?.Method,
                stage_index = sum.StageIndex,
                operator_index = sum.OperatorIndex,
                Buckets = Stored(latencies),
            };
        });

    private static SummaryAccumulator Sum(
        (long Completed, long Failed, long Abandoned) runs,
        (long Input, long Output, long Errors) records,
        (double Total, double Wall) seconds,
        (double Min, double Max) range,
        StoredBuckets buckets,
        (long? Stage, long? Operator) place)
    {
        var sum = new SummaryAccumulator();
        sum.AddRuns(runs.Completed, runs.Failed, runs.Abandoned);
        sum.AddRecords(records.Input, records.Output, records.Errors);
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

    private static double Percentile(LatencyDistribution? distribution, double q) =>
        distribution?.Percentile(q) ?? double.NaN;

    private static StoredBuckets Stored(LatencyDistribution? distribution) => distribution is null
        ? StoredBuckets.None
        : new StoredBuckets
        {
            Scale = distribution.Scale,
            ZeroCount = distribution.ZeroCount,
            Indexes = Array.ConvertAll(distribution.BucketIndexes.ToArray(), static index => (long)index),
            Counts = distribution.BucketCounts.ToArray(),
        };
}
