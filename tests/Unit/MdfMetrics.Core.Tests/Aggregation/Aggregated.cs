using MdfMetrics.Aggregation;

namespace MdfMetrics.Tests.Aggregation;

/// <summary>What aggregation makes of parts of a run.</summary>
internal static class Aggregated
{
    public static StageMetrics Stage(StageRecord stage, params OperatorMetrics[] rows) => Assert.Single(
        MetricsAggregator.Aggregate(
            new RunMetrics { run_id = stage.RunId, start_time = Rows.Start },
            [stage],
            rows.Select(row => row with { stage_name = stage.Name })).Stages!);
}
