using System.Text.RegularExpressions;
using MdfMetrics.Reports.Sites;
using MdfMetrics.Storage.Reading;
using MdfMetrics.Summaries.Periods;
using MdfMetrics.Summaries.Tables;
using MdfMetrics.Tests.Alerts;

namespace MdfMetrics.Tests.Reports;

public sealed class SiteTests : IDisposable
{
    private readonly string _site = Path.Combine(Directory.CreateTempSubdirectory("mdf-site-").FullName, "public");

    public void Dispose() => Directory.Delete(Path.GetDirectoryName(_site)!, recursive: true);

    [Fact]
    public void Write_Store_HasAPageForEachRunAndPipelineAndLinksThatLeadThere()
    {
        using var nightly = Nightly.Of(3);
        nightly.Add(new Night { Pipeline = "a/b & c" });

        (int written, int removed) = Write(nightly);

        Assert.Equal((1 + 4 + 2 + 1, 0), (written, removed));
        Assert.All(Directory.EnumerateFiles(_site, "*.html", SearchOption.AllDirectories), page =>
        {
            string html = File.ReadAllText(page);
            string links = Regex.Match(html, "\"links\":({.*?}+),\"").Groups[1].Value;
            string[] hrefs = [.. Regex.Matches(links, "\"([^\"]+\\.html)\"").Select(match => match.Groups[1].Value)];
            Assert.NotEmpty(hrefs);
            Assert.All(
                hrefs.Append(Regex.Match(html, "<script src=\"([^\"]+)\">").Groups[1].Value),
                href => Assert.True(
                    File.Exists(Path.Combine(Path.GetDirectoryName(page)!, Uri.UnescapeDataString(href))),
                    href));
        });
    }

    [Fact]
    public void Write_Again_WritesNothing()
    {
        using var nightly = Nightly.Of(3);
        Write(nightly);

        Assert.Equal((0, 0), Write(nightly));
    }

    [Fact]
    public void Write_OneRunMore_WritesThatOneItsNeighbourAndWhatCountsThem()
    {
        using var nightly = Nightly.Of(5);
        Write(nightly);
        nightly.Add(1);

        // The new run, the one before it (which has a next one now), the pipeline, the overview.
        Assert.Equal((4, 0), Write(nightly));
    }

    [Fact]
    public void Write_RunWithAnotherConfiguration_WritesItsPagesAgain()
    {
        using var nightly = Nightly.Of(2);
        nightly.Add(new Night { Pipeline = "other" });
        Write(nightly);

        // Of three runs one, its pipeline and the overview; the run is the first of two, so the other's page shows it.
        (int Written, int Removed) again = Write(nightly, change: run => run.run_id == "nightly_001"
            ? run with { config = JsonMap.FromJson("""{"executor":{"batch_size":1}}""") }
            : run);

        Assert.Equal((4, 0), again);
    }

    [Fact]
    public void Write_StoreOfAnotherTimeZone_WritesAllAgain()
    {
        using var nightly = Nightly.Of(2);
        Write(nightly);
        Directory.CreateDirectory(SummaryFiles.Root(nightly.Path));
        File.WriteAllBytes(SummaryZone.PathOf(nightly.Path), SummaryZone.Content(ZoneNames.TryFind("Asia/Tokyo")!));

        Assert.Equal((4, 0), Write(nightly));
    }

    [Fact]
    public void Write_PipelineStopsAndGoesOn_TellsSoOnItsPageAndTheOverviewAlone()
    {
        // The last of them ran 98 days ago.
        using var nightly = Nightly.Of(3);
        nightly.Add(new Night { Pipeline = "other" });
        Assert.Equal((8, 0), Write(nightly, rules: "no run in 2352h"));
        Assert.Empty(PagesWith("No run of pipeline"));

        nightly.Clock.Advance(TimeSpan.FromMinutes(1));

        Assert.Equal((2, 0), Write(nightly, rules: "no run in 2352h"));
        Assert.Equal(["index.html", "pipelines/nightly/index.html"], PagesWith("No run of pipeline nightly in 98 d"));
        Assert.Equal((0, 0), Write(nightly, rules: "no run in 2352h"));

        nightly.Add(1);
        Write(nightly, rules: "no run in 2352h");
        Assert.Empty(PagesWith("No run of pipeline"));
    }

    [Theory]
    [InlineData("level", "operator")]
    [InlineData("operator", "lookup*")]
    [InlineData("stage", "enrich")]
    [InlineData("worker", "worker_1")]
    [InlineData("tag", "team")]
    [InlineData("no_data", "alert")]
    [InlineData("runs", "all")]
    [InlineData("severity", "critical")]
    public void Write_RuleWithAnotherKey_WritesAllAgain(string key, string value)
    {
        using var nightly = Nightly.Of(2);
        Write(nightly, rules: Rules.Rule(("name", "slow"), ("condition", "error_count > 5")));

        (int Written, int Removed) again = Write(
            nightly,
            rules: Rules.Rule(("name", "slow"), ("condition", "error_count > 5"), (key, value)));

        Assert.Equal((4, 0), again);
    }

