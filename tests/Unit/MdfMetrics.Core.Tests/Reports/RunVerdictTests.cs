using MdfMetrics.Reports.Data;

namespace MdfMetrics.Tests.Reports;

public sealed class RunVerdictTests
{
    [Fact]
    public void Verdict_OneOperatorSlower_NamesItItsShareAndThatItIsTheFirst()
    {
        // lookup_geo takes 13.5 s instead of 4.5 s, so the run 16.4 s instead of 7.4 s.
        using var nightly = Nightly.Of(12);
        nightly.Add(new Night { Lookup = 3 });

        RunReport report = nightly.Report();

        Assert.Equal(VerdictLevel.Worse, report.Verdict.Level);
        Assert.Equal("Completed, but 2.2× slower than usual.", Nightly.Headline(report));
        Assert.Equal(
            ["enrich / lookup_geo took 13.5 s on its slowest worker, 3.0× its median of the 10 runs before (4.5 s)."],
            Nightly.Leads(report));
        Assert.Equal(
            [
                "Stage enrich accounts for 9.0 s of the extra 9.0 s. "
                    + "Input is at the median, which is within its usual range.",
                "It is the first run like this.",
                "Pass rate and errors are as usual.",
            ],
            Nightly.Notes(report));
        Assert.Equal("lookup_geo", report.Operators[report.Focus!.Value].Name);
    }

    [Fact]
    public void Verdict_TwoOperatorsSlower_HasALeadForEach()
    {
        // lookup_geo 13.5 s instead of 4.5 s, bulk_insert 7.2 s instead of 1.8 s: both cost enough.
        using var nightly = Nightly.Of(12);
        nightly.Add(new Night { Lookup = 3, Insert = 4 });

        RunReport report = nightly.Report();

        Assert.Equal("Completed, but 2.9× slower than usual.", Nightly.Headline(report));
        Assert.Equal(
            [
                "enrich / lookup_geo took 13.5 s on its slowest worker, 3.0× its median of the 10 runs before (4.5 s).",
                "load / bulk_insert also took 7.2 s, 4.0× its median (1.8 s).",
            ],
            Nightly.Leads(report));
        Assert.Equal([2, 3], report.Foci);
    }

    [Fact]
    public void Verdict_SlowAndFewerPass_HasBothCauses()
    {
        using var nightly = Nightly.Of(12);
        nightly.Add(new Night { Lookup = 5, Kept = 0.4 });

        RunReport report = nightly.Report();

        // 400 records: lookup_geo 200 × 50 ms = 10 s, bulk_insert 0.8 s, with the others 11.9 s.
        Assert.Equal(
            "Completed, but 1.6× slower than usual, and only 40 % of the records passed instead of 90 %.",
            Nightly.Headline(report));
        Assert.Contains(
            "clean / drop_blank let 40 % of its records through, usually 90 %: 500 fewer.",
            Nightly.Leads(report));
    }

    [Fact]
    public void Verdict_FewerRecordsIn_IsShort()
    {
        using var nightly = Nightly.Of(12);
        nightly.Add(new Night { Records = 100 });

        RunReport report = nightly.Report();

        Assert.Equal("Completed, but only 100 records came in instead of 1,000.", Nightly.Headline(report));
        Assert.Equal(
            ["Stage extract took in 10× fewer records than the 10 runs before (1,000 at the median)."],
            Nightly.Leads(report));
    }

    [Fact]
    public void Verdict_MoreRecordsIn_IsTheVolumeAndNoOperator()
    {
        using var nightly = Nightly.Of(12);
        nightly.Add(new Night { Records = 4000 });

        RunReport report = nightly.Report();

        Assert.Equal("Completed, but 4.0× slower than usual.", Nightly.Headline(report));
        Assert.Equal(
            ["4,000 records came in, 4.0× the median of the 10 runs before (1,000); no operator took longer a record."],
            Nightly.Leads(report));
    }

