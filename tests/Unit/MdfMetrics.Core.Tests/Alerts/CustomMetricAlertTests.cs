using MdfMetrics.Alerts;
using MdfMetrics.Tests.Aggregation;

namespace MdfMetrics.Tests.Alerts;

/// <summary>Rules on the user's own figures: each worker's row is judged, at the level whose rows have them.</summary>
public sealed class CustomMetricAlertTests : IDisposable
{
    private readonly JudgedStore _store = new();

    public void Dispose() => _store.Dispose();

    [Fact]
    public void Judge_FigureOfWorkers_TellsTheWorkers()
    {
        RunMetrics run = Run(
            """{"other":1}""",
            Worker("embed", "w0", """{"gpu_util":95}"""),
            Worker("embed", "w1", """{"gpu_util":90}"""),
            Worker("embed", "w2", """{"gpu_util":"99.5"}"""),
            Worker("embed", "w3", """{"gpu_util":null}"""),
            Worker("trim", "w0", null));

        Alert[] alerts = Judge(run, "custom_metrics.gpu_util > 90");

        Assert.Equal(
            [("embed", "w0", 95.0), ("embed", "w2", 99.5)],
            alerts.Select(alert => (alert.operator_name!, alert.worker_id!, (double)alert.value!)));
        Assert.Equal(
            "operator stage/embed on w0 of run run: custom_metrics.gpu_util is 95; "
                + "alert when custom_metrics.gpu_util > 90",
            alerts[0].message);
        Assert.Equal(("operator", "custom_metrics.gpu_util"), (alerts[0].level, alerts[0].column));
    }

