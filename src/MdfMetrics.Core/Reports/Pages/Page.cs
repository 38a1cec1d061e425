using System.Net;
using System.Security.Cryptography;
using System.Text;
using System.Text.RegularExpressions;
using MdfMetrics.Reports.Data;
using MdfMetrics.Reports.Json;
using MdfMetrics.Resources;

namespace MdfMetrics.Reports.Pages;

/// <summary>
/// A report as one HTML file: template, styles and scripts joined, the data as JSON in it. Its policy lets nothing load
/// from anywhere, and no script run but those that are named by their hashes.
/// </summary>
internal static partial class Page
{
    private const string ScriptStart = "<script>";
    private const string ScriptEnd = "</script>";
    private const string Licence =
        "/*! Apache ECharts 6.0.0, The Apache Software Foundation, Apache-2.0, https://echarts.apache.org */\n";

    private static readonly Lazy<string> s_template = new(Joined);
    private static readonly Lazy<string> s_echarts = new(() => Licence
        + EmbeddedFile.Read("Page/echarts.js").Replace("</script", "<\\/script", StringComparison.Ordinal).Trim());

    /// <summary>The script that draws charts, as pages hold it.</summary>
    public static string ECharts => s_echarts.Value;

    /// <summary>Changes with what pages are made of.</summary>
    public static string Version => HashOf(s_template.Value);

    /// <summary>The page as UTF-8.</summary>
    /// <param name="echarts">The relative URL of <see cref="ECharts"/>; null: it stands in the page.</param>
    public static byte[] Html(Report report, string? echarts = null)
    {
        string script = echarts is null ? HashOf(ECharts) : "'self'";
        var values = new Dictionary<string, string>
        {
            ["TITLE"] = WebUtility.HtmlEncode(PageTitle.Of(report)),
            ["ICON"] = PageTitle.IconColor(report.Verdict.Level),
            ["VERDICT"] = WebUtility.HtmlEncode(Verdict(report.Verdict)),
            ["POLICY"] = $"default-src 'none'; script-src {HashOf(OwnScript(s_template.Value))} {script}; "
                + "style-src 'unsafe-inline'; img-src data:; base-uri 'none'; form-action 'none'",
            ["JSON"] = Encoding.UTF8.GetString(ReportJson.Write(report)),
            ["ECHARTS"] = echarts is null
                ? $"{ScriptStart}{ECharts}{ScriptEnd}"
                : $"<script src=\"{WebUtility.HtmlEncode(echarts)}\">{ScriptEnd}",
        };
        return Encoding.UTF8.GetBytes(Value().Replace(s_template.Value, match => values[match.Groups[1].Value]));
    }

    private static string Joined() => FileName().Replace(
        EmbeddedFile.Read("Page/template.html"),
        match => EmbeddedFile.Read($"Page/{match.Groups[1].Value}"));

    /// <summary>The script of the page itself: the only one that the template has.</summary>
    private static string OwnScript(string page)
    {
        int start = page.IndexOf(ScriptStart, StringComparison.Ordinal) + ScriptStart.Length;
        return page[start..page.IndexOf(ScriptEnd, start, StringComparison.Ordinal)];
    }

    private static string HashOf(string script) =>
        $"'sha256-{Convert.ToBase64String(SHA256.HashData(Encoding.UTF8.GetBytes(script)))}'";

    private static string Verdict(Verdict verdict) =>
        string.Join(' ', new[] { verdict.Headline }.Concat(verdict.Leads).Concat(verdict.Notes));

    [GeneratedRegex(@"\{\{([a-z]+/[a-z-]+\.(?:css|js))\}\}", RegexOptions.CultureInvariant)]
    private static partial Regex FileName();

    [GeneratedRegex(@"\{\{(TITLE|ICON|VERDICT|POLICY|JSON|ECHARTS)\}\}", RegexOptions.CultureInvariant)]
    private static partial Regex Value();
}
