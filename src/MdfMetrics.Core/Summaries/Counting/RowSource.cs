using MdfMetrics.Storage.Layout;
using MdfMetrics.Summaries.Sources;
using MdfMetrics.Summaries.Tables;

namespace MdfMetrics.Summaries.Counting;

/// <summary>A file whose rows are added up, and into what.</summary>
/// <param name="Runs">The runs to count.</param>
/// <param name="Counted">The file of each run whose rows count.</param>
/// <param name="Tally">Takes the figures.</param>
internal sealed record RowSource(RunsToCount Runs, CountedFiles Counted, DatasetFile File, Tally Tally)
{
    /// <summary>Goes through a column of run ids.</summary>
    public RunCursor RunIds() => new(Runs, Counted, File);

    /// <summary>Goes through a column of names.</summary>
    public NameCursor Names() => new(Tally);

    /// <summary>Counts a run in figures of its period, once.</summary>
    public void Count(SummaryAccumulator figures, int run) =>
        figures.AddRun(Runs.PlaceInPeriod(run), Runs.Runs[run].End);
}
