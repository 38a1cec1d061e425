using MdfMetrics.Reports.Data;

namespace MdfMetrics.Tests.Reports;

public sealed class ChangeTests
{
    private const string Newer = "8be01d4000000000000000000000000000000000";

    [Fact]
    public void Changes_CommitAndConfigurationOfTheFirstSlowRun_AreThoseListed()
    {
        using var nightly = Nightly.Of(12);
        var night = new Night
        {
            Lookup = 3,
            Commit = Newer,
            Config = """{"executor":{"batch_size":400,"hosts":["a","b"]}}""",
        };
        nightly.Add(night);
        nightly.Add(night);

        ChangeLine[] changes = [.. nightly.Report().Changes];

        Assert.Equal(
            [
                ("Git commit", "4f1c2ab", "8be01d4"),
                ("Configuration executor.batch_size", "200", "400"),
                ("Configuration executor.hosts[1]", null, "b"),
            ],
            changes.Select(change => (change.What, change.Was, change.Now)));
        Assert.All(changes, change => Assert.Equal(new DateTime(2026, 1, 13, 2, 0, 0), change.Since));
        Assert.All(changes, change => Assert.Equal("first slow run", change.Note));
    }

    [Fact]
    public void Changes_OfWhatChangesWithEachRun_AreNone()
    {
        // A key that was already so in one of the runs before does not tell the slow run from them.
        using var nightly = Nightly.Of(10);
        nightly.Add(new Night { Commit = Newer });
        nightly.Add(new Night());
        nightly.Add(new Night { Commit = Newer, Lookup = 3 });

        Assert.Empty(nightly.Report().Changes);
    }

    [Fact]
    public void Changes_OfARunAsUsual_AreNotListedButFound()
    {
        using var nightly = Nightly.Of(12);
        nightly.Add(new Night { Commit = Newer });

        RunReport report = nightly.Report();

        Assert.Empty(report.Changes);
        Assert.Equal(
            "The configuration is the same as in the 10 runs before; the git commit changed.",
            Nightly.Plain(report.Findings["config"]));
    }

    [Fact]
    public void Changes_WithTheFirstFailedRun_AreListed()
    {
        using var nightly = Nightly.Of(12);
        nightly.Add(new Night { Without = "load", Status = RunStatus.Failed, Error = "no", Commit = Newer });

        ChangeLine change = Assert.Single(nightly.Report().Changes);

        Assert.Equal(("Git commit", "first failed run"), (change.What, change.Note));
    }
}
