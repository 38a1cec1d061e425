using System.Collections;
using MdfMetrics.Collection;
using MdfMetrics.Configuration;
using MdfMetrics.Journal;
using MdfMetrics.Storage;

namespace MdfMetrics.Runs;

/// <summary>A live run: its identity, its clock, what it collects, its journal and the store it goes to.</summary>
public sealed class MetricsRun
{
    private readonly TimeProvider _time;
    private readonly long _started;
    private readonly RunContext _context;
    private readonly JsonMap? _config;
    private readonly WriteTarget _target;
    private RunJournal? _journal;
    private Exception? _journalFailure;
    private int _stopped;
    private int _toldOfJournal;

    /// <summary>Creates a run; <see cref="Begin"/> begins it.</summary>
    /// <param name="runId">The caller's id; null: a new one.</param>
    /// <param name="storePath">The store's full path.</param>
    /// <param name="configuration">Options, and the document kept with the run.</param>
    /// <param name="tags">The user's marks, name to text.</param>
    /// <param name="origin">Where it comes from.</param>
    /// <param name="time">The clock.</param>
    /// <exception cref="MetricsException">InvalidRunId.</exception>
    public MetricsRun(
        string? runId,
        string storePath,
        PipelineConfiguration configuration,
        IDictionary? tags,
        RunOrigin origin,
        TimeProvider time)
    {
        _time = time;
        _started = time.GetTimestamp();
        StartUtc = time.GetUtcNow().UtcDateTime;
        RunId = runId ?? Storage.RunId.New(time);
        Storage.RunId.Validate(RunId, StartUtc);
        StorePath = storePath;
        Options = configuration.Options;
        _target = new WriteTarget(storePath, Options.ToWriterOptions());
        Tags = tags is null ? null : JsonMap.FromDictionary(SecretRedactor.Redact(tags));
        Collector = new MetricsCollector(RunId, time);
        _config = configuration.Snapshot;
        _context = new RunContext(origin);
    }

    /// <summary>The run's id.</summary>
    public string RunId { get; }

    /// <summary>When it started, UTC.</summary>
    public DateTime StartUtc { get; }

    /// <summary>The store's full path.</summary>
    public string StorePath { get; }

    /// <summary>What to record and how to store it.</summary>
    public MetricsOptions Options { get; }

    /// <summary>The user's marks.</summary>
    public JsonMap? Tags { get; }

    /// <summary>The live figures.</summary>
    public MetricsCollector Collector { get; }

    /// <summary>Numbers the workers of this process.</summary>
    public WorkerIds Workers { get; } = new();

    /// <summary>True under -WhatIf: nothing of the run is ever written.</summary>
    public bool IsDryRun { get; init; }

    /// <summary>running, then the status it was stopped with.</summary>
    public string Status { get; private set; } = RunStatus.Running;

    /// <summary>True until the run is stopped.</summary>
    public bool IsRunning => Volatile.Read(ref _stopped) == 0;

    /// <summary>
    /// Claims the run's id in the store and begins its journal. Where the store can't be written the run goes on in
    /// memory, see <see cref="TakeJournalFailure"/>.
    /// </summary>
    /// <exception cref="MetricsException">RunExists.</exception>
    public void Begin()
    {
        if (!Options.Enabled || IsDryRun)
        {
            return;
        }

        try
        {
            _journal = RunJournal.Create(StorePath, Header(null, null), Options, _time);
            Collector.Journal = _journal.Lines;
            _journal.Lines.BeginProgress(Options.CheckpointInterval, Collector.GetOpen);
            LiveRuns.Add(this);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException
            or MetricsException { Error: MetricsError.StoreNotFound })
        {
            _journalFailure = e;
        }
    }

    /// <summary>
    /// Why the journal can't be written: once, so that the user is told once. Null while all is well.
    /// </summary>
    public MetricsException? TakeJournalFailure()
    {
        Exception? failure = _journalFailure ?? _journal?.Lines.Failure;
        return failure is null || Interlocked.Exchange(ref _toldOfJournal, 1) != 0 ? null : new MetricsException(
            MetricsError.StoreNotWritable,
            $"The run '{RunId}' goes on in memory only, because its journal can't be written: {failure.Message} Should "
                + "the store stay so, Export-MdfMetrics can write the run to another one after Stop-MdfRun.",
            StorePath,
            failure);
    }

    /// <summary>Ends the run and computes its figures. Nothing is written but the end in the journal.</summary>
    /// <param name="status">completed or failed.</param>
    /// <param name="error">Why it failed.</param>
    /// <returns>The run, carrying its stages and operators.</returns>
    /// <exception cref="MetricsException">RunStopped: it was stopped already.</exception>
    public RunMetrics Stop(string status, string? error)
    {
        if (Interlocked.Exchange(ref _stopped, 1) != 0)
        {
            throw AlreadyStopped();
        }

        Status = status;
        RunMetrics run = Collector.GetRunMetrics(Header(_time.GetElapsedTime(_started), error));
        _journal?.Stop(run, Collector.GetOpen());
        LiveRuns.Remove(this);
        return run with { Target = _target };
    }

    /// <summary>The error of whoever goes on with a run that is stopped.</summary>
    public MetricsException AlreadyStopped() => new(
        MetricsError.RunStopped,
        $"The run '{RunId}' is stopped already. Its figures are what the first Stop-MdfRun returned.",
        RunId);

    /// <summary>Writes the stopped run to its store, and removes its journal.</summary>
    /// <param name="run">What <see cref="Stop"/> returned.</param>
    /// <returns>The run with its store and file.</returns>
    /// <exception cref="MetricsException">RunExists, StoreNotWritable: the journal stays.</exception>
    public RunMetrics Write(RunMetrics run)
    {
        _journal?.NoteGathered(Collector.GetEntries());
        RunMetrics written = new MetricsWriter(_target.Store, _target.Options)
            .WriteAll(run, run.Stages!, run.Operators!);
        _journal?.Delete();
        return written;
    }

    /// <summary>Removes the journal of a stopped run that is not to be written.</summary>
    public void Discard() => _journal?.Delete();

    private RunMetrics Header(TimeSpan? duration, string? error) => new()
    {
        run_id = RunId,
        start_time = StartUtc,
        end_time = StartUtc + duration,
        duration = duration?.TotalSeconds ?? double.NaN,
        config = _config,
        status = Status,
        error = error is null ? null : SecretRedactor.RedactText(error),
        host = Environment.MachineName,
        tags = Tags,
        context = _context.ToMap(),
    };
}
