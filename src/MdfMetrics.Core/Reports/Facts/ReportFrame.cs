using MdfMetrics.Summaries.Periods;

namespace MdfMetrics.Reports.Facts;

/// <summary>What every page says of itself.</summary>
/// <param name="Generated">When it is made, UTC.</param>
/// <param name="Writer">What makes it: name and version.</param>
/// <param name="Zone">Whose clocks its times are of.</param>
/// <param name="Title">The title that the user gave; null: none.</param>
/// <param name="Rules">How many alert rules were judged; null: none were given.</param>
internal sealed record ReportFrame(DateTime Generated, string Writer, PeriodZone Zone, string? Title, int? Rules);
