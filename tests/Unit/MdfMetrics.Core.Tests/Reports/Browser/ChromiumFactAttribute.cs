namespace MdfMetrics.Tests.Reports.Browser;

/// <summary>A test that looks at a page in Chromium; where it is missing, the test says so.</summary>
internal sealed class ChromiumFactAttribute : FactAttribute
{
    public ChromiumFactAttribute() => Skip = ChromiumPath.Found is null ? Missing : null;

    public static string Missing => "There is no chromium on this machine's PATH.";
}
