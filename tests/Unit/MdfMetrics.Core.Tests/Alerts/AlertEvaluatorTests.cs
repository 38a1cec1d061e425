using MdfMetrics.Records;
using MdfMetrics.Tests.Aggregation;

namespace MdfMetrics.Tests.Alerts;

/// <summary>Judging runs and stores. Run n started n hours after <see cref="Rows.Start"/>.</summary>
public sealed class AlertEvaluatorTests : IDisposable
{
    private readonly JudgedStore _store = new();

    public void Dispose() => _store.Dispose();

    [Fact]
    public void JudgeStore_RuleOnARun_JudgesTheNewest()
    {
        _store.Write("old", 1, passRate: 10);
        _store.Write("new", 2, passRate: 50);

        Alert alert = Assert.Single(_store.Judge("pass_rate < 90"));

        Assert.Equal(
            ("pass_rate < 90", "warning", "run", "new", "pass_rate", 50.0, 90.0, _store.Path),
            (alert.rule, alert.severity, alert.level, alert.run_id,
                alert.column, alert.value, alert.threshold, alert.store));
        Assert.Equal("run new: pass_rate is 50 %; alert when pass_rate < 90", alert.message);
    }

    [Fact]
    public void JudgeStore_AllIsWell_GivesNothing()
    {
        _store.Write("new", 2, passRate: 95);

        Assert.Empty(_store.Judge("pass_rate < 90", "status = failed", "total_errors > 0", "no run in 99h"));
    }

    [Fact]
    public void JudgeStore_RuleWithATag_JudgesTheNewestRunOfThatTag()
    {
        _store.Write("search", 1, passRate: 50, tags: """{"team":"search"}""");
        _store.Write("ads", 2, passRate: 60, tags: """{"team":"ads"}""");
        _store.Write("none", 3, passRate: 70);

        Alert alert = Assert.Single(_store.Judge(
            Rules.Rule(("condition", "pass_rate < 90"), ("tag", Rules.Rule(("team", "search"))))));

        Assert.Equal("search", alert.run_id);
    }

    [Theory]
    [InlineData(95, 0)]
    [InlineData(74, 0)] // Now is hour 100: 26 hours to the second.
    [InlineData(73.999, 1)]
    public void JudgeStore_NoRunIn26Hours_AlertsWhenTheLastIsOlder(double hours, int alerts)
    {
        _store.Write("only", hours, passRate: 100);

        Assert.Equal(alerts, _store.Judge("no run in 26h").Length);
    }

    [Fact]
    public void JudgeStore_NoRunIn_TellsOfTheLastOne()
    {
        _store.Write("last", 10, passRate: 100);

        Alert alert = Assert.Single(_store.Judge("no run in 26h"));

        Assert.Equal(Rows.Start.AddHours(10), ((DateTime)alert.value!).ToUniversalTime());
        Assert.Equal(Rows.Start.AddHours(74), ((DateTime)alert.threshold!).ToUniversalTime());
        Assert.StartsWith("No run in 26 h: the last, last, started 2026-01-2", alert.message, StringComparison.Ordinal);
    }

    [Fact]
    public void JudgeStore_NoCompletedRunIn_PassesOverFailedOnes()
    {
        _store.Write("good", 50, passRate: 100);
        _store.Write("bad", 99, passRate: 100, status: RunStatus.Failed);

        Assert.Empty(_store.Judge("no run in 26h", "no failed run in 26h"));
        Assert.Equal("good", Assert.Single(_store.Judge("no completed run in 26h")).run_id);
    }

    [Fact]
    public void JudgeStore_RunWithoutStart_IsOlderThanAllOthers()
    {
        _store.WriteOf("nightly", "night", 70, passRate: 50);
        _store.WriteUndated("nightly", "undated");

        Assert.Equal(
            ["no run in 26h:night", "pass_rate < 90:night"],
            _store.Judge("pass_rate < 90", "no run in 26h").Select(alert => $"{alert.rule}:{alert.run_id}"));
        Assert.Empty(_store.Judge("no run in 31h"));
    }

