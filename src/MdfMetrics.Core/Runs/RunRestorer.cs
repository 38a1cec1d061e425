using MdfMetrics.Aggregation;
using MdfMetrics.Journal;
using MdfMetrics.Storage;

namespace MdfMetrics.Runs;

/// <summary>Writes what dead runs left in their journals, and what came late to runs that are written.</summary>
/// <param name="storePath">The store's folder.</param>
/// <param name="time">The clock that heartbeats are watched by.</param>
public sealed class RunRestorer(string storePath, TimeProvider time)
{
    private readonly JournalReader _journals = new(storePath, time);

    /// <summary>The ids of the runs that have journals.</summary>
    /// <param name="onError">Is told of what can't be read.</param>
    public IReadOnlyList<string> Find(Action<MetricsException> onError) =>
        [.. _journals.ReadAll(onError).Select(run => run.Header.run_id)];

    /// <summary>Restores a run and removes its journals. Again, it does nothing.</summary>
    /// <param name="runId">The run's id, in either spelling.</param>
    /// <param name="force">Whether to restore it though its process seems to be at work.</param>
    /// <param name="onError">Is told of parts of the journals that can't be read.</param>
    /// <param name="token">Stops the watching of a heartbeat.</param>
    /// <returns>The run as it was written; null when there was nothing to add to what is written.</returns>
    /// <exception cref="MetricsException">
    /// RunNotFound: no journal; RunIsLive; RunExists, StoreNotWritable: the journals stay.
    /// </exception>
    public RunMetrics? Restore(string runId, bool force, Action<MetricsException> onError, CancellationToken token)
    {
        string folder = JournalLayout.Folder(storePath, runId);
        RunMetrics? written = _journals.Written(runId);
        JournaledRun? run = JournalFold.Read(folder, onError, written);
        if (run is null)
        {
            return written is not null ? null : throw new MetricsException(
                MetricsError.RunNotFound,
                $"The store '{storePath}' has no journal of a run '{runId}': there is nothing to restore.",
                runId);
        }

        if (!force && Liveness.IsLive(run, time, token))
        {
            throw new MetricsException(
                MetricsError.RunIsLive,
                $"The run '{runId}' is still going on. Wait for it, or, if you know that it is dead, use -Force.",
                runId);
        }

        // Read again: while a heartbeat was watched, the run may have been written.
        written = _journals.Written(runId);
        RunMetrics? restored = written is null ? Write(run) : AddLate(run, written, onError);
        JournalFolder.Delete(folder);
        return restored;
    }

    private RunMetrics Write(JournaledRun run)
    {
        GatheredEntries.Write(run.Folder, run.Entries);
        RunMetrics metrics = run.ToRun(RunStatus.Abandoned);
        return new MetricsWriter(storePath, run.Options).WriteAll(metrics, metrics.Stages!, metrics.Operators!);
    }

    private RunMetrics? AddLate(JournaledRun run, RunMetrics written, Action<MetricsException> onError)
    {
        IReadOnlyList<OperatorMetrics> late = GatheredEntries.Late(run);
        if (late.Count == 0)
        {
            return null;
        }

        var reader = new MetricsReader(storePath);
        OperatorMetrics[] rows = [.. reader.ReadOperators([written], null, null, onError)];
        HashSet<string> computed = [.. rows.Select(row => row.stage_name)];
        IEnumerable<StageRecord> stages = reader.ReadStages([written], null, onError)
            .Select(stage => StageRecord.Of(stage, computed.Contains(stage.stage_name)))
            .Concat(run.Stages);
        RunMetrics merged = MetricsAggregator.Aggregate(written, stages, rows.Concat(late));
        return new MetricsWriter(storePath, run.Options).Replace(merged, merged.Stages!, merged.Operators!);
    }
}
