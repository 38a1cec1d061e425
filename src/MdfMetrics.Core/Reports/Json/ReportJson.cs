using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Unicode;
using MdfMetrics.Reports.Data;

namespace MdfMetrics.Reports.Json;

/// <summary>
/// Reports as JSON that may stand in a script element: no character of it ends the element or a line of JavaScript.
/// </summary>
internal static class ReportJson
{
    // Of what this encoder lets through, nothing means anything to HTML: <, >, &, quotes and separators are escaped.
    private static readonly JsonSerializerOptions s_options = new(ReportJsonContext.Default.Options)
    {
        Encoder = JavaScriptEncoder.Create(UnicodeRanges.All),
    };

    /// <summary>The report as UTF-8.</summary>
    public static byte[] Write(Report report) =>
        JsonSerializer.SerializeToUtf8Bytes(report, report.GetType(), s_options);
}
