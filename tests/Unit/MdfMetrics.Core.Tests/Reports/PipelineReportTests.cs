using MdfMetrics.Reports.Data;
using Xunit.Abstractions;

namespace MdfMetrics.Tests.Reports;

public sealed class PipelineReportTests(ITestOutputHelper output)
{
    [Fact]
    public void Verdict_StepOfTheDuration_SaysSinceWhenAndWhichOperator()
    {
        // From 16 January on lookup_geo takes 9 s instead of 4.5 s: 11.9 s instead of 7.4 s.
        using var nightly = Nightly.Of(15);
        for (int i = 0; i < 8; i++)
        {
            nightly.Add(new Night { Lookup = 2, Commit = "8be01d4" });
        }

        var report = (PipelineReport)nightly.ReportOfAll();

        Assert.Equal(VerdictLevel.Worse, report.Verdict.Level);
        Assert.Equal("All 23 runs completed; since 16 Jan 2026 they are 1.6× slower.", Nightly.Headline(report));
        Assert.Equal(
            [
                "enrich / lookup_geo now takes 9.0 s at the median, 2.0× its time before (4.5 s). "
                    + "It makes up 76 % of the run. No other operator changed by more than 10 %.",
            ],
            Nightly.Leads(report));
        Assert.Equal(15, report.Change!.At);
        Assert.Equal("Git commit 4f1c2ab → 8be01d4", report.Change.Note);
        Assert.Equal("Only enrich / lookup_geo changed.", report.Findings["operators"]);
        Assert.Equal("Volume, pass rate and errors show no step.", report.Findings["trends"]);
        Assert.Equal(2.0, report.Operators[2].Ratio!.Value, 6);
    }

    [Fact]
    public void Verdict_StepOfTheLastRunsAmongNoise_IsFound()
    {
        // Durations that vary by some per cent for 37 nights; then lookup_geo takes 1.8 times as long.
        using var nightly = new Nightly();
        Random random = Seeded.Random(output);
        for (int i = 0; i < 40; i++)
        {
            double noise = 0.97 + (0.06 * random.NextDouble());
            nightly.Add(new Night { Lookup = noise * (i < 37 ? 1 : 1.8) });
        }

        var report = (PipelineReport)nightly.ReportOfAll();

        Assert.Equal(37, report.Change?.At);
    }

    [Theory]
    [InlineData(2, 1)]
    [InlineData(1, 0.4)]
    public void Verdict_StepOfTheLastTwoRuns_BeginsWithTheFirstOfThem(double lookup, double kept)
    {
        // 12 usual nights, places 0 to 11, and two in which the duration or the pass rate is another one.
        using var nightly = Nightly.Of(12);
        nightly.Add(new Night { Lookup = lookup, Kept = 0.9 * kept, Commit = "8be01d4" });
        nightly.Add(new Night { Lookup = lookup, Kept = 0.9 * kept, Commit = "8be01d4" });

        var report = (PipelineReport)nightly.ReportOfAll();

        Assert.Equal(12, report.Change?.At);
        Assert.Equal("Git commit 4f1c2ab → 8be01d4", report.Change?.Note);
        Assert.Equal(12, report.Reference?.Count);
        Assert.Equal(
            kept < 1
                ? "Moved: pass rate since 13 Jan 2026. Volume and errors show no step."
                : "Volume, pass rate and errors show no step.",
            Nightly.Plain(report.Findings["trends"]));
    }

    [Theory]
    [InlineData(3, 0.9)]
    [InlineData(1, 0.1)]
    public void Verdict_LastRunOnlyIsOdd_IsNoStep(double lookup, double kept)
    {
        using var nightly = Nightly.Of(12);
        nightly.Add(new Night { Lookup = lookup, Kept = kept });

        var report = (PipelineReport)nightly.ReportOfAll();

        Assert.Null(report.Change);
        Assert.Equal("Volume, pass rate and errors show no step.", report.Findings["trends"]);
    }

    [Fact]
    public void Verdict_NoStep_SaysTheMedian()
    {
        using var nightly = Nightly.Of(20);

        var report = (PipelineReport)nightly.ReportOfAll();

        Assert.Equal(VerdictLevel.Same, report.Verdict.Level);
        Assert.Equal("All 20 runs completed.", Nightly.Headline(report));
        Assert.Equal(["Their duration shows no step: 7.4 s at the median."], Nightly.Leads(report));
        Assert.Null(report.Change);
        Assert.Null(report.Reference);
    }

    [Fact]
    public void Verdict_OneSlowRunAmongMany_IsNoStep()
    {
        using var nightly = Nightly.Of(10);
        nightly.Add(new Night { Lookup = 3 });
        nightly.Add(10);

        Assert.Null(((PipelineReport)nightly.ReportOfAll()).Change);
    }

    [Fact]
    public void Verdict_FailedRuns_AreGroupedByTheirError()
    {
        using var nightly = Nightly.Of(5);
        nightly.Add(new Night { Status = RunStatus.Failed, Error = "refused" });
        nightly.Add(3);
        nightly.Add(new Night { Status = RunStatus.Failed, Error = "refused" });
        nightly.Add(new Night { Status = RunStatus.Abandoned });
        nightly.Add(3);

        var report = (PipelineReport)nightly.ReportOfAll();

        Assert.Equal("11 of 14 runs completed.", Nightly.Headline(report));
        Assert.Equal(
            ["2 × refused, last on 10 Jan 2026.", "1 × no error was recorded, last on 11 Jan 2026."],
            Nightly.Notes(report));
        Assert.Equal([2, 1], report.Failures.Select(failure => failure.Runs.Count));
        Assert.Equal("11 completed, 2 failed, 1 abandoned.", report.Findings["calendar"]);
        Assert.Equal("3 runs did not complete, 2 kinds of error.", Nightly.Plain(report.Findings["failures"]));
    }

    [Fact]
    public void Verdict_RunsThatLetFewerThrough_AreCounted()
    {
        using var nightly = Nightly.Of(8);
        nightly.Add(new Night { Kept = 0.5 });
        nightly.Add(4);

        var report = (PipelineReport)nightly.ReportOfAll();

        Assert.Equal(
            "All 13 runs completed; 1 of them let fewer records through than usual.",
            Nightly.Headline(report));
        Assert.Contains("1 run let 50 % through instead of 90 %.", Nightly.Leads(report));
    }

    [Fact]
    public void Cadence_SeveralRunsADay_NamesTheHour()
    {
        using var nightly = new Nightly();
        for (int i = 0; i < 12; i++)
        {
            nightly.Add(new Night { Every = TimeSpan.FromHours(1) });
        }

        nightly.Add(new Night { Every = TimeSpan.FromHours(1), Status = RunStatus.Failed, Error = "no" });

        var report = (PipelineReport)nightly.ReportOfAll();

        Assert.Equal("hourly", report.Pipeline.Cadence);
        Assert.Equal(["1 × no, last on 1 Jan 2026, 14:00."], Nightly.Notes(report));
    }
}
