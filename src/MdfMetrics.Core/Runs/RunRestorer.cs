using MdfMetrics.Aggregation;
using MdfMetrics.Journal.Manifest;
using MdfMetrics.Journal.Replay;
using MdfMetrics.Maintenance;
using MdfMetrics.Maintenance.RowChanges;
using MdfMetrics.Progress;
using MdfMetrics.Storage.Layout;
using MdfMetrics.Storage.Reading;
using MdfMetrics.Storage.Writing;

namespace MdfMetrics.Runs;

/// <summary>Writes what dead runs left in their journals, and what came late to runs that are written.</summary>
/// <param name="time">The clock that heartbeats are watched by.</param>
public sealed class RunRestorer(string storePath, TimeProvider time)
{
    private const string LateRows = "late_rows";

    private static readonly HashSet<string> s_none = [];

    private readonly JournalReader _journals = new(storePath, time);

    /// <summary>Follows the work.</summary>
    internal WorkProgress Progress { get; init; } = WorkProgress.None;

    /// <summary>The ids of the runs that have journals.</summary>
    /// <param name="onError">Receives what can't be read.</param>
    public IReadOnlyList<string> Find(Action<MetricsException> onError)
    {
        Progress.Begin("Reading journals", "runs", total: null, left: 1);
        return [.. Progress.Follow(_journals.ReadAll(onError)).Select(run => run.Header.run_id)];
    }

    /// <summary>
    /// Restores runs one after another, and removes their journals, but for those of processes of other machines that
    /// were at work within the last hour and did not say that they are done. Idempotent. Heartbeats are watched
    /// before the first, of all runs at once.
    /// </summary>
    /// <param name="runIds">The runs' ids, in either spelling.</param>
    /// <param name="force">Whether to restore those too whose processes seem to be at work.</param>
    /// <param name="onError">Receives parts of the journals that can't be read.</param>
    /// <param name="token">Stops the watching of heartbeats.</param>
    /// <returns>
    /// What became of each; null for those that have nothing to add, or were not to be written. Errors: InvalidRunId;
    /// RunNotFound: no journal; RunIsLive; FileCorrupt: what is written can't be told; RunExists, StoreBusy,
    /// StoreNotWritable: the journals stay.
    /// </returns>
    public IEnumerable<RestoredRun> Restore(
        IReadOnlyCollection<string> runIds,
        bool force,
        Action<MetricsException> onError,
        CancellationToken token)
    {
        IReadOnlySet<string> live = force ? s_none : LiveFolders(runIds, token);
        Progress.Begin("Restoring", "runs", runIds.Count, left: 1);
        foreach (string id in Progress.Follow(runIds))
        {
            token.ThrowIfCancellationRequested();
            RestoredRun restored;
            try
            {
                restored = new RestoredRun(id, Restore(id, force, live, onError, token), null);
            }
            catch (MetricsException e)
            {
                restored = new RestoredRun(id, null, e);
            }
            catch (Exception e) when (e is IOException or UnauthorizedAccessException)
            {
                restored = new RestoredRun(
                    id,
                    null,
                    new MetricsException(
                        MetricsError.StoreNotWritable,
                        $"The run '{id}' is not restored: {e.Message} Try again when that is over.",
                        id,
                        e));
            }

            yield return restored;
        }
    }

    private IReadOnlySet<string> LiveFolders(IEnumerable<string> runIds, CancellationToken token) =>
        Liveness.LiveFolders(
            runIds
                .Where(RunId.IsValid)
                .Select(id => _journals.Read(JournalLayout.Folder(storePath, id), static _ => { }))
                .OfType<JournaledRun>()
                .Select(run => (run.Folder, run.Processes)),
            time,
            token,
            Progress);

