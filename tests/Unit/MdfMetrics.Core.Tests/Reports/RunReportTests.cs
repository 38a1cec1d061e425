using MdfMetrics.Reports.Data;

namespace MdfMetrics.Tests.Reports;

public sealed class RunReportTests
{
    [Fact]
    public void Flow_CountsThatNoLongHolds_AreTheMostThereIs()
    {
        using var nightly = new Nightly();
        RunMetrics run = MemoryRun.Of(
            "r",
            0,
            MemoryRun.Operator("a", [1]) with { failed_records = long.MaxValue },
            MemoryRun.Operator("b", [1]) with { failed_records = long.MaxValue });

        var report = (RunReport)nightly.Maker(null).Make([run]);

        Assert.Contains("failed", report.Findings["flow"], StringComparison.Ordinal);
    }

    [Fact]
    public void Attribution_OfASlowRun_AddsUpToTheExtraTime()
    {
        using var nightly = Nightly.Of(12);
        nightly.Add(new Night { Lookup = 3 });

        Attribution attribution = nightly.Report().Attribution!;

        Assert.Equal(9.0, attribution.Total!.Value, 6);
        Assert.Equal(9.0, attribution.Items.Sum(item => item.Delta!.Value), 6);
        Assert.Equal(
            ["same", "same", "worse", "same"],
            attribution.Items.Select(item => item.Verdict));
        Assert.Equal("lookup_geo", attribution.Items[2].Detail);
    }

    [Fact]
    public void Figures_OfASlowRun_HaveCompareMdfRunsVerdictsAndBounds()
    {
        using var nightly = Nightly.Of(12);
        nightly.Add(new Night { Lookup = 3 });

        Dictionary<string, Figure> figures = nightly.Report().Figures.ToDictionary(figure => figure.Key);

        Figure duration = figures["duration"];
        Assert.Equal(("worse", "up", "2.2× slower"), (duration.Verdict, duration.Direction, duration.Words));
        Assert.Equal(7.4, duration.Median!.Value, 6);
        Assert.InRange(duration.Low!.Value, 0, 7.4);
        Assert.InRange(duration.High!.Value, 7.4, 16.4);
        Assert.Equal("2.2× slower", figures["throughput"].Words);
        Assert.Equal("as usual", figures["output"].Words);
    }

    [Fact]
    public void Operators_OfARun_HaveTimesOfTheSlowestWorkerAndTheirReference()
    {
        using var nightly = Nightly.Of(12);
        nightly.Add(new Night { Lookup = 3 });

        OperatorLine lookup = nightly.Report().Operators[2];

        Assert.Equal(("lookup_geo", 2, 900L), (lookup.Name, lookup.Workers, lookup.In));
        Assert.Equal(13.5, lookup.Time, 6);
        Assert.Equal(27.0, lookup.Busy, 6);
        Assert.Equal(4.5, lookup.Vs!.Time!.Usual, 6);
        Assert.Equal(("worse", "worse"), (lookup.Vs.Time.Verdict, lookup.Vs.P95!.Verdict));
        Assert.Equal(0.03, lookup.P95!.Value, 6);
        Assert.Equal(0.01, lookup.Vs.P95.Usual, 6);
    }

    [Fact]
    public void Trend_OfAnOperator_IsAsLongAsTheHistory()
    {
        using var nightly = Nightly.Of(34);
        nightly.Add(new Night { Lookup = 3 });

        RunReport report = nightly.Report();

        Assert.Equal(30, report.History.RunId.Length);
        Assert.Equal("nightly_035", report.History.RunId[^1]);
        Assert.All(report.Operators, step => Assert.Equal(30, step.Trend.Length));
        Assert.Equal(0.01, report.Operators[2].Trend[0], 6);
        Assert.Equal(0.03, report.Operators[2].Trend[29], 6);
        Assert.Equal("lookup_geo", report.History.P95Of);
    }

    [Fact]
    public void Histogram_OfEqualLatencies_IsTheOneBucketOfScale3()
    {
        // Bucket i of scale 3 ends at 2^(i/8) s: 10 ms lie in the one of ceil(8·log2(0.01)) = ceil(-53.15) = -53.
        using var nightly = Nightly.Of(4);

        Buckets buckets = nightly.Report().Operators[2].Hist!;

        Assert.Equal((3, -53), (buckets.Scale, buckets.First));
        Assert.Equal([900L], buckets.Counts);
    }

    [Fact]
    public void Histogram_OfTheReference_CountsAllItsRunsWithoutGaps()
    {
        // 12 runs of 10 ms, the last of which is not among the 10 before; one of 40 ms, two doublings above.
        using var nightly = Nightly.Of(9);
        nightly.Add(new Night { Lookup = 4 });
        nightly.Add(1);

        Buckets buckets = nightly.Report().Operators[2].UsualHist!;

        Assert.Equal(-53, buckets.First);
        Assert.Equal(17, buckets.Counts.Length);
        Assert.Equal((8100L, 900L), (buckets.Counts[0], buckets.Counts[^1]));
        Assert.Equal(9000, buckets.Counts.Sum());
    }

    [Fact]
    public void Rows_OfARun_AreColumnsByOperatorAndWorker()
    {
        using var nightly = Nightly.Of(1);

        RunReport report = nightly.Report();

        Assert.Equal(["worker_0", "worker_1"], report.Workers);
        Assert.Equal([0, 1, 2, 2, 3], report.Rows.Op);
        Assert.Equal([0, 0, 0, 1, 0], report.Rows.Worker);
        Assert.Equal([1000, 1000, 450, 450, 900], report.Rows.In);
    }

    [Fact]
    public void Findings_OfASlowRun_SayWhatEachSectionShows()
    {
        using var nightly = Nightly.Of(12);
        nightly.Add(new Night { Lookup = 3, Errors = 3 });

        Dictionary<string, string> findings =
            nightly.Report().Findings.ToDictionary(finding => finding.Key, finding => Nightly.Plain(finding.Value));

        Assert.Equal("1,000 records in, 900 out. 100 were dropped by drop_blank.", findings["flow"]);
        Assert.Equal(
            "enrich took 13.5 s of 16.4 s (82 %), usually 4.5 s. "
                + "The bottleneck is lookup_geo: its slowest worker was busy for 13.5 s.",
            findings["time"]);
        Assert.Equal("1 of 4 operators is slower than usual: lookup_geo (3.0×).", findings["operators"]);
        Assert.Equal(
            "lookup_geo: p95 30.0 ms against 10.0 ms, the whole distribution has moved right. "
                + "No other operator's latencies are slower than usual.",
            findings["latency"]);
        Assert.Equal(
            "Work is balanced: no worker needed more than 1.00× the median of its operator.",
            findings["workers"]);
        Assert.Equal("3 errors in 1 operator: read_csv 3 (usually 0).", findings["errors"]);
    }

    [Fact]
    public void Context_OfARun_IsWorded()
    {
        using var nightly = Nightly.Of(1);

        IReadOnlyList<string[]> context = nightly.Report().Context;

        Assert.Contains(context, entry => entry is ["Host", "etl-1"]);
        Assert.Contains(context, entry => entry is ["PowerShell", "7.4.6"]);
        Assert.Contains(context, entry => entry is ["Process", "1"]);
    }
}