    [Theory]
    [InlineData("../../../../../outside")]
    [InlineData("../../index")]
    [InlineData("scheduled__2026-01-24T00:00:00+00:00")]
    [InlineData("a\\b\0c\nd\te")]
    [InlineData("300 of 数据")]
    public void Write_IdOfAnotherWriter_HasAPageOfANameThatIsOneEverywhere(string id)
    {
        using var nightly = Nightly.Of(2);
        id = id.StartsWith("300", StringComparison.Ordinal) ? string.Concat(Enumerable.Repeat(id, 300)) : id;
        RunMetrics Change(RunMetrics run) => run.run_id == "nightly_001" ? run with { run_id = id } : run;

        Assert.Equal((5, 0), Write(nightly, change: Change));

        Assert.Equal([_site], Directory.GetFileSystemEntries(Path.GetDirectoryName(_site)!));
        string runs = Path.Combine(_site, "pipelines", "nightly", "runs");
        Assert.Equal(2, Directory.GetFileSystemEntries(runs).Length);
        Assert.All(Directory.GetFileSystemEntries(runs), page =>
            Assert.Matches(@"^[A-Za-z0-9%_-][A-Za-z0-9%._-]{0,199}\.html$", Path.GetFileName(page)));
        Assert.Equal((0, 0), Write(nightly, change: Change));
    }

    [Fact]
    public void Write_StoresWithEqualIds_HasAPageForEach()
    {
        using var nightly = Nightly.Of(2);
        using var other = Nightly.Of(2);
        var map = new SiteMap(nightly.Maker(null), nightly.Runs().Concat(other.Runs()));

        Assert.Equal((1 + 4 + 1 + 1, 0), new SiteWriter(_site, default).Write(map));
        Assert.Equal((0, 0), new SiteWriter(_site, default).Write(map));
    }

    [Fact]
    public void Write_FolderOfRunsThatAreGoneWasTakenAway_GoesOn()
    {
        using var nightly = Nightly.Of(3);
        nightly.Add(new Night { Pipeline = "other" });
        Write(nightly);
        Directory.Delete(Path.Combine(_site, "pipelines", "other"), recursive: true);

        Write(nightly, run => run.pipeline_name == "nightly");

        Assert.Equal((0, 0), Write(nightly, run => run.pipeline_name == "nightly"));
    }

    [Fact]
    public void Write_StoppedBefore_WritesWhatIsNotThereYet()
    {
        using var nightly = Nightly.Of(5);
        Assert.ThrowsAny<MetricsException>(() =>
            Write(nightly, change: run => run.run_id == "nightly_005" ? run with { start_time = null } : run));

        // The last run, the one before it, the pipeline, the overview.
        Assert.Equal((4, 0), Write(nightly));
    }

    [Fact]
    public void Write_RunsThatAreGone_TakesTheirPagesAndNothingElse()
    {
        using var nightly = Nightly.Of(3);
        nightly.Add(new Night { Pipeline = "other" });
        Write(nightly);
        string own = Path.Combine(_site, "pipelines", "note.txt");
        File.WriteAllText(own, "mine");

        Write(nightly, run => run.pipeline_name == "nightly");

        Assert.False(Directory.Exists(Path.Combine(_site, "pipelines", "other")));
        Assert.True(File.Exists(own));
    }

    [Fact]
    public void Write_ManifestThatLeadsOutside_TakesNothingAwayThere()
    {
        using var nightly = Nightly.Of(1);
        Write(nightly);
        string outside = Path.Combine(Path.GetDirectoryName(_site)!, "outside.html");
        File.WriteAllText(outside, "mine");
        File.AppendAllText(Path.Combine(_site, ".mdf-site"), $"00\t../outside.html\n00\t{outside}\n");

        Write(nightly);

        Assert.True(File.Exists(outside));
    }

    [Fact]
    public void Paths_NamesThatDifferInCaseOrAreNone_HaveFoldersOfTheirOwn()
    {
        var paths = new SitePaths(["Nightly", "nightly", null], [null]);

        string[] pages = [paths.Pipeline("Nightly"), paths.Pipeline("nightly"), paths.Pipeline(null)];

        Assert.Equal(3, pages.Distinct(StringComparer.OrdinalIgnoreCase).Count());
    }

    [Theory]
    [InlineData("pipelines/n/runs/a.html", "pipelines/n/runs/b.html", "b.html")]
    [InlineData("pipelines/n/runs/a.html", "pipelines/n/runs/a.html", "a.html")]
    [InlineData("pipelines/n/runs/a.html", "index.html", "../../../index.html")]
    [InlineData("index.html", "pipelines/a%20b/index.html", "pipelines/a%2520b/index.html")]
    public void Link_TwoPages_IsRelative(string from, string to, string expected) =>
        Assert.Equal(expected, SitePaths.Link(from, to));

    private (int Written, int Removed) Write(
        Nightly nightly,
        Func<RunMetrics, bool>? where = null,
        Func<RunMetrics, RunMetrics>? change = null,
        params object[] rules)
    {
        IEnumerable<RunMetrics> runs = new MetricsReader(nightly.Path)
            .ReadRuns(new RunQuery(), error => throw error)
            .Where(where ?? (_ => true))
            .Select(change ?? (run => run));
        return new SiteWriter(_site, default).Write(new SiteMap(
            nightly.Maker(null, rules.Length > 0 ? Rules.Of(rules) : null),
            runs));
    }

    private string[] PagesWith(string text) =>
        [.. Directory.EnumerateFiles(_site, "*.html", SearchOption.AllDirectories)
            .Where(page => File.ReadAllText(page).Contains(text, StringComparison.Ordinal))
            .Select(page => Path.GetRelativePath(_site, page).Replace('\\', '/'))
            .Order(StringComparer.Ordinal)];
}
