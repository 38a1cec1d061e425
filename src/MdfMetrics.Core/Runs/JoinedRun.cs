using System.Globalization;
using MdfMetrics.Collection;
using MdfMetrics.Configuration;
using MdfMetrics.Journal.Manifest;
using MdfMetrics.Journal.Writing;
using MdfMetrics.Storage.Layout;
using MdfMetrics.Storage.Reading;

namespace MdfMetrics.Runs;

/// <summary>
/// A run that another process started and this one works for. What it records goes into a journal of its own beside the
/// run's, which the process that started the run gathers.
/// </summary>
public sealed class JoinedRun : LiveRun
{
    private static readonly string s_workerPrefix = string.Create(
        CultureInfo.InvariantCulture,
        $"{Environment.MachineName}-{Environment.ProcessId}-");

    /// <summary>Of all runs that the process joins, so that no two of its workers have one id.</summary>
    private static int s_workers = -1;

    private ProcessJournal? _journal;
    private Exception? _journalFailure;

    private JoinedRun(string runId, string storePath, MetricsOptions options, TimeProvider time)
        : base(runId, storePath, options, NewWorkers(), time)
    {
    }

    /// <summary>Joins a run.</summary>
    /// <param name="storePath">The full path of the store that it records to.</param>
    /// <param name="runId">Its id, in either spelling.</param>
    /// <param name="executor">What runs the operators of the worker: a runspace.</param>
    /// <param name="workerId">The worker's id; null: <c>(host)-(pid)-(n)</c>.</param>
    /// <exception cref="MetricsException">
    /// RunNotFound, StoreNotFound: no such run; RunStopped: it takes no more workers; InvalidName; InvalidRunId.
    /// </exception>
    public static JoinedRun Join(string storePath, string runId, object executor, string? workerId, TimeProvider time)
    {
        MdfMetrics.RunId.Validate(runId);
        string folder = JournalLayout.Folder(storePath, runId);
        RunManifest manifest = OpenManifest(folder, storePath, runId);
        var run = new JoinedRun(manifest.Header.run_id, storePath, manifest.Recording, time)
        {
            StartUtc = manifest.Header.StartUtc!.Value,
            PipelineName = manifest.Header.pipeline_name,
        };
        string worker = run.Workers.Name(executor, workerId);
        run.Begin(folder, worker);
        try
        {
            // Once more, now that the journal is there: whoever has closed the run in between did not see it.
            _ = OpenManifest(folder, storePath, runId);
            LiveRuns.OfProcess.Add(run);
            return run;
        }
        catch
        {
            run._journal?.Dispose();
            JournalDirectory.Delete(folder, name => name == run._journal?.Name);
            throw;
        }
    }

    /// <summary>A run that records nothing (<c>enabled: false</c>), and so is nowhere to be joined.</summary>
    public static JoinedRun Disabled(string storePath, string runId, TimeProvider time) =>
        new(runId, storePath, new MetricsOptions { Enabled = false }, time);

    /// <summary>Ends the worker's part: all that it will ever tell is in its journal. Idempotent.</summary>
    public void Leave()
    {
        if (!TryEnd())
        {
            return;
        }

        LiveRuns.OfProcess.Remove(this);
        Collector.CloseStages();
        if (_journal is not null)
        {
            _journal.Write(Collector.GetOpen());
            WorkerJournal.Stop(_journal);
            WorkerJournal.RemoveDiscarded(JournalLayout.Folder(StorePath, RunId), _journal.Name);
        }

        Status = RunStatus.Completed;
    }

    public override MetricsException AlreadyStopped() => new(
        MetricsError.RunStopped,
        $"This process has left the run '{RunId}'. Join it again with Connect-MdfRun.",
        RunId);

    internal override void Abandon(string reason) => Leave();

    private protected override Exception? JournalFailure => _journalFailure ?? _journal?.Failure;

    private protected override string Describe(Exception journalFailure) =>
        $"The store '{StorePath}' can't be written: {journalFailure.Message} What this worker measures for the run "
            + $"'{RunId}' is lost from now on; its work goes on.";

    private static WorkerIds NewWorkers() => new(s_workerPrefix, static () => Interlocked.Increment(ref s_workers));

    private static RunManifest OpenManifest(string folder, string storePath, string runId)
    {
        if (RunManifestFile.ReadPatiently(folder) is { } manifest)
        {
            return manifest.IsClosed ? throw Over(runId) : manifest;
        }

        throw new MetricsReader(storePath).Find(runId, static _ => { }) is not null
            ? Over(runId)
            : new MetricsException(
                MetricsError.RunNotFound,
                $"No run '{runId}' is going on in the store '{storePath}'. Start it first with Start-MdfRun, and give "
                    + "the folder under which this machine sees the same store.",
                runId);
    }

    private static MetricsException Over(string runId) => new(
        MetricsError.RunStopped,
        $"The run '{runId}' has been stopped, and takes no more workers. Stop-MdfRun -ExpectedWorker waits for them.",
        runId);

    private void Begin(string folder, string workerId)
    {
        try
        {
            _journal = WorkerJournal.Begin(folder, workerId, Options, Time);
        }
        catch (DirectoryNotFoundException)
        {
            throw Over(RunId);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            _journalFailure = e;
            return;
        }

        Collector.Journal = _journal;
        _journal.BeginProgress(Options.CheckpointInterval, Collector.GetOpen);
    }
}
