using MdfMetrics.Journal.Manifest;
using MdfMetrics.Storage.Commits;
using MdfMetrics.Storage.Layout;
using MdfMetrics.Storage.Reading;

namespace MdfMetrics.Journal.Replay;

/// <summary>Reads the journals of a store: the runs that are going on, and those that a dead process left.</summary>
/// <param name="time">The clock that heartbeats of other machines are watched by.</param>
public sealed class JournalReader(string storePath, TimeProvider time)
{
    private readonly string _store = Path.GetFullPath(storePath);

    /// <summary>
    /// The runs of a query that are not written yet, oldest first, with their figures so far: status running or
    /// abandoned, or how they were stopped. Where only heartbeats tell, they
    /// are watched, all at once, for half a minute or more.
    /// </summary>
    /// <param name="onError">Receives what can't be read.</param>
    public IReadOnlyList<RunMetrics> ReadRuns(
        RunQuery query,
        Action<MetricsException> onError,
        CancellationToken token = default)
    {
        JournaledRun[] unwritten = Unwritten(onError);
        IReadOnlySet<string> live =
            Liveness.LiveFolders(unwritten.Select(run => (run.Folder, run.Processes)), time, token);
        return Select(query, unwritten, run => live.Contains(run.Folder));
    }

    /// <summary>
    /// The same by a single look: a run that only a watch over the heartbeats of other machines would tell of is taken
    /// to go on.
    /// </summary>
    /// <param name="onError">Receives what can't be read.</param>
    public IReadOnlyList<RunMetrics> ReadRunsAtFirstSight(RunQuery query, Action<MetricsException> onError) => Select(
        query,
        Unwritten(onError),
        run => Liveness.AtFirstSight(run.Folder, run.Processes, time) != false);

    /// <summary>
    /// How many runs are not written yet, by a single look: one that has only processes on other machines is unknown.
    /// </summary>
    /// <param name="onError">Receives what can't be read.</param>
    public UnwrittenRuns CountUnwritten(Action<MetricsException> onError)
    {
        bool?[] live = [.. Unwritten(onError).Select(run => Liveness.AtFirstSight(run.Folder, run.Processes, time))];
        return new UnwrittenRuns(
            live.Count(isLive => isLive == true),
            live.Count(isLive => isLive == false),
            live.Count(isLive => isLive is null));
    }

    /// <summary>The ids of the runs that have a manifest, and take workers.</summary>
    public static IEnumerable<string> OpenRunIds(string store) => JournalLayout.Folders(store)
        .Select(RunManifestFile.Read)
        .OfType<RunManifest>()
        .Where(manifest => !manifest.IsClosed)
        .Select(manifest => manifest.Header.run_id);

    /// <summary>Everything that has a journal.</summary>
    internal IEnumerable<JournaledRun> ReadAll(Action<MetricsException> onError) =>
        JournalLayout.Folders(_store).Select(folder => Read(folder, onError)).OfType<JournaledRun>();

    /// <summary>A run of which a folder has journals; null where they tell of none.</summary>
    /// <param name="onError">Receives what can't be read: where it is the folder, that costs this run alone.</param>
    internal JournaledRun? Read(string folder, Action<MetricsException> onError)
    {
        try
        {
            return JournalReplay.Read(folder, onError, () => Written(Path.GetFileName(folder)));
        }
        catch (Exception exception) when (exception is UnauthorizedAccessException or IOException)
        {
            onError(new MetricsException(
                MetricsError.FileCorrupt,
                $"The journals in '{folder}' can't be read: {exception.Message} Give this account the right to read "
                    + "them.",
                folder,
                exception));
            return null;
        }
    }

    /// <summary>The run as the store has it; null when it was not written.</summary>
    internal RunMetrics? Written(string runId) => new MetricsReader(_store).Find(runId, static _ => { });

    private RunMetrics[] Select(RunQuery query, JournaledRun[] unwritten, Func<JournaledRun, bool> isLive)
    {
        var selection = new RunSelection(query);
        IEnumerable<RunMetrics> runs = unwritten
            .Select(run => run.ToRun(isLive(run) ? RunStatus.Running : RunStatus.Abandoned))
            .Select(run => run with { store = _store })
            .Where(selection.Accepts);
        return [.. runs.Order(RunOrder.OldestFirst)];
    }

    private JournaledRun[] Unwritten(Action<MetricsException> onError)
    {
        var view = CommittedChanges.Of(_store);
        return
        [
            .. ReadAll(onError).Where(run => !run.IsDiscarded
                && Written(run.Header.run_id) is null
                && !view.IsRemoved(run.Header.run_id)),
        ];
    }
}
