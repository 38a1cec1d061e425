using MdfMetrics.Reports.Data;

namespace MdfMetrics.Tests.Reports;

public sealed class FailedVerdictTests
{
    private const string Refused = "bulk_insert: connection to warehouse:5432 refused";

    [Fact]
    public void Verdict_StageThatLeftNothing_IsWhereTheErrorNamesItsOperator()
    {
        using var nightly = Nightly.Of(12);
        nightly.Add(new Night { Without = "load", Status = RunStatus.Failed, Error = Refused });

        RunReport report = nightly.Report();

        Assert.Equal(VerdictLevel.Failed, report.Verdict.Level);
        Assert.Equal("Failed in stage load after 5.6 s; it let no record through.", Nightly.Headline(report));
        Assert.Equal(
            [
                "Stage load left no row: the 900 records that came out of enrich went nowhere. "
                    + "In the 10 runs before it took 1.8 s at the median.",
            ],
            Nightly.Leads(report));
        Assert.Equal(("load", "bulk_insert"), (report.Run.ErrorAt!.Stage, report.Run.ErrorAt.Operator));
    }

    [Fact]
    public void Verdict_ErrorOfAStageThatRan_IsItsLastOne()
    {
        using var nightly = Nightly.Of(12);
        nightly.Add(new Night { Without = "load", Status = RunStatus.Failed, Error = "lookup_geo: no such city" });

        RunReport report = nightly.Report();

        Assert.Equal(("enrich", "lookup_geo"), (report.Run.ErrorAt!.Stage, report.Run.ErrorAt.Operator));
        Assert.Equal("Failed in stage enrich after 5.6 s.", Nightly.Headline(report));
        Assert.Equal("load never ran; usually it takes 1.8 s.", Nightly.Leads(report)[1]);
    }

    [Fact]
    public void Verdict_SameErrorBefore_SaysWhen()
    {
        using var nightly = Nightly.Of(5);
        nightly.Add(new Night { Without = "load", Status = RunStatus.Failed, Error = Refused });
        nightly.Add(5);
        nightly.Add(new Night { Without = "load", Status = RunStatus.Failed, Error = Refused });

        Assert.Equal(
            ["The same error ended the run of 6 Jan 2026. 2 of the last 12 runs did not complete."],
            Nightly.Notes(nightly.Report()));
    }

    [Fact]
    public void Verdict_SlowToo_SaysThatAndSinceWhen()
    {
        using var nightly = Nightly.Of(12);
        nightly.Add(new Night { Lookup = 3 });
        nightly.Add(new Night { Lookup = 3, Without = "load", Status = RunStatus.Failed, Error = Refused });

        Assert.Contains(
            "enrich / lookup_geo was also 3.0× its usual time (13.5 s against 4.5 s), "
                + "as in every run since 13 Jan 2026.",
            Nightly.Notes(nightly.Report()));
    }

    [Fact]
    public void Figures_OfAFailedRun_AreNotComparable()
    {
        using var nightly = Nightly.Of(12);
        nightly.Add(new Night { Without = "load", Status = RunStatus.Failed, Error = Refused });

        Dictionary<string, Figure> figures = nightly.Report().Figures.ToDictionary(figure => figure.Key);

        Assert.Equal("not comparable: it failed", figures["duration"].Words);
        Assert.Equal("up to enrich only", figures["output"].Words);
        Assert.Equal("up to enrich only", figures["pass_rate"].Words);
        Assert.Equal("as usual", figures["input"].Words);
    }

    [Fact]
    public void Attribution_OfAFailedRun_TellsHowFarItGot()
    {
        using var nightly = Nightly.Of(12);
        nightly.Add(new Night { Without = "load", Status = RunStatus.Failed, Error = Refused });

        Attribution attribution = nightly.Report().Attribution!;

        Assert.Null(attribution.Total);
        Assert.Equal(["extract", "clean", "enrich", "load"], attribution.Items.Select(item => item.Label));
        Assert.Equal((FigureVerdict.Missing, "never ran"), (attribution.Items[3].Verdict, attribution.Items[3].Detail));
        Assert.Equal(1.8, attribution.Items[3].Usual!.Value, 6);
    }

    [Fact]
    public void Verdict_AbandonedWithoutStages_SaysSo()
    {
        using var nightly = Nightly.Of(0);
        nightly.Add(new Night { Records = 0, Without = "extract", Status = RunStatus.Abandoned });

        Assert.Equal("Abandoned after 0 s, before its first stage.", Nightly.Headline(nightly.Report()));
    }
}
