using MdfMetrics.Tests.Aggregation;

namespace MdfMetrics.Tests.Alerts;

/// <summary>Rules that hold a run against the runs before it.</summary>
public sealed class BaselineAlertTests : IDisposable
{
    private readonly JudgedStore _store = new();

    public void Dispose() => _store.Dispose();

    [Fact]
    public void JudgeStore_Baseline_IsOfCompletedRunsOfTheSameTagBefore()
    {
        // Of the runs before: 100, 110 and 120 count; a failed one, one of another team and a later one do not.
        _store.Write("a", 1, 100, tags: """{"team":"x"}""");
        _store.Write("b", 2, 110, tags: """{"team":"x"}""");
        _store.Write("failed", 3, 999, tags: """{"team":"x"}""", status: RunStatus.Failed);
        _store.Write("other", 4, 999, tags: """{"team":"y"}""");
        _store.Write("c", 5, 120, tags: """{"team":"x"}""");
        RunMetrics judged = _store.Write("judged", 6, 40, tags: """{"team":"x"}""");
        _store.Write("later", 7, 999, tags: """{"team":"x"}""");
        object rule = Rules.Rule(
            ("condition", "pass_rate < 0.5 x median of last 3 runs"), ("tag", Rules.Rule(("team", "x"))));

        Alert alert = Assert.Single(_store.JudgeOf(rule).JudgeRuns([judged]));

        Assert.Equal((40.0, 55.0), (alert.value, alert.threshold));
        Assert.Equal(
            "run judged: pass_rate is 40 % against 55 % from the median of the last 3 runs; "
                + "alert when pass_rate < 0.5 x median of last 3 runs",
            alert.message);
    }

    [Fact]
    public void JudgeStore_BaselineOfAnOperator_IsOfThatOperator()
    {
        for (int run = 0; run < 4; run++)
        {
            _store.Write(
                $"run_{run}",
                run,
                100,
                MemoryRun.Operator("a", [run == 3 ? 0.5 : 0.1]),
                MemoryRun.Operator("b", [0.4]),
                Rows.Row("c") with { custom_metrics = JsonMap.FromJson($$"""{"gpu":{{run}}}""") });
        }

        Assert.Equal(
            [("a", 0.5, 0.2)],
            _store.Judge("p95_latency > 2 x median of last 3 runs")
                .Select(alert => (alert.operator_name!, (double)alert.value!, (double)alert.threshold!)));
        Assert.Equal(
            ["c"],
            _store.Judge(Rules.Rule(("condition", "custom_metrics.gpu > max of last 3 runs"), ("level", "operator")))
                .Select(alert => alert.operator_name));
    }

    [Fact]
    public void JudgeStore_TooFewRunsBefore_IsNoData()
    {
        _store.Write("first", 1, 100);
        _store.Write("second", 2, 1);
        const string Condition = "pass_rate < median of last 10 runs";

        Assert.Empty(_store.Judge(Condition));
        Assert.Equal(
            "run second: pass_rate is 1 % and the median of the last 10 runs is unknown, too few have a value; "
                + "alert when " + Condition,
            Assert.Single(_store.Judge(Rules.Rule(("condition", Condition), ("no_data", "alert")))).message);
    }
}
