namespace MdfMetrics;

/// <summary>What went wrong: the names are the stable error ids that the cmdlets report.</summary>
public enum MetricsError
{
    /// <summary>
    /// A run id that is not <c>[A-Za-z0-9]([A-Za-z0-9._-]{0,126}[A-Za-z0-9_-])?</c>, or whose time lies.
    /// </summary>
    InvalidRunId,

    /// <summary>
    /// The store has another run under this id (compared without regard to case and to a leading run_).
    /// </summary>
    RunExists,

    /// <summary>No run of this id in the store.</summary>
    RunNotFound,

    /// <summary>The store's folder does not exist.</summary>
    StoreNotFound,

    /// <summary>The store's folder can't be created or written.</summary>
    StoreNotWritable,

    /// <summary>Other maintenance of the store is going on.</summary>
    StoreBusy,

    /// <summary>The files of the store can't be compacted by month.</summary>
    PeriodNotPossible,

    /// <summary>A file of the store can't be read as the Parquet file it should be.</summary>
    FileCorrupt,

    /// <summary>Nothing says which runs are to go.</summary>
    NoCriterion,

    /// <summary>A path that is no path of the file system.</summary>
    InvalidPath,

    /// <summary>The configuration has a wrong type, an impossible value or bad YAML.</summary>
    ConfigInvalid,

    /// <summary>The configuration file does not exist, or is a folder.</summary>
    ConfigNotFound,

    /// <summary>What -Pipeline was given is not one pipeline of commands.</summary>
    InvalidPipeline,

    /// <summary>Parameters that do not go together, or one that has no value it could have.</summary>
    InvalidParameters,

    /// <summary>Alert rules fired, and -FailOnAlert asked that this ends the script.</summary>
    AlertRaised,

    /// <summary>No run is current in this runspace, and none was given.</summary>
    NoCurrentRun,

    /// <summary>A stage is open already; stages do not nest.</summary>
    StageAlreadyEntered,

    /// <summary>No stage is open.</summary>
    StageNotEntered,

    /// <summary>A stage, operator or worker name that is empty or longer than 1,024 characters.</summary>
    InvalidName,

    /// <summary>A malformed wildcard pattern.</summary>
    InvalidPattern,

    /// <summary>A figure that can't be: a negative count, a negative, NaN or infinite latency.</summary>
    InvalidMetric,

    /// <summary>The run has been stopped.</summary>
    RunStopped,

    /// <summary>The run's process is still at work; -Force overrides.</summary>
    RunIsLive,

    /// <summary>The run was joined here and is not this process's to stop.</summary>
    RunIsJoined,

    /// <summary>The run was not joined here, so there is nothing to disconnect from.</summary>
    RunNotJoined,

    /// <summary>More workers take part in a run than are gathered at once.</summary>
    TooManyWorkers,

    /// <summary>A length of time that is not of the form 90m, 12h, 30d, 4w or d.hh:mm:ss.</summary>
    InvalidDuration,

    /// <summary>A time zone that this machine does not know.</summary>
    InvalidTimeZone,

    /// <summary>Runs that summaries count are no longer in the store, so that these can't be made anew.</summary>
    RunsAreGone,

    /// <summary>
    /// A file of the store is whole, and is written in a way that is not read here: encrypted, an encoding, a type.
    /// </summary>
    FileUnsupported,

    /// <summary>A report can't be written to its file.</summary>
    ReportNotWritable,

    /// <summary>Files of a dashboard can't be written.</summary>
    DashboardNotWritable,

    /// <summary>A file to be written is there already; -Force replaces it.</summary>
    FileExists,

    /// <summary>The textfile for Prometheus can't be written.</summary>
    PrometheusNotWritable,

    /// <summary>The receiver of a trace is not there, or did not take it.</summary>
    TraceNotSent,

    /// <summary>A trace can't be written to its file.</summary>
    TraceNotWritable,
}
