using MdfMetrics.Journal;
using MdfMetrics.Storage;

namespace MdfMetrics.Retention;

/// <summary>Finds the runs of a store that may be removed, and tells which of them are live.</summary>
/// <param name="store">The store's full path.</param>
/// <param name="time">The clock that heartbeats are watched by.</param>
/// <param name="onError">Is told of files and journals that can't be read.</param>
internal sealed class RunCandidates(string store, TimeProvider time, Action<MetricsException> onError)
{
    /// <summary>How many journals are watched at once: each may take half a minute of waiting.</summary>
    private const int MostWatches = 32;

    /// <summary>The runs of a query, oldest first, those that are not written as abandoned ones.</summary>
    /// <param name="query">Which runs, by id and start.</param>
    /// <param name="keep">What is kept of each run, since there may be many.</param>
    /// <param name="token">Stops the reading.</param>
    public List<RunCandidate> Read(RunQuery query, Func<RunMetrics, RunMetrics> keep, CancellationToken token)
    {
        Dictionary<string, RunMetrics> written = new(StringComparer.OrdinalIgnoreCase);
        foreach (RunMetrics run in new MetricsReader(store).ReadRuns(query, onError, token))
        {
            written[RunId.Key(run.run_id)] = keep(run);
        }

        var candidates = new List<RunCandidate>(written.Count);
        var selection = new RunSelection(query);
        var seen = new HashSet<string>(StringComparer.OrdinalIgnoreCase);
        foreach (JournaledRun journal in Journals(written).Where(run => seen.Add(RunId.Key(run.Header.run_id))))
        {
            if (written.Remove(RunId.Key(journal.Header.run_id), out RunMetrics? run))
            {
                candidates.Add(new RunCandidate(run) { Journal = journal });
            }
            else if (selection.AcceptsKey(journal.Header))
            {
                candidates.Add(new RunCandidate(Unwritten(journal)) { Journal = journal });
            }
        }

        candidates.AddRange(written.Values.Select(run => new RunCandidate(run)));
        candidates.Sort((one, other) => RunOrder.OldestFirst.Compare(one.Run, other.Run));
        return candidates;
    }

    /// <summary>The keys of those that a process is still at work on. May watch heartbeats for half a minute.</summary>
    public HashSet<string> FindLive(IEnumerable<RunCandidate> candidates, CancellationToken token)
    {
        RunCandidate[] journaled = [.. candidates.Where(candidate => candidate.Journal is not null)];
        var live = new bool[journaled.Length];
        Parallel.For(
            0,
            journaled.Length,
            new ParallelOptions { CancellationToken = token, MaxDegreeOfParallelism = MostWatches },
            i => live[i] = Liveness.IsLive(journaled[i].Journal!, time, token));
        return journaled
            .Where((_, i) => live[i])
            .Select(candidate => candidate.Key)
            .ToHashSet(StringComparer.OrdinalIgnoreCase);
    }

    private IEnumerable<JournaledRun> Journals(Dictionary<string, RunMetrics> written) =>
        JournalLayout.Folders(store)
            .Select(folder => JournalFold.Read(
                folder,
                onError,
                written.GetValueOrDefault(RunId.Key(Path.GetFileName(folder)))))
            .OfType<JournaledRun>()
            .Select(run => run with { Stages = [], Entries = [] });

    private RunMetrics Unwritten(JournaledRun journal) => journal.Header with
    {
        store = store,
        status = journal.WasStopped ? journal.Header.status : RunStatus.Abandoned,
    };
}
