using MdfMetrics.Aggregation;
using MdfMetrics.Configuration;
using MdfMetrics.Journal.Manifest;
using MdfMetrics.Journal.Lines;
using MdfMetrics.Journal.Replay;
using MdfMetrics.Processes;
using MdfMetrics.Records;
using MdfMetrics.Storage.Commits;
using MdfMetrics.Storage.Layout;
using MdfMetrics.Storage.Reading;

namespace MdfMetrics.Journal.Writing;

/// <summary>The journal of a run that this process started: its manifest, and its lines.</summary>
internal sealed class RunJournal : IDisposable
{
    private RunJournal(string folder, ProcessJournal lines)
    {
        Folder = folder;
        Lines = lines;
    }

    public string Folder { get; }

    /// <summary>What this process writes.</summary>
    public ProcessJournal Lines { get; }

    /// <summary>Claims the run's id and begins its journal.</summary>
    /// <exception cref="MetricsException">
    /// RunExists: the id is taken, by a live run or by what a dead one left.
    /// </exception>
    /// <exception cref="IOException">The store can't be written.</exception>
    public static RunJournal Create(string store, RunMetrics header, MetricsOptions options, TimeProvider time)
    {
        string folder = JournalLayout.Folder(store, header.run_id);
        RunManifestFile.Take(folder, header, options);
        try
        {
            // After the manifest: whoever had it before has either written the run or given the id up.
            RefuseWritten(store, header.run_id);
            return new RunJournal(folder, Begin(folder, header, options, time));
        }
        catch
        {
            JournalDirectory.Release(folder);
            throw;
        }
    }

    /// <summary>Notes how the run ended, in case that writing it fails.</summary>
    /// <param name="run">The run as it ended.</param>
    /// <param name="open">The stages that were never left, and the rows of operators that were never done.</param>
    public void Stop(RunMetrics run, (IEnumerable<StageRecord> Stages, IEnumerable<OperatorMetrics> Operators) open)
    {
        Lines.Write(open);
        Lines.Write(JournalEvents.RunStopped, json => RunLine.WriteStop(json, run));
        Lines.Dispose();
    }

    /// <summary>
    /// Notes what the run is about to be written with. Without that note a later restore would add it again.
    /// </summary>
    /// <param name="entries">All its entries.</param>
    /// <param name="unfinished">Those of them that workers may yet tell more of.</param>
    /// <exception cref="MetricsException">StoreNotWritable.</exception>
    public void NoteGathered(IEnumerable<OperatorMetrics> entries, IEnumerable<OperatorMetrics> unfinished) => Note(
        () => GatheredEntries.Write(Folder, entries, unfinished),
        "The run is not written");

    /// <summary>Makes sure that nothing of the run, which is not to be written, is ever restored.</summary>
    /// <exception cref="MetricsException">StoreNotWritable.</exception>
    public void Discard(TimeProvider time) => Note(
        () => RunManifestFile.Discard(Folder, time),
        "Restore-MdfRun may yet write the run, though it is not to be kept");

    /// <summary>
    /// Removes this process's journal, once the run is in its files, and those of workers that are done.
    /// </summary>
    /// <param name="isDone">Whether all that the worker's journal of that name will ever tell is in the files.</param>
    public void Delete(Predicate<string> isDone)
    {
        Dispose();
        try
        {
            JournalDirectory.Delete(Folder, name => name == Lines.Name || isDone(name));
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            // It is left behind, of a written run: the next Restore-MdfRun removes it.
        }
    }

    public void Dispose() => Lines.Dispose();

    private static ProcessJournal Begin(string folder, RunMetrics header, MetricsOptions options, TimeProvider time)
    {
        ProcessIdentity process = ProcessIdentity.Current;
        var lines = new ProcessJournal(folder, JournaledProcess.NameOf(process), options.Durable, time);
        lines.Write(JournalEvents.RunStarted, json =>
        {
            json.Count("version", JournalLayout.Version);
            ProcessLine.Write(json, process);
            json.Number("checkpoint_interval", options.CheckpointInterval.TotalSeconds);
            RunLine.WriteStart(json, header);
            OptionsLine.Write(json, options.ToWriterOptions());
        });
        return lines;
    }

    private void Note(Action write, string consequence)
    {
        try
        {
            write();
        }
        catch (DirectoryNotFoundException)
        {
            // The store was deleted meanwhile: there is no journal to restore from.
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new MetricsException(
                MetricsError.StoreNotWritable,
                $"{consequence}, because its journal '{Folder}' can't be changed: {e.Message} "
                    + "Give this account the right to, and try again.",
                Folder,
                e);
        }
    }

    private static void RefuseWritten(string store, string runId)
    {
        // Also one that is just being removed: that takes its journal along.
        if (new MetricsReader(store).Find(runId, static _ => { }) is not null
            || CommittedChanges.Of(store).IsRemoved(runId))
        {
            throw new MetricsException(
                MetricsError.RunExists,
                $"The store '{store}' has a run '{runId}' already. Choose another id, or start a new attempt of it "
                    + "with -NewAttempt.",
                runId);
        }
    }
}
