using MdfMetrics.Watching;

namespace MdfMetrics.Tests.Watching;

public sealed class RunForecasterTests
{
    private static readonly DateTime s_start = new(2026, 1, 24, 12, 0, 0, DateTimeKind.Utc);

    /// <summary>It took 100 s: 20 s for clean, 80 s for load.</summary>
    private readonly RunForecaster _forecaster =
        new(Run(100), [Stage("clean", 1000, 20), Stage("load", 500, 80)]);

    [Fact]
    public void Of_AsFastAsTheReference_EndsAsLong()
    {
        Forecast forecast = Of(Run(60, Stage("clean", 1000, 20), Stage("load", 250, 40)), "load");

        Assert.Equal(60, forecast.Percent, 6);
        Assert.Equal(40, SecondsLeft(forecast, 60), 3);
    }

    [Fact]
    public void Of_JustBegun_TakesTheTimeOfTheReference()
    {
        Forecast forecast = Of(Run(0));

        Assert.Equal(0, forecast.Percent);
        Assert.Equal(100, SecondsLeft(forecast, 0), 3);
    }

    [Fact]
    public void Of_HalfAsFast_EndsLaterThanTheReference()
    {
        Forecast forecast = Of(Run(100, Stage("clean", 1000, 40), Stage("load", 187, 60)), "load");

        Assert.Equal(20 + (80 * 187.0 / 500), forecast.Percent, 6);
        Assert.InRange(SecondsLeft(forecast, 100), 85, 105);
    }

    [Fact]
    public void Of_FewerRecordsInAStageThatIsLeft_CountsAsDone() =>
        Assert.Equal(20, Of(Run(15, Stage("clean", 700, 14), Stage("load", 0, 0)), "load").Percent, 6);

    [Fact]
    public void Of_MoreRecordsThanTheReference_IsNotDoneYet() =>
        Assert.InRange(Of(Run(300, Stage("clean", 3000, 60), Stage("load", 1500, 240)), "load").Percent, 98, 99);

    [Fact]
    public void Of_StageWithoutRecords_GoesByItsTime()
    {
        var forecaster = new RunForecaster(Run(50), [Stage("wait", 0, 50)]);

        Assert.Equal(40, forecaster.Of(Run(20, Stage("wait", 0, 20)), _ => true, s_start.AddSeconds(20))!.Percent, 6);
    }

    [Fact]
    public void Of_ReferenceWithoutStages_GoesByItsDuration() =>
        Assert.Equal(25, new RunForecaster(Run(100), []).Of(Run(25), _ => false, s_start)!.Percent, 6);

    [Fact]
    public void Of_ReferenceWithoutDuration_IsNone() =>
        Assert.Null(new RunForecaster(Run(double.NaN), []).Of(Run(25), _ => false, s_start));

    private static double SecondsLeft(Forecast forecast, double elapsed) =>
        (forecast.EndUtc - s_start.AddSeconds(elapsed)).TotalSeconds;

    private Forecast Of(RunMetrics run, params string[] open) =>
        _forecaster.Of(run, open.Contains, s_start.AddSeconds(run.duration))!;

    private static RunMetrics Run(double seconds, params StageMetrics[] stages) =>
        new() { run_id = "r", start_time = s_start, duration = seconds, Stages = stages };

    private static StageMetrics Stage(string name, long input, double seconds) =>
        new() { run_id = "r", stage_name = name, timestamp = s_start, input_records = input, wall_time = seconds };
}
