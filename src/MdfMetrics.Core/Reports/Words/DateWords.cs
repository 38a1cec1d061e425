using MdfMetrics.Summaries.Periods;

namespace MdfMetrics.Reports.Words;

/// <summary>When runs were, by the clocks of a zone: the day, and the hour where there are several a day.</summary>
internal sealed class DateWords(PeriodZone zone, IReadOnlyList<RunMetrics> runs)
{
    public const string Hourly = "hourly";
    public const string Daily = "daily";

    private static readonly TimeSpan s_often = TimeSpan.FromHours(12);

    /// <summary>hourly where runs follow each other within half a day at the median, else daily.</summary>
    public string Cadence { get; } = IsOften([.. runs.Select(run => run.StartUtc!.Value).Order()]) ? Hourly : Daily;

    public string Of(RunMetrics run) => Of(run.StartUtc!.Value);

    public string Of(DateTime utc) => Cadence == Hourly ? Spoken.Moment(utc, zone) : Spoken.Day(utc, zone);

    public string Day(DateTime utc) => Spoken.Day(utc, zone);

    private static bool IsOften(DateTime[] starts)
    {
        double[] gaps = [.. starts.Skip(1).Zip(starts, (next, start) => (next - start).TotalHours).Order()];
        return gaps.Length > 0 && Median.OfSorted(gaps) < s_often.TotalHours;
    }
}
