using System.Security.Cryptography;
using System.Text;
using System.Text.RegularExpressions;
using MdfMetrics.Reports.Data;
using MdfMetrics.Reports.Pages;

namespace MdfMetrics.Tests.Reports;

public sealed class PageTests
{
    [Fact]
    public void Html_Policy_NamesTheHashOfEachScriptThatRuns()
    {
        string html = Html(null);

        string[] hashes = [.. Regex.Matches(html, "<script>(.*?)</script>", RegexOptions.Singleline)
            .Select(script => SHA256.HashData(Encoding.UTF8.GetBytes(script.Groups[1].Value)))
            .Select(hash => $"'sha256-{Convert.ToBase64String(hash)}'")];

        Assert.Equal(2, hashes.Length);
        Assert.Contains($"script-src {string.Join(' ', hashes)};", html, StringComparison.Ordinal);
        Assert.Contains("default-src 'none';", html, StringComparison.Ordinal);
    }

    [Fact]
    public void Html_SelfContained_NamesNoOtherFileAndTheLicenceOfECharts()
    {
        string html = Html(null);

        string markup = Regex.Replace(html, "(<script[^>]*>).*?</script>", "$1", RegexOptions.Singleline);

        Assert.DoesNotMatch("<(script|link|img)[^>]+(src|href)=\"(?!data:)[^\"]", markup);
        Assert.DoesNotContain("{{", markup, StringComparison.Ordinal);
        Assert.Contains("Apache-2.0", html, StringComparison.Ordinal);
    }

    [Fact]
    public void Html_EChartsBeside_LoadsItFromTheSameFolderOnly()
    {
        string html = Html("../echarts.js");

        Assert.Contains("<script src=\"../echarts.js\"></script>", html, StringComparison.Ordinal);
        Assert.Matches("script-src 'sha256-[^']+' 'self';", html);
        Assert.True(html.Length < Page.ECharts.Length);
    }

    [Fact]
    public void Html_HostileNames_AreTextEverywhere()
    {
        const string Hostile = "</title></script><img src=x onerror=alert(1)>{{JSON}}";
        using var nightly = Nightly.Of(1);
        RunReport report = nightly.Report() with { Title = Hostile };

        string html = Encoding.UTF8.GetString(Page.Html(report));

        Assert.DoesNotContain("<img src=x", html, StringComparison.Ordinal);
        Assert.Contains("<title>✓ &lt;/title&gt;", html, StringComparison.Ordinal);
    }

    private static string Html(string? echarts)
    {
        using var nightly = Nightly.Of(1);
        return Encoding.UTF8.GetString(Page.Html(nightly.Report(), echarts));
    }
}
