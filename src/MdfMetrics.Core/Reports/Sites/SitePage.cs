using MdfMetrics.Reports.Data;

namespace MdfMetrics.Reports.Sites;

/// <summary>A page of a site.</summary>
/// <param name="Path">Where it lies in the site.</param>
/// <param name="Source">What it is made of: it is the same page as long as this is the same.</param>
/// <param name="Make">Makes its report.</param>
internal sealed record SitePage(string Path, string Source, Func<Report> Make);
