using System.Management.Automation;
using MdfMetrics.Cmdlets.Completion;
using MdfMetrics.Cmdlets.Errors;
using MdfMetrics.Cmdlets.Filters;
using MdfMetrics.Cmdlets.Input;
using MdfMetrics.Storage.Reading;

namespace MdfMetrics.Cmdlets.Abstractions;

/// <summary>Base of the cmdlets that read runs from stores.</summary>
public abstract class RunReadingCommand : StorePathCommand
{
    [Parameter(Position = 0, ValueFromPipeline = true, ValueFromPipelineByPropertyName = true)]
    [Alias("run_id", "Id")]
    [SupportsWildcards]
    [ValidateNotNullOrEmpty]
    [NoItem]
    [ArgumentCompleter(typeof(RunIdCompleter))]
    public virtual string[]? RunId { get; set; }

    /// <summary>The runs of all the stores that match the ids and the rest of the query.</summary>
    private protected IEnumerable<RunMetrics> ReadRuns(RunQuery query, IReadOnlyCollection<string>? ids) =>
        ReadRuns(Stores(), query, ids);

    /// <summary>The runs of some stores that match the ids and the rest of the query.</summary>
    private protected IEnumerable<RunMetrics> ReadRuns(
        IEnumerable<string> stores,
        RunQuery query,
        IReadOnlyCollection<string>? ids)
    {
        RunIdFilter filter = RunIdFilter.Create(ids);
        var found = new HashSet<string>(StringComparer.OrdinalIgnoreCase);
        foreach (string store in stores)
        {
            foreach (RunMetrics run in Runs(store, filter.Apply(query)))
            {
                found.Add(MdfMetrics.RunId.Key(run.run_id));
                yield return run;
            }
        }

        foreach (string missing in filter.ExactIds.Where(id => !found.Contains(MdfMetrics.RunId.Key(id))))
        {
            WriteError(GivenRun.NotFound(missing).ToErrorRecord());
        }
    }

    /// <summary>The runs of one store; what of them is not written yet comes from elsewhere.</summary>
    private protected virtual IEnumerable<RunMetrics> Source(string store, RunQuery query) =>
        new MetricsReader(store).ReadRuns(query, ReportFile, Cancellation);

    private IEnumerable<RunMetrics> Runs(string store, RunQuery query)
    {
        IEnumerator<RunMetrics>? runs = null;
        try
        {
            while (Next(ref runs, store, query))
            {
                yield return runs!.Current;
            }
        }
        finally
        {
            runs?.Dispose();
        }
    }

    private bool Next(ref IEnumerator<RunMetrics>? runs, string store, RunQuery query)
    {
        try
        {
            runs ??= Source(store, query).GetEnumerator();
            return runs.MoveNext();
        }
        catch (MetricsException e) when (e.Error == MetricsError.StoreNotFound)
        {
            ReportMissing(e);
            return false;
        }
    }
}
