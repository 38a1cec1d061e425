using MdfMetrics.Tests.Aggregation;

namespace MdfMetrics.Tests.Alerts;

/// <summary>Runs that only journals tell of: dead ones are judged as those that ended, live ones where a rule wants.</summary>
public sealed class UnwrittenRunTests : IDisposable
{
    private readonly JudgedStore _store = new();

    public void Dispose() => _store.Dispose();

    [Fact]
    public void JudgeStore_DeadRunThatIsNotRestored_IsTheNewest()
    {
        _store.WriteOf("nightly", "fine", 70);
        _store.Begin("dead", 90, 94, isDead: true, "nightly");

        Alert alert = Assert.Single(_store.Judge("status = abandoned"));

        Assert.Equal(("dead", "nightly", "abandoned"), (alert.run_id, alert.pipeline_name, alert.status));
        Assert.Equal(Rows.Start.AddHours(94), alert.end_time!.Value.ToUniversalTime());
        Assert.Equal(
            "run dead of pipeline nightly: status is 'abandoned'; alert when status = abandoned",
            alert.message);
    }

    [Theory]
    [InlineData("stage", "s/")]
    [InlineData("operator", "s/o")]
    public void JudgeStore_DeadRun_IsJudgedByItsRowsToo(string level, string row)
    {
        _store.Begin("dead", 90, 94, isDead: true);

        Alert alert = Assert.Single(_store.Judge(Rules.Rule(("condition", "error_count > 2"), ("level", level))));

        Assert.Equal(row, $"{alert.stage_name}/{alert.operator_name}");
    }

    [Fact]
    public void JudgeStore_DeadRunOfBefore_IsHiddenByANewerOneOfItsPipeline()
    {
        _store.Begin("dead", 90, 94, isDead: true, "nightly");
        _store.WriteOf("nightly", "fine", 95);

        Assert.Empty(_store.Judge("status = abandoned"));
    }

    [Theory]
    [InlineData("ended", "")]
    [InlineData("running", "hung")]
    [InlineData("all", "hung")]
    public void JudgeStore_HungRun_IsJudgedWhereTheRuleWantsRunningOnes(string runs, string expected)
    {
        // It is hour 100. Its journal has told nothing since hour 96.5, half an hour after it began.
        _store.WriteOf("nightly", "fine", 70);
        _store.Begin("hung", 96, 96.5, isDead: false, "nightly");

        Alert[] alerts = _store.Judge(Rules.Rule(("condition", "duration > 3h"), ("runs", runs)));

        Assert.Equal(expected, string.Concat(alerts.Select(alert => alert.run_id)));
        Assert.All(alerts, alert => Assert.Equal(
            (4 * 3_600.0, 3 * 3_600.0, "running", null),
            (alert.value, alert.threshold, alert.status, alert.end_time)));
    }

    [Theory]
    [InlineData("ended", "long")]
    [InlineData("running", "")]
    [InlineData("all", "long")]
    public void JudgeStore_LongRunThatEnded_IsNoHungOne(string runs, string expected)
    {
        _store.WriteOf("nightly", "long", 70, lasted: 5);

        Alert[] alerts = _store.Judge(Rules.Rule(("condition", "duration > 3h"), ("runs", runs)));

        Assert.Equal(expected, string.Concat(alerts.Select(alert => alert.run_id)));
    }

    [Fact]
    public void JudgeStore_SeveralHungRunsOfOnePipeline_AreAllTold()
    {
        _store.Begin("one", 10, 11, isDead: false, "nightly");
        _store.Begin("two", 20, 21, isDead: false, "nightly");
        _store.WriteOf("nightly", "fine", 99);

        Assert.Equal(
            ["one", "two"],
            _store.Judge(Rules.Rule(("condition", "duration > 3h"), ("runs", "running")))
                .Select(alert => alert.run_id));
    }

    [Fact]
    public void JudgeStore_NothingIsRunning_IsNoLackOfData()
    {
        _store.WriteOf("nightly", "fine", 70);

        Assert.Empty(_store.Judge(
            Rules.Rule(("condition", "duration > 3h"), ("runs", "running"), ("no_data", "alert"))));
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void JudgeStore_RunThatHasNotEnded_HasStarted(bool isDead)
    {
        _store.WriteOf("nightly", "old", 50);
        _store.Begin("new", 80, 81, isDead, "nightly");

        Assert.Empty(_store.Judge("no run in 26h"));
        Assert.Equal("old", Assert.Single(_store.Judge("no completed run in 26h")).run_id);
    }

    [Fact]
    public void JudgeRuns_RunThatHasNotEnded_HasStarted()
    {
        RunMetrics old = _store.WriteOf("nightly", "old", 50);
        _store.Begin("new", 80, 81, isDead: false, "nightly");

        Assert.Empty(_store.JudgeOf("no run in 26h").JudgeRuns([old]));
    }

    [Fact]
    public void JudgeRuns_OlderRunThatHasNotEnded_HidesNoNewerOne()
    {
        RunMetrics fine = _store.WriteOf("nightly", "fine", 90);
        _store.Begin("stuck", 50, 51, isDead: false, "nightly");

        Assert.Empty(_store.JudgeOf("no run in 26h").JudgeRuns([fine]));
    }

    [Fact]
    public void JudgeRuns_RuleOnRunningOnes_PassesOverThoseThatEnded()
    {
        RunMetrics ended = _store.WriteOf("nightly", "ended", 50, lasted: 5);
        RunMetrics live = ended with { run_id = "live", status = RunStatus.Running, end_time = null, duration = 1 };

        Alert alert = Assert.Single(_store
            .JudgeOf(Rules.Rule(("condition", "duration > 3h"), ("runs", "running")))
            .JudgeRuns([ended, live]));

        Assert.Equal(("live", 50 * 3_600.0), (alert.run_id, alert.value));
    }
}
