using System.Collections;
using MdfMetrics.Collection;
using MdfMetrics.Configuration;
using MdfMetrics.Journal.Writing;

namespace MdfMetrics.Runs;

/// <summary>
/// A run that this process started: its identity, its clock, what it collects, its journal and the store it goes to.
/// <see cref="Begin"/>, then, where it may have workers, <see cref="Gather"/>, <see cref="Stop"/>, and last
/// <see cref="Write"/> or <see cref="Discard"/>: any other order is refused.
/// </summary>
public sealed class MetricsRun : LiveRun
{
    private readonly long _started;
    private readonly RunContext _context;
    private readonly JsonMap? _config;
    private readonly WriteTarget _target;
    private bool _isBegun;
    private RunJournal? _journal;
    private Exception? _journalFailure;
    private WorkerGathering? _workers;
    private StoppedRun? _stopped;

    /// <summary>Creates a run.</summary>
    /// <param name="runId">The caller's id; null: a new one.</param>
    /// <param name="storePath">The store's full path.</param>
    /// <param name="configuration">Options, and the document kept with the run.</param>
    /// <param name="tags">The user's marks, name to text; they win over those of the configuration.</param>
    /// <param name="origin">Where it comes from.</param>
    /// <exception cref="MetricsException">InvalidRunId, InvalidName.</exception>
    public MetricsRun(
        string? runId,
        string storePath,
        PipelineConfiguration configuration,
        IDictionary? tags,
        RunOrigin origin,
        TimeProvider time)
        : base(runId ?? MdfMetrics.RunId.New(time), storePath, configuration.Options, new WorkerIds(), time)
    {
        _started = time.GetTimestamp();
        StartUtc = time.GetUtcNow().UtcDateTime;
        MdfMetrics.RunId.Validate(RunId, StartUtc);
        _target = new WriteTarget(storePath, Options.ToWriterOptions());
        PipelineName = origin.PipelineName is { } name
            ? MdfMetrics.PipelineName.Validate(name)
            : configuration.PipelineName
                ?? MdfMetrics.PipelineName.OfFile(origin.Script is { } script ? Options.Redactor.Redact(script) : null);
        Tags = JsonMap.Merge(configuration.Tags, JsonMap.FromDictionary(tags)?.Redacted(Options.Redactor));
        _config = configuration.Snapshot;
        _context = new RunContext(origin);
    }

    /// <summary>True under -WhatIf: nothing of the run is ever written.</summary>
    public bool IsDryRun { get; init; }

    /// <summary>The full path of the folder that its report is to lie in; null: the store's own.</summary>
    public string? ReportFolder { get; init; }

    /// <summary>The full path of the textfile for Prometheus that is written after it; null: none is.</summary>
    public string? PrometheusFile { get; init; }

    /// <summary>The workers that are to join it.</summary>
    public ExpectedWorkers Expected { get; set; } = ExpectedWorkers.None;

    /// <summary>How long the end of the run waits for workers.</summary>
    public TimeSpan WaitTimeout { get; set; } = TimeSpan.FromSeconds(60);

    /// <summary>Once gathered: expected workers that did not come, and those still at work when time was up.</summary>
    public IReadOnlyList<string> MissingWorkers => _workers?.Missing ?? [];

    /// <summary>Once gathered: workers that died before they had left the run.</summary>
    public IReadOnlyList<string> DeadWorkers => _workers?.Dead ?? [];

    /// <summary>
    /// Claims the run's id in the store and begins its journal. Where the store can't be written the run goes on in
    /// memory, see <see cref="LiveRun.JournalError"/>.
    /// </summary>
    /// <exception cref="MetricsException">RunExists.</exception>
    /// <exception cref="InvalidOperationException">It was begun before.</exception>
    public void Begin()
    {
        if (_isBegun)
        {
            throw new InvalidOperationException("A run begins once.");
        }

        _isBegun = true;
        if (!Options.Enabled || IsDryRun)
        {
            return;
        }

        try
        {
            _journal = RunJournal.Create(StorePath, Header(null, null), Options, Time);
            Collector.Journal = _journal.Lines;
            _journal.Lines.BeginProgress(Options.CheckpointInterval, Collector.GetOpen);
            LiveRuns.OfProcess.Add(this);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException
            or MetricsException { Error: MetricsError.StoreNotFound })
        {
            _journalFailure = e;
        }
    }

