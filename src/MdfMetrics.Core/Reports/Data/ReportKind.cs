namespace MdfMetrics.Reports.Data;

/// <summary>The values of <see cref="Report.Kind"/>.</summary>
internal static class ReportKind
{
    public const string Run = "run";
    public const string Pipeline = "pipeline";
    public const string Overview = "overview";
}
