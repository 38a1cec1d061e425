namespace MdfMetrics;

/// <summary>The values of the property change of a <see cref="RunChange"/>.</summary>
public static class RunChangeKind
{
    /// <summary>The run was live when it was first looked at.</summary>
    public const string RunFound = "run_found";

    /// <summary>A stage was entered, for the first time or again.</summary>
    public const string StageStarted = "stage_started";

    /// <summary>No process has the stage open any more.</summary>
    public const string StageEnded = "stage_ended";

    /// <summary>An operator has its first row.</summary>
    public const string OperatorStarted = "operator_started";

    /// <summary>A worker has joined the run, or has its first row.</summary>
    public const string WorkerJoined = "worker_joined";

    /// <summary>Nothing is heard of a worker.</summary>
    public const string WorkerSilent = "worker_silent";

    /// <summary>A worker is heard of again.</summary>
    public const string WorkerResumed = "worker_resumed";

    /// <summary>The process of a worker has died.</summary>
    public const string WorkerDead = "worker_dead";

    /// <summary>A worker has nothing more to tell.</summary>
    public const string WorkerLeft = "worker_left";

    /// <summary>The run has its first errors.</summary>
    public const string FirstError = "first_error";

    /// <summary>The run has ended; status tells how.</summary>
    public const string RunEnded = "run_ended";
}