    private RunMetrics? Restore(
        string runId,
        bool force,
        IReadOnlySet<string> live,
        Action<MetricsException> onError,
        CancellationToken token)
    {
        RunId.Validate(runId);
        string folder = JournalLayout.Folder(storePath, runId);
        if (live.Contains(folder))
        {
            throw new MetricsException(
                MetricsError.RunIsLive,
                $"The run '{runId}' is still going on. Wait for it, or, if you know that it is dead, use -Force.",
                runId);
        }

        RunManifestFile.Close(folder, time);
        RunMetrics? written = Written(runId, folder);
        if (JournalReplay.Read(folder, onError, () => written) is not { } run)
        {
            return written is not null ? null : throw new MetricsException(
                MetricsError.RunNotFound,
                $"The store '{storePath}' has no journal of a run '{runId}': there is nothing to restore. "
                    + "Get-MdfRun lists the runs that are written.",
                runId);
        }

        // Looked for after the reading: what was written in between is a change too.
        IReadOnlySet<string> silent = force || run.IsDiscarded ? s_none : SilentJournals.Of(run);
        RunMetrics? restored =
            run.IsDiscarded ? null : written is null ? Write(run, silent) : AddLate(run, onError, token);
        JournalDirectory.Delete(folder, name => run.Keys.ContainsKey(name) && !silent.Contains(name));
        return restored;
    }

    /// <param name="silent">The journals that may yet tell more.</param>
    private RunMetrics Write(JournaledRun run, IEnumerable<string> silent)
    {
        GatheredEntries.Write(run.Folder, run.Entries, run.EntriesOf(silent));
        RunMetrics metrics = run.ToRun(RunStatus.Abandoned);
        return new MetricsWriter(storePath, run.Options).WriteAll(metrics, metrics.Stages!, metrics.Operators!);
    }

    /// <summary>Under the store's lock: the run must not be compacted meanwhile.</summary>
    private RunMetrics? AddLate(JournaledRun run, Action<MetricsException> onError, CancellationToken token)
    {
        if (GatheredEntries.Read(run).Late(run).Count == 0)
        {
            return null;
        }

        string id = run.Header.run_id;
        using StoreMaintenance maintenance = StoreMaintenance.Begin(storePath, time, token);

        // Another process may have added them meanwhile: only what is noted from here on stays as it is.
        var gathered = GatheredEntries.Read(run);
        IReadOnlyList<OperatorMetrics> late = gathered.Late(run);
        if (late.Count == 0 || !Directory.Exists(run.Folder))
        {
            return null;
        }

        RunMetrics written = Written(id, run.Folder) ?? throw new MetricsException(
            MetricsError.RunNotFound,
            $"The run '{id}' was removed while it was to be restored. Try again.",
            id);
        var reader = new MetricsReader(storePath);
        Action<MetricsException> failOrTell = OwnFileErrors.Throw(id, onError);
        OperatorMetrics[] rows = [.. reader.ReadOperators([written], null, null, failOrTell, token)];
        StageMetrics[] stages = [.. reader.ReadStages([written], null, failOrTell, token)];
        gathered = gathered.Before(late, rows);
        gathered.Write();
        RunMetrics merged = MetricsAggregator.Aggregate(
            written,
            WrittenStages.Of(written, stages, rows, [.. gathered.Merge(rows, [])]).Concat(run.Stages),
            gathered.Merge(rows, late));
        merged = merged with { context = WithLate(written.context, late.Count) };
        var writer = new MetricsWriter(storePath, run.Options);
        RunMetrics restored = writer.HasOwnFile(merged)
            ? writer.Replace(merged, merged.Stages!, merged.Operators!)
            : RunReplacer.Replace(maintenance, merged, run.Options, token);
        gathered.After(late).Write();
        return restored;
    }

    /// <summary>The run as the store has it; where that can't be told, nothing is written on a guess.</summary>
    private RunMetrics? Written(string runId, string folder)
    {
        List<MetricsException> others = [];
        RunMetrics? written = new MetricsReader(storePath).Find(runId, OwnFileErrors.Throw(runId, others.Add));
        return written is null && others.Count > 0 && GatheredEntries.IsNoted(folder) ? throw others[0] : written;
    }

    /// <summary>
    /// Tells in the run's own row that it has changed: late rows need not change any other figure of it. Rows that are
    /// added again, after a crash, count again.
    /// </summary>
    private static JsonMap? WithLate(JsonMap? context, int rows)
    {
        long before = context?[LateRows] as long? ?? 0;
        return JsonMap.Merge(
            context,
            JsonMap.FromDictionary(new Dictionary<string, long> { [LateRows] = before + rows }));
    }
}
