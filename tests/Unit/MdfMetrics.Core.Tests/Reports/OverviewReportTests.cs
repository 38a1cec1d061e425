using MdfMetrics.Reports.Data;

namespace MdfMetrics.Tests.Reports;

public sealed class OverviewReportTests
{
    [Fact]
    public void Pipelines_OfAStore_AreSortedByNeed()
    {
        using var nightly = Nightly.Of(12);
        for (int i = 0; i < 12; i++)
        {
            nightly.Add(new Night { Pipeline = "weekly" });
        }

        nightly.Add(new Night { Pipeline = "weekly", Status = RunStatus.Failed, Error = "no" });

        var report = (OverviewReport)nightly.ReportOfAll();

        Assert.Equal(["weekly", "nightly"], report.Pipelines.Select(pipeline => pipeline.Name));
        Assert.Equal("1 of 2 pipelines needs a look.", Nightly.Headline(report));
        Assert.Equal(["weekly: The newest run failed."], Nightly.Leads(report));
        PipelineLine weekly = report.Pipelines[0];
        Assert.Equal((13, 12, 1), (weekly.Runs, weekly.Completed, weekly.Failed));
        Assert.Equal("As usual.", report.Pipelines[1].Say.ToString());
        Assert.Equal("weekly", Assert.Single(report.Failures).Pipeline);
    }

    [Fact]
    public void Pipeline_WithAStep_SaysWhichOperator()
    {
        using var nightly = Nightly.Of(12);
        for (int i = 0; i < 5; i++)
        {
            nightly.Add(new Night { Lookup = 2 });
        }

        nightly.Add(new Night { Pipeline = "other" });

        var report = (OverviewReport)nightly.ReportOfAll();

        Assert.Equal("1.6× slower since 13 Jan 2026: enrich / lookup_geo.", Nightly.Plain(report.Pipelines[0].Say));
    }

    [Fact]
    public void Pipeline_WhoseNewestRunIsSlow_SaysSo()
    {
        using var nightly = Nightly.Of(12);
        nightly.Add(new Night { Lookup = 4 });
        nightly.Add(new Night { Pipeline = "other" });

        var report = (OverviewReport)nightly.ReportOfAll();

        // 7.4 s, of which lookup_geo takes 4.5 s.
        Assert.Equal("The newest run took 20.9 s, usually 7.4 s.", Nightly.Plain(report.Pipelines[0].Say));
    }

    [Fact]
    public void Pipeline_WhoseNewestRunIsEmpty_SaysSo()
    {
        using var nightly = Nightly.Of(12);
        nightly.Add(new Night { Records = 0 });
        nightly.Add(new Night { Pipeline = "other" });

        var report = (OverviewReport)nightly.ReportOfAll();

        Assert.Equal("The newest run had no records.", Nightly.Plain(report.Pipelines[0].Say));
    }

    [Theory]
    [InlineData(3e11, 2)] // Nanoseconds for seconds: there is no such time.
    [InlineData(-3e11, 1)]
    public void Lanes_RunThatTookLongerThanThereIsTime_AreThere(double duration, int together)
    {
        using var nightly = Nightly.Of(2);
        nightly.Add(new Night { Pipeline = "other" });
        RunMetrics[] runs =
            [.. nightly.Runs().Select((run, i) => i == 0 ? run with { duration = duration } : run)];

        var report = (OverviewReport)nightly.Maker(null).Make(runs);

        Assert.Equal(3, report.Lanes.Count);
        Assert.Equal(
            $"The last three days: 3 runs, {(together > 1 ? "up to 2 at a time" : "never two at a time")}.",
            Nightly.Plain(report.Findings["lanes"]));
    }
}
