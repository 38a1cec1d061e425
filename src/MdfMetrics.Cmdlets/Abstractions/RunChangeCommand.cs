using System.Management.Automation;
using MdfMetrics.Cmdlets.Completion;
using MdfMetrics.Cmdlets.Errors;
using MdfMetrics.Cmdlets.Input;
using MdfMetrics.Maintenance.Retention;
using MdfMetrics.Storage.Layout;
using MdfMetrics.Storage.Reading;

namespace MdfMetrics.Cmdlets.Abstractions;

/// <summary>
/// Base of the cmdlets that change runs which are written. What comes through the pipeline is gathered, so that each
/// store is changed once.
/// </summary>
public abstract class RunChangeCommand : RunReadingCommand
{
    private readonly Dictionary<string, (string[] Stores, List<string> Ids)> _wanted = new(StringComparer.Ordinal);
    private readonly Dictionary<string, List<RunCandidate>> _found = new(StringComparer.Ordinal);

    [Parameter(
        Mandatory = true,
        Position = 0,
        ValueFromPipeline = true,
        ValueFromPipelineByPropertyName = true)]
    [Alias("run_id", "Id")]
    [SupportsWildcards]
    [ValidateNotNullOrEmpty]
    [NoItem]
    [ArgumentCompleter(typeof(RunIdCompleter))]
    public override string[]? RunId { get; set; }

    [Parameter]
    public SwitchParameter PassThru { get; set; }

    private protected sealed override void Process()
    {
        string[] stores = [.. Stores().Select(StoreLayout.FullPath)];
        string key = string.Join('\0', stores);
        _wanted.TryAdd(key, (stores, []));
        _wanted[key].Ids.AddRange(RunId ?? []);
    }

    private protected sealed override void End()
    {
        foreach ((string[] stores, List<string> ids) in _wanted.Values)
        {
            foreach (RunMetrics _ in ReadRuns(stores, new RunQuery(), ids))
            {
                // The source has kept it.
            }
        }

        foreach ((string store, List<RunCandidate> runs) in _found)
        {
            ContinueOnError(() => Change(store, [.. Over(store, runs)]));
        }
    }

    /// <summary>Says that nothing was done to a store.</summary>
    private protected void WriteBusy(string store) => WriteError(ErrorRecords.Create(
        MetricsError.StoreBusy,
        $"Other maintenance of the store '{store}' is going on, so none of its runs was changed. Try again when it is "
            + "done.",
        store));

    /// <summary>Whether a run of the ids is to be changed.</summary>
    private protected virtual bool IsWanted(RunMetrics run) => true;

    /// <summary>What to do about a run that is live.</summary>
    private protected abstract string LiveAdvice { get; }

    /// <summary>Changes runs of a store, none of which is live.</summary>
    private protected abstract void Change(string store, IReadOnlyList<RunCandidate> runs);

    private IEnumerable<RunCandidate> Over(string store, List<RunCandidate> runs)
    {
        HashSet<string> live =
            Candidates(store).FindLive(runs, Cancellation);
        foreach (RunCandidate run in runs.DistinctBy(run => run.Key, StringComparer.OrdinalIgnoreCase))
        {
            if (!live.Contains(run.Key))
            {
                yield return run;
                continue;
            }

            WriteError(ErrorRecords.Create(
                MetricsError.RunIsLive,
                $"The run '{run.Run.run_id}' is still going on. {LiveAdvice}",
                run.Run.run_id));
        }
    }

    private RunCandidates Candidates(string store) => new(store, TimeProvider.System, ReportFile)
    {
        Progress = BeginProgress("Finding runs in", store),
    };

    private protected sealed override IEnumerable<RunMetrics> Source(string store, RunQuery query)
    {
        List<RunCandidate> runs = Candidates(store).Read(query, static _ => true, Cancellation);
        _found.TryAdd(store, []);
        _found[store].AddRange(runs.Where(run => IsWanted(run.Run)));
        return runs.Select(run => run.Run);
    }
}
