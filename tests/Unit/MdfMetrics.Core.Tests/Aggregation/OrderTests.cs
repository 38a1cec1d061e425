using MdfMetrics.Aggregation;

namespace MdfMetrics.Tests.Aggregation;

public sealed class OrderTests
{
    [Fact]
    public void Order_NoIndexes_IsByEarliestTimestamp()
    {
        IReadOnlyList<OperatorMetrics> rows = Order(
        [
            Rows.Row("late", stage: "s2", at: 9),
            Rows.Row("second", stage: "s1", worker: "w0", at: 5),
            Rows.Row("first", stage: "s1", worker: "w1", at: 8),
            Rows.Row("first", stage: "s1", worker: "w0", at: 4),
        ]);

        Assert.Equal(
            [("first", "w1", 0L, 0L), ("first", "w0", 0, 0), ("second", "w0", 0, 1), ("late", "worker_0", 1, 0)],
            rows.Select(row => (row.operator_name, row.worker_id, row.stage_index!.Value, row.operator_index!.Value)));
    }

    [Fact]
    public void Order_SameTimestamps_IsAsTheyCame() =>
        Assert.Equal(
            ["z", "a", "m"],
            Order([Rows.Row("z"), Rows.Row("a"), Rows.Row("m")]).Select(row => row.operator_name));

    [Fact]
    public void Order_SomeIndexes_KeepsThemAndTheRestFollow()
    {
        IReadOnlyList<OperatorMetrics> rows = Order(
        [
            Rows.Row("added", at: 0),
            Rows.Row("b", at: 1, worker: "w0") with { operator_index = 7 },
            Rows.Row("b", at: 1, worker: "w1") with { operator_index = 4 },
            Rows.Row("a", at: 2) with { operator_index = 2 },
        ]);

        Assert.Equal(
            [("a", 2L), ("b", 4), ("b", 4), ("added", 5)],
            rows.Select(row => (row.operator_name, row.operator_index!.Value)));
    }

    [Fact]
    public void Order_KnownStages_WinOverTheRows()
    {
        IReadOnlyList<OperatorMetrics> rows = Order(
            [
                Rows.Row("x", stage: "B", at: 0) with { stage_index = 0 },
                Rows.Row("y", stage: "A", at: 5) with { stage_index = 9 },
                Rows.Row("z", stage: "unknown", at: 1),
            ],
            [Stage("A", 0), Stage("empty", 1), Stage("B", 2)]);

        Assert.Equal(
            [("A", 0L), ("B", 2), ("unknown", 3)],
            rows.Select(row => (row.stage_name, row.stage_index!.Value)));
    }

    [Fact]
    public void Order_KnownStageWithoutIndex_TakesTheRowsElseItsTime()
    {
        IReadOnlyList<OperatorMetrics> rows = Order(
            [
                Rows.Row("x", stage: "late", at: 0),
                Rows.Row("y", stage: "early", at: 9),
                Rows.Row("z", stage: "sent", at: 10) with { stage_index = 0 },
            ],
            [Stage("late", null, at: 7), Stage("early", null, at: 3), Stage("sent", null, at: 8)]);

        Assert.Equal(
            [("sent", 0L), ("early", 1), ("late", 2)],
            rows.Select(row => (row.stage_name, row.stage_index!.Value)));
    }

    [Fact]
    public void Order_HugeIndex_DoesNotOverflow() =>
        Assert.Equal(
            [long.MaxValue, long.MaxValue],
            Order([Rows.Row("a"), Rows.Row("b") with { operator_index = long.MaxValue }])
                .Select(row => row.operator_index!.Value));

    private static IReadOnlyList<OperatorMetrics> Order(
        IReadOnlyList<OperatorMetrics> rows,
        IReadOnlyList<StageRecord>? stages = null) =>
        MetricsAggregator.Aggregate(
            new RunMetrics { run_id = "run_1", start_time = Rows.Start },
            stages ?? [],
            rows).Operators!;

    private static StageRecord Stage(string name, long? index, double at = 0) =>
        new() { RunId = "run_1", Name = name, Index = index, Timestamp = Rows.Start.AddSeconds(at) };
}