    [Fact]
    public void Verdict_OneWorkerSlower_IsTheStraggler()
    {
        // worker_1 takes 13.5 s, worker_0 still 4.5 s: 1.5 times their median of 9 s.
        using var nightly = Nightly.Of(12);
        nightly.Add(new Night { Straggler = 3 });

        RunReport report = nightly.Report();

        Assert.StartsWith("enrich / lookup_geo took 13.5 s on its slowest worker", Nightly.Leads(report)[0]);
        Assert.Equal(
            "worker_1 needed 1.5× the median of lookup_geo's workers (13.5 s).",
            Nightly.Plain(report.Findings["workers"]));
    }

    [Fact]
    public void Verdict_NoRecords_IsEmptyEvenThoughFast()
    {
        using var nightly = Nightly.Of(12);
        nightly.Add(new Night { Records = 0 });

        RunReport report = nightly.Report();

        Assert.Equal(VerdictLevel.Empty, report.Verdict.Level);
        Assert.Equal("Completed in 0 s, but no records came in.", Nightly.Headline(report));
        Assert.Equal(["The 10 runs before had 1,000 records at the median."], Nightly.Leads(report));
    }

    [Fact]
    public void Verdict_Unchanged_IsAsUsual()
    {
        using var nightly = Nightly.Of(13);

        RunReport report = nightly.Report();

        Assert.Equal(VerdictLevel.Same, report.Verdict.Level);
        Assert.Equal("Completed as usual in 7.4 s.", Nightly.Headline(report));
        Assert.Empty(report.Verdict.Leads);
        Assert.Null(report.Attribution);
        Assert.All(report.Figures, figure => Assert.Equal("as usual", figure.Words));
    }

    [Fact]
    public void Verdict_Faster_IsBetter()
    {
        using var nightly = Nightly.Of(12);
        nightly.Add(new Night { Lookup = 0.2 });

        RunReport report = nightly.Report();

        // lookup_geo 0.9 s: 3.8 s in all, instead of 7.4 s.
        Assert.Equal(VerdictLevel.Better, report.Verdict.Level);
        Assert.Equal("Completed 1.9× faster than usual, in 3.8 s.", Nightly.Headline(report));
    }

    [Fact]
    public void Verdict_FirstRun_ComparesWithNothing()
    {
        using var nightly = Nightly.Of(1);

        RunReport report = nightly.Report();

        Assert.Equal("Completed in 7.4 s.", Nightly.Headline(report));
        Assert.Equal(
            ["It is the first completed run of its pipeline: there is nothing to compare it with yet."],
            Nightly.Notes(report));
        Assert.Null(report.Reference);
        Assert.All(report.Operators, step => Assert.Null(step.Vs));
    }

    [Fact]
    public void Verdict_MissingStage_IsWorse()
    {
        using var nightly = Nightly.Of(12);
        nightly.Add(new Night { Without = "clean" });

        RunReport report = nightly.Report();

        Assert.Contains("stage clean is missing", Nightly.Headline(report), StringComparison.Ordinal);
        Assert.Equal(["clean"], report.Missing.Select(stage => stage.Name));
        Assert.Equal(0.1, report.Missing[0].UsualWall!.Value, 6);
    }

    [Fact]
    public void Verdict_SlowForSomeDays_SaysSinceWhen()
    {
        // Slow from the 13th run on, which is of 13 January.
        using var nightly = Nightly.Of(12);
        nightly.Add(new Night { Lookup = 3 });
        nightly.Add(new Night { Lookup = 3, Status = RunStatus.Failed, Error = "boom" });
        nightly.Add(new Night { Lookup = 3 });

        RunReport report = nightly.Report();

        Assert.Contains("All 2 completed runs since 13 Jan 2026 are like this.", Nightly.Notes(report));
        Assert.Equal(
            "Last 15 runs: 1 did not complete. Slow since 13 Jan 2026.",
            Nightly.Plain(report.Findings["history"]));
    }

    [Fact]
    public void Verdict_ReferenceNamed_ComparesWithThatRunAlone()
    {
        using var nightly = Nightly.Of(3);
        RunMetrics slow = nightly.Add(new Night { Lookup = 3 });
        nightly.Add(3);

        RunReport report = nightly.Report(slow);

        Assert.Equal($"run {slow.run_id}", report.Reference!.Label);
        Assert.Equal("then", report.Reference.Word);
        Assert.Equal("Completed 2.2× faster than usual, in 7.4 s.", Nightly.Headline(report));
    }
}
