using System.Text.Json.Nodes;
using MdfMetrics.Alerts;
using MdfMetrics.Dashboards;
using MdfMetrics.Tests.Alerts;
using MdfMetrics.Tests.Storage;

namespace MdfMetrics.Tests.Dashboards;

/// <summary>The alerts of a dashboard count the runs of the last day that rules of Test-MdfAlert fire for.</summary>
public sealed class DashboardAlertTests : IDisposable
{
    private readonly TemporaryStore _store = new();
    private readonly DuckDb _database = new();

    public void Dispose()
    {
        _database.Dispose();
        _store.Dispose();
    }

    [Theory]
    [InlineData("UTC")]
    [InlineData("America/New_York")]
    public void Alerts_OfTheLastDay_AreThoseOfRules(string zone)
    {
        DateTime now = DateTime.UtcNow;
        var random = new Random(17);
        for (int i = 0; i < 40; i++)
        {
            Write(
                $"r{i}",
                now.AddHours(-40.5 + i),
                i % 2 == 0 ? "hourly" : null,
                i % 7 == 3 ? RunStatus.Failed : i == 38 ? RunStatus.Abandoned : RunStatus.Completed,
                passRate: i % 5 == 0 ? double.NaN : 80 + (i % 15),
                duration: 10 * (1 + random.NextDouble()) * (i % 9 == 4 ? 4 : 1));
        }

        _database.Execute($"SET TimeZone = '{zone}'");

        int[] expected =
        [
            Judged(now, "pass_rate < 90"),
            Judged(now, "status = failed or status = abandoned"),
            _store.Runs().Count(run => IsOfTheDay(run, now) && run.status == RunStatus.Completed),
            Judged(now, "duration > 2 x median of last 10 runs"),
        ];

        Assert.All(expected, count => Assert.True(count > 0));
        Assert.Equal(expected, Alerts().Select(Count));
    }

    [Fact]
    public void Alerts_OfRunsBeforeTheDay_OnlySayThatNoneCompleted()
    {
        Write("old", DateTime.UtcNow.AddHours(-25), "hourly", RunStatus.Failed, 10, 1000);

        Assert.Equal([false, false, true, false], Alerts().Select(Fires));
    }

    [Fact]
    public void Alerts_OfAStoreWithoutRuns_AnswerWithANumber() =>
        Assert.Equal([false, false, true, false], Alerts().Select(Fires));

    [Fact]
    public void Alerts_Bodies_AreWhatSupersetTakes()
    {
        JsonArray bodies = Alerts(new string('n', 200));

        Assert.All(bodies, body =>
        {
            Assert.Equal("alerts_reports", ExportedDashboard.Text(body!, "creation_method"));
            Assert.InRange(ExportedDashboard.Text(body!, "name").Length, 1, 150);
            Assert.Null(body!["database"]);
        });
        Assert.Equal(bodies.Count, bodies.Select(body => ExportedDashboard.Text(body!, "name")).Distinct().Count());
    }

    private static bool IsOfTheDay(RunMetrics run, DateTime now) => run.StartUtc >= now.AddDays(-1);

    private int Judged(DateTime now, string rule) => new AlertEvaluator(
            Rules.Of(rule),
            null,
            TimeProvider.System,
            static error => throw error,
            default)
        .JudgeRuns([.. _store.Runs().Where(run => IsOfTheDay(run, now))])
        .Count();

    private int Count(JsonNode? alert) => (int)(long)_database.Single(ExportedDashboard.Text(alert!, "sql"))!;

    private bool Fires(JsonNode? alert)
    {
        JsonNode condition = alert!["validator_config_json"]!;
        int threshold = condition["threshold"]!.GetValue<int>();
        return ExportedDashboard.Text(condition, "op") == ">" ? Count(alert) > threshold : Count(alert) < threshold;
    }

    private JsonArray Alerts(string name = "Pipelines") => JsonNode.Parse(
        new DashboardTexts(new ExportedDashboard(_store.Path, name).Options).Alerts())!.AsArray();

    private void Write(string id, DateTime start, string? pipeline, string status, double passRate, double duration)
    {
        Sample sample = Sample.Create(id, start, stages: 0);
        _store.Write(sample with
        {
            Run = sample.Run with
            {
                pipeline_name = pipeline,
                status = status,
                overall_pass_rate = passRate,
                duration = duration,
                end_time = start.AddSeconds(duration),
            },
        });
    }
}
