namespace MdfMetrics.Journal.Lines;

/// <summary>What the lines of a journal tell of: see docs/journal-format.md.</summary>
internal static class JournalEvents
{
    /// <summary>The run began; the process is the one that stops it.</summary>
    public const string RunStarted = "run_started";

    /// <summary>The run was stopped: its status, error and duration.</summary>
    public const string RunStopped = "run_stopped";

    /// <summary>A worker joined the run that another process started.</summary>
    public const string WorkerStarted = "worker_started";

    /// <summary>A worker has left the run: it has nothing more to tell.</summary>
    public const string WorkerStopped = "worker_stopped";

    /// <summary>A stage as it is now.</summary>
    public const string Stage = "stage";

    /// <summary>An operator row as it is now.</summary>
    public const string Operator = "operator";
}
