namespace MdfMetrics.Summaries;

/// <summary>Figures of the three levels, to be added to the tables.</summary>
internal sealed record SummaryFigures(
    Dictionary<SummaryKey, Figures> Runs,
    Dictionary<SummaryKey, Figures> Stages,
    Dictionary<SummaryKey, Figures> Operators)
{
    /// <summary>Adds up runs and what a scan found of them.</summary>
    public static SummaryFigures Of(CountedRuns runs, Tally tally)
    {
        var sums = new Dictionary<SummaryKey, Figures>();
        foreach (int number in runs.Included)
        {
            var key = new SummaryKey(runs.Starts[runs.Period(number)], "", "");
            if (!sums.TryGetValue(key, out Figures? sum))
            {
                sums.Add(key, sum = new Figures());
            }

            SourceRun run = runs.Runs[number];
            sum.AddRun(runs.PlaceInPeriod(number), run.End);
            sum.AddRecords(run.Input, run.Output, run.Errors);
            sum.AddTime(run.Duration);
            sum.AddValue(run.Duration);
        }

        return new SummaryFigures(sums, tally.Stages(), tally.Operators());
    }

    /// <summary>Leaves a period out.</summary>
    public void Drop(DateTime periodStart)
    {
        foreach (Dictionary<SummaryKey, Figures> level in new[] { Runs, Stages, Operators })
        {
            foreach (SummaryKey key in level.Keys.Where(key => key.PeriodStart == periodStart).ToArray())
            {
                level.Remove(key);
            }
        }
    }
}
