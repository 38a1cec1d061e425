using MdfMetrics.Journal.Manifest;
using MdfMetrics.Journal.Replay;
using MdfMetrics.ParquetFiles.Columns;
using MdfMetrics.Progress;
using MdfMetrics.Storage.Layout;
using MdfMetrics.Storage.Reading;
using MdfMetrics.Storage.Schema;

namespace MdfMetrics.Maintenance.Retention;

/// <summary>Finds the runs of a store that may be removed, and tells which of them are live.</summary>
/// <param name="store">The store's full path.</param>
/// <param name="time">The clock that heartbeats are watched by.</param>
/// <param name="onError">Receives files and journals that can't be read.</param>
internal sealed class RunCandidates(string store, TimeProvider time, Action<MetricsException> onError)
{
    /// <summary>Few: most of them are not kept.</summary>
    private const int RowsAhead = 20_000;

    /// <summary>Follows the work.</summary>
    public WorkProgress Progress { get; init; } = WorkProgress.None;

    /// <summary>What is read of runs.</summary>
    public DatasetSchema<RunMetrics> Columns { get; init; } = MetricsSchema.Runs;

    /// <summary>The runs of a query, oldest first, those that are not written as abandoned ones.</summary>
    /// <param name="query">Which runs, by id and start.</param>
    /// <param name="mayGo">
    /// Asked of each run that is written, oldest first; the others are passed over, and not in memory.
    /// </param>
    public List<RunCandidate> Read(RunQuery query, Func<RunMetrics, bool> mayGo, CancellationToken token)
    {
        Dictionary<string, RunMetrics> written = new(StringComparer.OrdinalIgnoreCase);
        var journaled = JournalLayout.Folders(store)
            .Select(folder => RunId.Key(Path.GetFileName(folder)))
            .ToHashSet(StringComparer.OrdinalIgnoreCase);
        var passed = new HashSet<string>(StringComparer.OrdinalIgnoreCase);
        Progress.Begin("Reading runs", "runs", total: null, left: 10);
        foreach (RunMetrics run in Progress.Follow(
            new MetricsReader(store).ReadRuns(Columns, query, RowsAhead, onError, token)))
        {
            string key = RunId.Key(run.run_id);
            if (mayGo(run))
            {
                written[key] = run;
            }
            else if (journaled.Contains(key))
            {
                passed.Add(key);
            }
        }

        var candidates = new List<RunCandidate>(written.Count);
        var selection = new RunSelection(query);
        var seen = new HashSet<string>(StringComparer.OrdinalIgnoreCase);
        foreach ((JournaledRun journal, (string, string) state) in Journals(written))
        {
            string key = RunId.Key(journal.Header.run_id);
            bool isWritten = written.Remove(key, out RunMetrics? run);
            if (seen.Add(key) && !passed.Contains(key) && (isWritten || selection.AcceptsKey(journal.Header)))
            {
                candidates.Add(new RunCandidate(run ?? Unwritten(journal)) { Journal = journal, JournalState = state });
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
        IReadOnlySet<string> live = Liveness.LiveFolders(
            journaled.Select(candidate => (candidate.Journal!.Folder, candidate.Journal.Processes)),
            time,
            token,
            Progress);
        return journaled
            .Where(candidate => live.Contains(candidate.Journal!.Folder))
            .Select(candidate => candidate.Key)
            .ToHashSet(StringComparer.OrdinalIgnoreCase);
    }

    /// <summary>The journals without their rows, each with the state of its folder before it was read.</summary>
    private IEnumerable<(JournaledRun Run, (string Manifest, string Journals) State)> Journals(
        Dictionary<string, RunMetrics> written)
    {
        foreach (string folder in JournalLayout.Folders(store))
        {
            var state = JournalDirectory.StateOf(folder);
            string key = RunId.Key(Path.GetFileName(folder));
            if (JournalReplay.Read(folder, onError, () => written.GetValueOrDefault(key)) is { } journal)
            {
                yield return (journal with { Stages = [], Entries = [] }, state);
            }
        }
    }

    private RunMetrics Unwritten(JournaledRun journal) => journal.Header with
    {
        store = store,
        status = journal.WasStopped ? journal.Header.status : RunStatus.Abandoned,
    };
}
