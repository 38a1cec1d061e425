using System.Text.RegularExpressions;
using MdfMetrics.Reports.Sites;
using MdfMetrics.Storage.Reading;
using MdfMetrics.Summaries.Periods;
using MdfMetrics.Summaries.Tables;

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
        var paths = new SitePaths(["Nightly", "nightly", null]);

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
        Func<RunMetrics, RunMetrics>? change = null)
    {
        IEnumerable<RunMetrics> runs = new MetricsReader(nightly.Path)
            .ReadRuns(new RunQuery(), error => throw error)
            .Where(where ?? (_ => true))
            .Select(change ?? (run => run));
        return new SiteWriter(_site, default).Write(new SiteMap(nightly.Maker(null), runs));
    }
}