    /// <summary>Neither is rounded to 0.</summary>
    [Fact]
    public void Judge_SmallFigures_AreToldToSixDigits()
    {
        RunMetrics run = Run(null, Worker("train", "w0", """{"loss":4.1234567e-7}"""));

        Alert alert = Assert.Single(Judge(run, "custom_metrics.loss > 0.0000003"));

        Assert.Contains("custom_metrics.loss is 4.12346E-07; alert when", alert.message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("""{"x":9}""", """{"x":9}""", "operator")] // Both: operators, which tell the worker.
    [InlineData("""{"x":9}""", null, "operator")]
    [InlineData(null, """{"x":9}""", "stage")]
    [InlineData("""{"x":null}""", """{"x":9}""", "stage")]
    public void Judge_LevelNotGiven_IsTheOneWhoseRowsHaveTheKey(string? ofWorker, string? ofStage, string level)
    {
        Alert[] alerts = Judge(Run(ofStage, Worker("o", "w0", ofWorker)), "custom_metrics.x > 1");

        Assert.Equal([(level, "stage")], alerts.Select(alert => (alert.level, alert.stage_name!)));
    }

    [Fact]
    public void Judge_TwoKeys_IsTheLevelThatHasMoreOfThem()
    {
        RunMetrics run = Run("""{"a":1,"b":1}""", Worker("o", "w0", """{"a":1}"""));

        Assert.Equal("stage", Assert.Single(Judge(run, "custom_metrics.a = 1 and custom_metrics.b = 1")).level);
    }

    [Fact]
    public void Judge_LevelGiven_IsThatLevel()
    {
        RunMetrics run = Run("""{"x":9}""", Worker("o", "w0", """{"x":9}"""));
        object rule = Rules.Rule(("condition", "custom_metrics.x > 1"), ("level", "stage"));

        Assert.Equal("stage", Assert.Single(Judge(run, rule)).level);
    }

    [Fact]
    public void Judge_TextAndBool_AreEqualOrNot()
    {
        RunMetrics run = Run(
            null,
            Worker("o", "w0", """{"device":"cuda:0","ok":true}"""),
            Worker("o", "w1", """{"device":"cpu","ok":false}"""));

        Assert.Equal(["w1"], Workers("custom_metrics.device != cuda*"));
        Assert.Equal(["w0"], Workers("custom_metrics.device = \"cuda:0\""));
        Assert.Equal(["w1"], Workers("custom_metrics.ok = false"));
        Assert.Empty(Workers("custom_metrics.device > 5"));

        IEnumerable<string?> Workers(string condition) =>
            Judge(run, condition).Select(alert => alert.worker_id);
    }

    [Fact]
    public void Judge_OtherColumnsBeside_AreThoseOfTheWorker()
    {
        RunMetrics run = Run(
            null,
            MemoryRun.Operator("o", [5], worker: "w0") with { custom_metrics = JsonMap.FromJson("""{"x":1}""") },
            MemoryRun.Operator("o", [1], worker: "w1") with { custom_metrics = JsonMap.FromJson("""{"x":1}""") });

        Assert.Equal(
            ["w0"],
            Judge(run, "custom_metrics.x = 1 and p95_latency > 2").Select(alert => alert.worker_id));
    }

    [Fact]
    public void Judge_NoRowHasTheKey_IsOneWarningForEachRule()
    {
        RunMetrics[] runs =
        [
            Run("""{"gpu_util":1}""", Worker("a", "w0", """{"gpu_util":1}""")),
            Run(null, Worker("a", "w0", null), Worker("b", "w0", null)) with { run_id = "other" },
        ];
        AlertEvaluator judge = _store.JudgeOf(
            Rules.Rule(("name", "typo"), ("condition", "custom_metrics.gpu_utl > 1 or custom_metrics.gpu_util > 90")),
            Rules.Rule(("name", "gone"), ("condition", "custom_metrics.\"a b\" = x")),
            Rules.Rule(("name", "nowhere"), ("condition", "custom_metrics.gpu_utl > 1"), ("operator", "none")),
            "custom_metrics.gpu_util > 90",
            "error_count > 0");

        Assert.Empty(judge.JudgeRuns(runs));

        const string Advice = ": see how it is spelt, and collect_custom_metrics in the configuration.";
        Assert.Equal(
            [
                "No row that the rule 'typo' judged has a value of custom_metrics.gpu_utl" + Advice,
                "No row that the rule 'gone' judged has a value of custom_metrics.a b" + Advice,
            ],
            judge.Warnings);
    }

    [Fact]
    public void Judge_KeyIsMissing_IsNoData()
    {
        RunMetrics run = Run(null, Worker("o", "w0", """{"x":1}"""), Worker("o", "w1", null));
        object rule = Rules.Rule(("condition", "custom_metrics.x > 1"), ("no_data", "alert"));

        Assert.Equal(["w1"], Judge(run, rule).Select(alert => alert.worker_id));
    }

    [Fact]
    public void JudgeStore_BaselineOfWorkers_CountsEachRunOnce()
    {
        // Medians of the runs before: 10, 20 and 60, whoever worked there; the median of these is 20.
        Write("r1", 1, 10, 10, 10, 400);
        Write("r2", 2, 20);
        Write("r3", 3, 60, 60);
        Write("judged", 4, 39, 41);
        const string Condition = "custom_metrics.x > 2 x median of last 5 runs";

        Alert alert = Assert.Single(_store.Judge(Condition));
        Assert.Equal(("w1", 41.0, 40.0), (alert.worker_id, alert.value, alert.threshold));

        // Of a rule that names workers each is held against itself: w1 was there in two runs, too few.
        object rule = Rules.Rule(
            ("condition", "custom_metrics.x > min of last 4 runs"), ("worker", "w*"), ("no_data", "alert"));
        Assert.Equal(
            [(39.0, 10.0), (41.0, double.NaN)],
            _store.Judge(rule).Select(found => ((double)found.value!, (double)found.threshold!)));
    }

    private void Write(string id, double hours, params double[] values) => _store.Write(
        id,
        hours,
        100,
        [.. values.Select((value, i) => Worker("o", $"w{i}", $$"""{"x":{{value}}}"""))]);

    private Alert[] Judge(RunMetrics run, object rule)
    {
        AlertEvaluator judge = _store.JudgeOf(rule);
        Alert[] alerts = [.. judge.JudgeRuns([run])];
        Assert.Empty(judge.Warnings);
        return alerts;
    }

    private static RunMetrics Run(string? ofStage, params OperatorMetrics[] rows)
    {
        RunMetrics run = MemoryRun.Of("run", 1, rows);
        var own = JsonMap.FromJson(ofStage);
        return run with { Stages = [.. run.Stages!.Select(stage => stage with { custom_metrics = own })] };
    }

    private static OperatorMetrics Worker(string name, string worker, string? custom) =>
        Rows.Row(name, worker: worker) with { custom_metrics = JsonMap.FromJson(custom) };
}
