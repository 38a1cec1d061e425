namespace MdfMetrics.Aggregation;

/// <summary>What follows of an operator's counts and times, by its role.</summary>
internal static class OperatorRates
{
    /// <summary>The row with the counts and rates that its role asks for.</summary>
    /// <param name="row">Its role, counts, failed records and total_time.</param>
    /// <param name="latencyTime">Seconds of its records, without set-up and wind-up.</param>
    public static OperatorMetrics Apply(OperatorMetrics row, double latencyTime)
    {
        bool isSource = row.role == OperatorRole.Source;
        long input = isSource ? 0 : row.input_records;
        row = row with
        {
            input_records = input,
            output_records = row.role == OperatorRole.Sink ? WithoutFailed(row) : row.output_records,
        };
        return row with
        {
            pass_rate = Rates.PassRate(input, Passed(row)),
            avg_latency = Rates.MeanLatency(Entered(row), latencyTime),
            throughput = Rates.Throughput(Entered(row), row.total_time),
        };
    }

    /// <summary>
    /// Records that latencies and throughput are of: those that came in; of a source, those that it gave.
    /// </summary>
    public static long Entered(OperatorMetrics row) =>
        row.role == OperatorRole.Source ? row.output_records : row.input_records;

    /// <summary>Records that got through: what went out; of an aggregate all that did not fail.</summary>
    public static long Passed(OperatorMetrics row) =>
        row.role == OperatorRole.Aggregate ? WithoutFailed(row) : row.output_records;

    private static long WithoutFailed(OperatorMetrics row) => Math.Max(0, row.input_records - row.failed_records);
}