    [Fact]
    public void JudgeStore_OnlyRunHasNoStart_HasNoRunIn()
    {
        _store.WriteUndated("nightly", "undated");

        Alert alert = Assert.Single(_store.Judge("no run in 26h"));

        Assert.Equal(("undated", null), (alert.run_id, alert.value));
        Assert.Equal("No run of pipeline nightly in 26 h: of the last, undated, no start is known", alert.message);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void JudgeStore_EmptyOrMissingStore_HasNoRunIn(bool isThere)
    {
        string store = isThere ? _store.Path : Path.Combine(_store.Path, "none");

        Alert alert = Assert.Single(_store.JudgeOf("no run in 4w").JudgeStore(store));

        Assert.Equal("No run in 28 d: there is none at all", alert.message);
        Assert.Null(alert.run_id);
    }

    [Fact]
    public void JudgeStore_MissingStoreAndOtherRules_IsAnErrorOnceAbsencesHaveSpoken()
    {
        var alerts = new List<Alert>();
        string missing = Path.Combine(_store.Path, "none");

        var error = Assert.ThrowsAny<MetricsException>(() =>
        {
            foreach (Alert alert in _store.JudgeOf("pass_rate < 90", "no run in 1h").JudgeStore(missing))
            {
                alerts.Add(alert);
            }
        });

        Assert.Equal(MetricsError.StoreNotFound, error.Error);
        Assert.Equal("no run in 1h", Assert.Single(alerts).rule);
    }

    [Theory]
    [InlineData("pass_rate < 90")]
    [InlineData("not pass_rate < 90")]
    [InlineData("p95_latency > 1")]
    public void JudgeStore_MissingValue_AlertsByItsPolicy(string condition)
    {
        _store.Write("empty", 1, passRate: double.NaN, Rows.Row("op", 0, 0));

        Assert.Empty(_store.Judge(condition));
        Alert alert = Assert.Single(_store.Judge(Rules.Rule(("condition", condition), ("no_data", "alert"))));
        Assert.Equal(double.NaN, alert.value);
        Assert.Contains(" is unknown; alert when ", alert.message, StringComparison.Ordinal);
    }

    [Fact]
    public void JudgeStore_NothingToJudge_AlertsByItsPolicy()
    {
        Assert.Empty(_store.Judge("pass_rate < 90"));
        Alert alert = Assert.Single(_store.Judge(Rules.Rule(("condition", "pass_rate < 90"), ("no_data", "alert"))));
        Assert.Equal("There is no run to judge; alert when pass_rate < 90", alert.message);

        _store.Write("run", 1, passRate: 100, Rows.Row("other"));
        object rule = Rules.Rule(("condition", "pass_rate < 90"), ("operator", "dedup*"), ("no_data", "alert"));
        Assert.Equal(
            "run run: it has no operator that the rule is about; alert when pass_rate < 90",
            Assert.Single(_store.Judge(rule)).message);
    }

    [Fact]
    public void JudgeStore_Operators_AreMergedUnlessTheRuleNamesAWorker()
    {
        double[] fast = [.. Enumerable.Repeat(0.1, 99)];
        _store.Write(
            "run",
            1,
            100,
            MemoryRun.Operator("dedup_a", fast),
            MemoryRun.Operator("dedup_a", [1], worker: "worker_1"),
            MemoryRun.Operator("trim", [1]));

        Assert.Empty(_store.Judge(Rules.Rule(("condition", "p95_latency > 200ms"), ("operator", "dedup*"))));
        Alert alert = Assert.Single(_store.Judge(
            Rules.Rule(("condition", "p95_latency > 200ms"), ("operator", "dedup*"), ("worker", "*"))));
        Assert.Equal(
            ("stage", "dedup_a", "worker_1", 1.0),
            (alert.stage_name, alert.operator_name, alert.worker_id, alert.value));
        Assert.Equal(
            "operator stage/dedup_a on worker_1 of run run: p95_latency is 1 s; alert when p95_latency > 200ms",
            alert.message);
    }

    [Fact]
    public void JudgeStore_StagePattern_JudgesThoseStages()
    {
        _store.Write("run", 1, 100, Rows.Row("op", 10, 5, stage: "clean"), Rows.Row("op", 10, 4, stage: "load"));

        Assert.Equal(
            ["clean"],
            _store.Judge(Rules.Rule(("condition", "pass_rate < 90"), ("stage", "cl*"))).Select(alert => alert.stage_name));
    }

    [Fact]
    public void JudgeRuns_ManyRuns_JudgesEachAndAbsencesOnceAStore()
    {
        RunMetrics[] runs = [.. Enumerable.Range(0, 200)
            .Select(i => _store.Write($"run_{i:000}", i / 100.0, i % 2 == 0 ? 50 : 100))];

        Alert[] alerts = [.. _store
            .JudgeOf("pass_rate < 90", "no run in 1h", "pass_rate > 1.5 x median of last 99 runs")
            .JudgeRuns(runs)];

        Assert.Equal(100, alerts.Count(alert => alert.rule == "pass_rate < 90"));
        Assert.Single(alerts, alert => alert.rule == "no run in 1h");
        // 50 is in the majority before each run of 100, but for the first, which has too few runs before it.
        Assert.Equal(99, alerts.Count(alert => alert.rule.Contains("median", StringComparison.Ordinal)));
    }

    [Fact]
    public void JudgeRuns_RunInNoStore_IsJudgedByWhatItBrings()
    {
        RunMetrics run = MemoryRun.Of("r", 1, MemoryRun.Operator("op", [5])) with { overall_pass_rate = 50 };

        Assert.Equal(
            ["pass_rate < 90", "p95_latency > 1"],
            _store.JudgeOf("pass_rate < 90", "p95_latency > 1", "pass_rate < median of last 1 runs")
                .JudgeRuns([run])
                .Select(alert => alert.rule));
    }

    [Fact]
    public void JudgeStore_UnicodeNames_AreMatchedAndTold()
    {
        _store.Write("run", 1, 100, MemoryRun.Operator("été 数据", [1, 1, 1], output: 1));

        Alert alert = Assert.Single(_store.Judge(
            Rules.Rule(("name", "数据"), ("operator", "été*"), ("condition", "pass_rate < 90"))));

        Assert.Contains("stage/été 数据", alert.message, StringComparison.Ordinal);
    }

    [Fact]
    public void JudgeStore_TornFile_IsToldOnceAndTheOthersJudged()
    {
        _store.Write("good", 1, 50);
        File.WriteAllText(Path.Combine(_store.Path, "runs", "run_torn.parquet"), "torn");
        var errors = new List<MetricsException>();
        var judge = _store.JudgeOf(errors.Add, "pass_rate < 90", "no run in 1h");

        Assert.Equal(2, judge.JudgeStore(_store.Path).Count());
        Assert.Equal(MetricsError.FileCorrupt, Assert.Single(errors).Error);
    }
}
