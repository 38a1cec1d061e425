using MdfMetrics.Progress;
using MdfMetrics.Storage.Layout;
using MdfMetrics.Storage.Schema;
using MdfMetrics.Storage.Walking;

namespace MdfMetrics.Integrity;

/// <summary>
/// Looks at every file of a store and changes none. It is made for stores in use: what a writer is at work on is not
/// taken for damage.
/// </summary>
/// <param name="clock">The clock that the age of leftovers is measured by.</param>
public sealed class StoreChecker(string storePath, TimeProvider clock)
{
    private readonly string _store = StoreLayout.FullPath(storePath);

    /// <summary>Follows the work.</summary>
    internal WorkProgress Progress { get; init; } = WorkProgress.None;

    /// <summary>What is wrong, as it is found; nothing when all is well.</summary>
    /// <exception cref="MetricsException"><see cref="MetricsError.StoreNotFound"/>, when enumerated</exception>
    public IEnumerable<StoreFinding> Check(CancellationToken token = default)
    {
        var runs = new KnownRuns(_store);
        DatasetCheck<RunMetrics> runCheck = DatasetChecks.Runs(_store, runs);
        DatasetCheck<StageMetrics> stageCheck = DatasetChecks.Stages(_store, runs);
        DatasetCheck<OperatorMetrics> operatorCheck = DatasetChecks.Operators(_store, runs);
        DatasetCheck<HistogramRow> histogramCheck = DatasetChecks.Histograms(_store, runs);

        // The runs last: a run that is written meanwhile is then not missed by rows that were seen.
        List<DatasetFile> histograms = histogramCheck.List();
        List<DatasetFile> operators = operatorCheck.List();
        List<DatasetFile> stages = stageCheck.List();
        List<DatasetFile> written = runCheck.List();
        var links = new StoreLinks(_store);
        IEnumerable<StoreFinding> findings = links.Findings()
            .Concat(runCheck.Check(links.Within(written), Progress, left: 6, token))
            .Concat(stageCheck.Check(links.Within(stages), Progress, left: 5, token))
            .Concat(operatorCheck.Check(links.Within(operators), Progress, left: 4, token))
            .Concat(histogramCheck.Check(links.Within(histograms), Progress, left: 3, token))
            .Concat(LayoutCheck.Findings(_store, links))
            .Concat(new SummaryCheck(_store, links).Findings(Progress, token))
            .Concat(RecordCheck.Findings(_store))
            .Concat(QuarantineCheck.Findings(_store))
            .Concat(new LeftoverCheck(_store, clock).Findings())
            .Concat(new JournalCheck(_store, clock, runs).Findings(Progress, token));
        foreach (StoreFinding finding in findings)
        {
            yield return finding;
        }
    }
}
