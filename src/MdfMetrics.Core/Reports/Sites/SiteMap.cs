using System.Globalization;
using MdfMetrics.Reports.Data;
using MdfMetrics.Storage.Reading;
using MdfMetrics.Storage.Schema;

namespace MdfMetrics.Reports.Sites;

/// <summary>The pages that a site of runs has: the overview, one for each pipeline and one for each run.</summary>
internal sealed class SiteMap
{
    // So many runs before one are shown on its page: those it is held against are among them.
    private const int Seen = 30;

    private readonly ReportMaker _maker;
    private readonly RunMetrics[] _runs;
    private readonly SitePaths _paths;

    public SiteMap(ReportMaker maker, IEnumerable<RunMetrics> runs)
    {
        _maker = maker;
        _runs = [.. runs.Order(RunOrder.OldestFirst)];
        _paths = new SitePaths(
            _runs.Select(run => run.pipeline_name).Distinct(),
            _runs.Select(run => run.store));
    }

    /// <summary>Changes with what all the pages are made by.</summary>
    public string Settings => $"{_maker.Settings}\n{_maker.ZoneOf(_runs[^1].store).Id}";

    /// <summary>How many pages there are.</summary>
    public int Count => _runs.Length + _runs.DistinctBy(run => run.pipeline_name).Count() + 1;

    public IEnumerable<SitePage> Pages()
    {
        RunMetrics[][] pipelines = [.. _runs.GroupBy(run => run.pipeline_name).Select(runs => runs.ToArray())];
        IReadOnlyList<Alert> absences = _maker.Absences([.. pipelines.Select(runs => runs[^1])]);
        return pipelines
            .SelectMany(runs => runs.Select((_, i) => RunPage(runs, i)))
            .Concat(pipelines.Select(runs =>
                PipelinePage(runs, [.. absences.Where(alert => alert.pipeline_name == runs[0].pipeline_name)])))
            .Append(Overview(absences));
    }

    /// <summary>
    /// What of runs a page shows: their store, and each of their columns. Rows that came late change the run's context,
    /// too.
    /// </summary>
    private static string Source(IEnumerable<RunMetrics> runs) => string.Join('\n', runs.Select(run =>
        string.Join('\t', MetricsSchema.Runs.Columns
            .Select(column => Convert.ToString(column.Value(run), CultureInfo.InvariantCulture))
            .Prepend(run.store))));

    /// <summary>That runs are missing comes and goes with time, while no run changes.</summary>
    private static string Source(IEnumerable<RunMetrics> runs, IEnumerable<Alert> absences) =>
        string.Join('\n', absences.Select(alert => $"{alert.rule}\t{alert.message}").Append(Source(runs)));

    private SitePage RunPage(RunMetrics[] runs, int at)
    {
        string path = _paths.Run(runs[at]);
        RunMetrics[] seen = runs[Math.Max(0, at + 1 - Seen)..Math.Min(runs.Length, at + 2)];
        return new SitePage(path, Source(seen), () => _maker.OfRun(runs[at], absences: []) with
        {
            Links = new PageLinks
            {
                Overview = SitePaths.Link(path, SitePaths.Overview),
                Pipeline = SitePaths.Link(path, _paths.Pipeline(runs[at].pipeline_name)),
                Previous = at > 0 ? SitePaths.Link(path, _paths.Run(runs[at - 1])) : null,
                Next = at < runs.Length - 1 ? SitePaths.Link(path, _paths.Run(runs[at + 1])) : null,
                Runs = Links(path, seen.Where(run => run.store == runs[at].store)),
            },
        });
    }

    private SitePage PipelinePage(RunMetrics[] runs, IReadOnlyList<Alert> absences)
    {
        string path = _paths.Pipeline(runs[0].pipeline_name);
        return new SitePage(path, Source(runs, absences), () => _maker.OfPipeline(runs, absences) with
        {
            Links = new PageLinks
            {
                Overview = SitePaths.Link(path, SitePaths.Overview),
                Runs = Links(path, runs),
            },
        });
    }

    private SitePage Overview(IReadOnlyList<Alert> absences) =>
        new(SitePaths.Overview, Source(_runs, absences), () => _maker.OfAll(_runs, absences) with
        {
            Links = new PageLinks
            {
                Pipelines = _runs
                    .Select(run => run.pipeline_name)
                    .Distinct()
                    .ToDictionary(
                        name => name ?? string.Empty,
                        name => SitePaths.Link(SitePaths.Overview, _paths.Pipeline(name))),
                Runs = Links(SitePaths.Overview, _runs
                    .GroupBy(run => run.pipeline_name)
                    .Select(runs => runs.Last())
                    .Concat(_runs.Where(run => run.status is RunStatus.Failed or RunStatus.Abandoned))),
            },
        });

    private Dictionary<string, string> Links(string path, IEnumerable<RunMetrics> runs) => runs
        .DistinctBy(run => run.run_id)
        .ToDictionary(run => run.run_id, run => SitePaths.Link(path, _paths.Run(run)));
}