    /// <summary>
    /// Waits for the workers of other processes, then lets no more of them join: <see cref="Stop"/> takes in what they
    /// did. Without any, it does not wait.
    /// </summary>
    /// <param name="timeout">How long to wait at most; zero: not at all.</param>
    /// <param name="onWaiting">Receives, every moment, whom it waits for; its exception ends the waiting.</param>
    /// <param name="onError">Receives what journals can't be read, and that more workers may yet join.</param>
    /// <exception cref="MetricsException">RunStopped: it was stopped already.</exception>
    /// <exception cref="InvalidOperationException">It was not begun.</exception>
    public void Gather(
        TimeSpan timeout,
        Action<IReadOnlyList<string>> onWaiting,
        Action<MetricsException> onError)
    {
        RequireRunning();
        if (_journal is null)
        {
            return;
        }

        try
        {
            var workers = new WorkerGathering(_journal.Folder, _journal.Lines.Name, Time, onError);
            workers.Gather(Expected, IsOwnWorker, timeout, onWaiting);
            _workers = workers;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            onError(new MetricsException(
                MetricsError.StoreNotWritable,
                $"The workers of the run '{RunId}' are not gathered: {e.Message} Restore-MdfRun adds what they did "
                    + "once their journals can be read.",
                _journal.Folder,
                e));
        }
    }

    /// <summary>Ends the run and computes its figures. Nothing is written but the end in the journal.</summary>
    /// <param name="status">completed or failed.</param>
    /// <param name="error">Why it failed.</param>
    /// <returns>The run, carrying its stages and operators.</returns>
    /// <exception cref="MetricsException">RunStopped: it was stopped already.</exception>
    /// <exception cref="InvalidOperationException">It was not begun.</exception>
    public RunMetrics Stop(string status, string? error)
    {
        RequireRunning();
        TimeSpan duration = Time.GetElapsedTime(_started, _workers?.Ended ?? Time.GetTimestamp());
        if (!TryEnd())
        {
            throw AlreadyStopped();
        }

        Status = status;
        RunMetrics header = Header(duration, error);
        RunMetrics own = Collector.GetRunMetrics(header);
        _journal?.Stop(own, Collector.GetOpen());
        _stopped = new StoppedRun(Collector, _journal, _workers);
        LiveRuns.OfProcess.Remove(this);
        return _stopped.Total(header, own) with { Target = _target };
    }

    public override MetricsException AlreadyStopped() => new(
        MetricsError.RunStopped,
        $"The run '{RunId}' is stopped already. Its figures are what the first Stop-MdfRun returned. Start "
            + "another run for more.",
        RunId);

    /// <summary>
    /// Writes the stopped run to its store, and removes its journal and those of the workers that are done.
    /// </summary>
    /// <param name="run">What <see cref="Stop"/> returned.</param>
    /// <returns>The run with its store and file.</returns>
    /// <exception cref="MetricsException">RunExists, StoreNotWritable: the journals stay.</exception>
    /// <exception cref="InvalidOperationException">It was not stopped.</exception>
    public RunMetrics Write(RunMetrics run) => Stopped().Write(run, _target);

    /// <summary>
    /// Removes the journals of a stopped run that is not to be written; those of workers still at work go when they
    /// leave.
    /// </summary>
    /// <exception cref="MetricsException">StoreNotWritable: the journals stay.</exception>
    /// <exception cref="InvalidOperationException">It was not stopped.</exception>
    public void Discard() => Stopped().Discard(Time);

    internal override void Abandon(string reason)
    {
        Collector.CloseStages();
        Gather(TimeSpan.Zero, static _ => { }, static _ => { });
        RunMetrics metrics = Stop(RunStatus.Failed, reason);
        if (Options.WriteOnCompletion)
        {
            Write(metrics);
        }
        else
        {
            Discard();
        }
    }

    private protected override Exception? JournalFailure => _journalFailure ?? _journal?.Lines.Failure;

    private protected override string Describe(Exception journalFailure) =>
        $"The store '{StorePath}' can't be written: {journalFailure.Message} The run '{RunId}' goes on in memory only. "
            + "Should the store stay so, Export-MdfMetrics -Path writes the run to another one once it has ended.";

    private bool IsOwnWorker(string id) => Collector.GetEntries().Any(row => row.worker_id == id);

    private RunMetrics Header(TimeSpan? duration, string? error) => new()
    {
        run_id = RunId,
        start_time = StartUtc,
        end_time = StartUtc + duration,
        duration = duration?.TotalSeconds ?? double.NaN,
        config = _config,
        status = Status,
        error = error is null ? null : Options.Redactor.Redact(error),
        host = Environment.MachineName,
        tags = Tags,
        context = _context.ToMap().Redacted(Options.Redactor),
        pipeline_name = PipelineName,
    };

    private StoppedRun Stopped() => _stopped
        ?? throw new InvalidOperationException("A run is stopped before it is written or discarded.");

    private void RequireRunning()
    {
        if (!_isBegun || !IsRunning)
        {
            throw _isBegun
                ? AlreadyStopped()
                : new InvalidOperationException("A run is begun before it is gathered or stopped.");
        }
    }
}
