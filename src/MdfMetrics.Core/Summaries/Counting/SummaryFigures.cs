using MdfMetrics.Summaries.Sources;
using MdfMetrics.Summaries.Tables;

namespace MdfMetrics.Summaries.Counting;

/// <summary>Figures of the three levels, to be added to the tables.</summary>
internal sealed record SummaryFigures(
    Dictionary<SummaryKey, SummaryAccumulator> Runs,
    Dictionary<SummaryKey, SummaryAccumulator> Stages,
    Dictionary<SummaryKey, SummaryAccumulator> Operators)
{
    /// <summary>Adds up runs and what a scan found of them.</summary>
    public static SummaryFigures Of(RunsToCount runs, Tally tally)
    {
        var sums = new Dictionary<SummaryKey, SummaryAccumulator>();
        foreach (int number in runs.Included)
        {
            (DateTime start, string? pipeline) = runs.Periods[runs.Period(number)];
            var key = new SummaryKey(start, pipeline, "", "");
            if (!sums.TryGetValue(key, out SummaryAccumulator? sum))
            {
                sums.Add(key, sum = new SummaryAccumulator());
            }

            SourceRun run = runs.Runs[number];
            sum.AddRun(runs.PlaceInPeriod(number), run.End);
            sum.AddRecords(run.Input, run.Output, run.PassRate, run.Errors);
            sum.AddTime(run.Duration);
            sum.AddValue(run.Duration);
        }

        return new SummaryFigures(sums, tally.Stages(), tally.Operators());
    }

    /// <summary>Leaves a period out.</summary>
    public void Drop(DateTime periodStart)
    {
        foreach (Dictionary<SummaryKey, SummaryAccumulator> level in new[] { Runs, Stages, Operators })
        {
            foreach (SummaryKey key in level.Keys.Where(key => key.PeriodStart == periodStart).ToArray())
            {
                level.Remove(key);
            }
        }
    }
}
