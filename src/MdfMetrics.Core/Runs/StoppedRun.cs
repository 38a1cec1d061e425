using MdfMetrics.Aggregation;
using MdfMetrics.Collection;
using MdfMetrics.Journal.Replay;
using MdfMetrics.Journal.Writing;
using MdfMetrics.Storage.Writing;

namespace MdfMetrics.Runs;

/// <summary>A run that has ended: its figures, and what is left to do with it.</summary>
/// <param name="collector">What this process collected.</param>
/// <param name="journal">The run's journal; null where it has none.</param>
/// <param name="workers">The workers that were gathered; null where none were.</param>
internal sealed class StoppedRun(MetricsCollector collector, RunJournal? journal, WorkerGathering? workers)
{
    private readonly JournaledRun? _gathered = workers is { HasWorkers: true } ? workers.Result() : null;

    /// <summary>The run with what its workers did.</summary>
    /// <param name="header">The run without its totals.</param>
    /// <param name="own">The run as this process alone knows it.</param>
    public RunMetrics Total(RunMetrics header, RunMetrics own) =>
        _gathered is null ? own : MetricsAggregator.Aggregate(header, Stages(_gathered), Entries());

    /// <summary>Writes the run, then removes its journal and those of the workers that are done.</summary>
    /// <exception cref="MetricsException">RunExists, StoreNotWritable: the journals stay.</exception>
    public RunMetrics Write(RunMetrics run, WriteTarget target)
    {
        journal?.NoteGathered(Entries(), _gathered?.EntriesOf(workers!.Unfinished) ?? []);
        RunMetrics written = new MetricsWriter(target.Store, target.Options)
            .WriteAll(run, run.Stages!, run.Operators!);
        DeleteJournals();
        return written;
    }

    /// <summary>Removes the same journals of a run that is not to be written.</summary>
    /// <exception cref="MetricsException">StoreNotWritable: the journals stay.</exception>
    public void Discard(TimeProvider time)
    {
        journal?.Discard(time);
        DeleteJournals();
    }

    private void DeleteJournals() => journal?.Delete(name => workers?.IsDone(name) == true);

    /// <summary>The stages of all journals; where its own has failed, this process has the last word.</summary>
    private IEnumerable<StageRecord> Stages(JournaledRun gathered)
    {
        if (journal?.Lines.Failure is null)
        {
            return gathered.Stages;
        }

        var stages = new StageReplay();
        foreach (StageRecord stage in gathered.Stages)
        {
            stages.Add(stage, fromStarter: false);
        }

        foreach (StageRecord stage in collector.GetStages())
        {
            stages.Add(stage, fromStarter: true);
        }

        return stages.Records;
    }

    /// <summary>
    /// Everything, entry by entry: of this process what it collected, though its journal may have failed.
    /// </summary>
    private IEnumerable<OperatorMetrics> Entries() => collector.GetEntries().Concat(_gathered?.Entries ?? []);
}
