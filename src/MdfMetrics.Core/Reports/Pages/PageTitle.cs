using MdfMetrics.Reports.Data;
using MdfMetrics.Reports.Words;
using MdfMetrics.Summaries.Periods;

namespace MdfMetrics.Reports.Pages;

/// <summary>What a browser's tab shows of a page.</summary>
internal static class PageTitle
{
    /// <summary>The verdict as a mark, and the name of what is shown.</summary>
    public static string Of(Report report) => Mark(report.Verdict.Level) + (report.Title ?? Name(report));

    /// <summary>The colour of the icon: six hexadecimal digits.</summary>
    public static string IconColor(string level) => level switch
    {
        VerdictLevel.Failed => "b42318",
        VerdictLevel.Worse or VerdictLevel.Empty => "d97706",
        _ => "137a4a",
    };

    private static string Mark(string level) => level switch
    {
        VerdictLevel.Failed => "✕ ",
        VerdictLevel.Worse => "▲ ",
        VerdictLevel.Empty => "○ ",
        _ => "✓ ",
    };

    private static string Name(Report report) => report switch
    {
        RunReport run => $"{run.Run.Pipeline ?? "run"} {Moment(run.Run.Start, report.Zone)}",
        PipelineReport pipeline => $"{pipeline.Pipeline.Name ?? "Runs without a name"}, history",
        _ => "All pipelines",
    };

    private static string Moment(DateTime utc, string zone) =>
        Spoken.Moment(utc, ZoneNames.TryFind(zone) ?? PeriodZone.Utc);
}
