using MdfMetrics.Tests.Aggregation;

namespace MdfMetrics.Tests.Alerts;

/// <summary>Each pipeline is judged by its own runs. It is hour 100.</summary>
public sealed class PipelineAlertTests : IDisposable
{
    private readonly JudgedStore _store = new();

    public void Dispose() => _store.Dispose();

    [Theory]
    [InlineData("nightly", "hourly")]
    [InlineData(null, "hourly")]
    [InlineData("nightly", null)]
    public void JudgeStore_NightlyFailedBeforeAnHourlyRun_IsStillTold(string? nightly, string? hourly)
    {
        _store.WriteOf(nightly, "old", 70, status: RunStatus.Completed);
        _store.WriteOf(nightly, "failed", 90, status: RunStatus.Failed);
        _store.WriteOf(hourly, "fine", 99);

        Assert.Equal("failed", Assert.Single(_store.Judge("status = failed")).run_id);
    }

    [Fact]
    public void JudgeStore_FailedRun_SaysWhichPipelineAndWhy()
    {
        const string Error = "disk full\n  at /data\r\n";
        _store.WriteOf("nightly", "night", 99, status: RunStatus.Failed, error: Error, lasted: 0.5);

        Alert alert = Assert.Single(_store.Judge("status = failed"));

        Assert.Equal(
            "run night of pipeline nightly: status is 'failed', error is 'disk full at /data'; alert when status = failed",
            alert.message);
        Assert.Equal(("nightly", "failed", Error), (alert.pipeline_name, alert.status, alert.error));
        Assert.Equal(Rows.Start.AddHours(99), alert.start_time!.Value.ToUniversalTime());
        Assert.Equal(Rows.Start.AddHours(99.5), alert.end_time!.Value.ToUniversalTime());
    }

    [Fact]
    public void JudgeStore_ConditionOnTheError_SaysItOnce()
    {
        _store.WriteOf("nightly", "night", 99, status: RunStatus.Failed, error: "disk full");

        Assert.Equal(
            "run night of pipeline nightly: error is 'disk full'; alert when error = *full",
            Assert.Single(_store.Judge("error = *full")).message);
    }

    [Fact]
    public void JudgeStore_TagsOfTheRun_AreOnTheAlert()
    {
        _store.Write("run", 99, passRate: 10, tags: """{"team":"search"}""");

        Assert.Equal("search", Assert.Single(_store.Judge("pass_rate < 90")).tags!["team"]);
    }

    [Fact]
    public void JudgeStore_NoRunIn_IsToldOfEachPipeline()
    {
        _store.WriteOf("nightly", "night", 50);
        _store.WriteOf(null, "unnamed", 60);
        _store.WriteOf("hourly", "hour", 99);

        Alert[] alerts = _store.Judge("no run in 26h");

        Assert.Equal(["night", "unnamed"], alerts.Select(alert => alert.run_id).Order());
        Assert.StartsWith(
            "No run of pipeline nightly in 26 h: the last, night, started ",
            alerts.Single(alert => alert.run_id == "night").message,
            StringComparison.Ordinal);
    }

    [Fact]
    public void JudgeStore_PipelineThatNeverCompleted_HasNoCompletedRunIn()
    {
        _store.WriteOf("nightly", "night", 99, status: RunStatus.Failed);
        _store.WriteOf("hourly", "hour", 99);

        Assert.Equal(
            "No completed run of pipeline nightly in 26 h: there is none at all",
            Assert.Single(_store.Judge("no completed run in 26h")).message);
    }

    [Fact]
    public void JudgeStore_Baseline_IsOfRunsOfThePipeline()
    {
        for (int run = 0; run < 3; run++)
        {
            _store.WriteOf("nightly", $"n{run}", 10 + run, passRate: 100 + (10 * run));
            _store.WriteOf("hourly", $"h{run}", 20 + run, passRate: 999);
            _store.WriteOf(null, $"x{run}", 20 + run, passRate: 999);
        }

        _store.WriteOf("nightly", "judged", 99, passRate: 40);

        Alert alert = Assert.Single(_store.Judge("pass_rate < 0.5 x median of last 3 runs"));

        Assert.Equal(("judged", 40.0, 55.0), (alert.run_id, alert.value, alert.threshold));
    }

    [Fact]
    public void JudgeRuns_NoRunIn_IsAboutThePipelinesOfTheseRuns()
    {
        _store.WriteOf("nightly", "night", 50);
        RunMetrics hour = _store.WriteOf("hourly", "hour", 60);

        Assert.Equal(
            ["hour"],
            _store.JudgeOf("no run in 26h").JudgeRuns([hour]).Select(alert => alert.run_id));
    }

    [Theory]
    [InlineData("nightly", "night")]
    [InlineData("none", null)]
    public void JudgeStore_PipelinesNamed_AreTheOnlyOnes(string name, string? run)
    {
        _store.WriteOf("nightly", "night", 50);
        _store.WriteOf("hourly", "hour", 60);

        Alert alert = Assert.Single(_store.JudgeOf(other => other == name, "no run in 26h").JudgeStore(_store.Path));

        Assert.Equal(run, alert.run_id);
    }
}
