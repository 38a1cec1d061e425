namespace MdfMetrics.Aggregation;

/// <summary>One operator of a flow, its workers together; or a stage of which only the whole is known.</summary>
/// <param name="Entered">Records that came in; of a source, those that it gave.</param>
/// <param name="Passed">Those that got through.</param>
/// <param name="Output">Records that went out: another unit than what came in, where it is an aggregate.</param>
/// <param name="IsAggregate">Whether it makes few records of many.</param>
internal readonly record struct FlowStep(long Entered, long Passed, long Output, bool IsAggregate)
{
    public static FlowStep Of(IReadOnlyCollection<OperatorMetrics> rows) => new(
        SaturatingMath.Sum(rows.Select(OperatorRates.Entered)),
        SaturatingMath.Sum(rows.Select(OperatorRates.Passed)),
        SaturatingMath.Sum(rows.Select(row => row.output_records)),
        rows.Any(row => row.role == OperatorRole.Aggregate));
}
