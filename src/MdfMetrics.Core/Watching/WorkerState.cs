namespace MdfMetrics.Watching;

/// <summary>How a process that takes part in a run is.</summary>
internal enum WorkerState
{
    Alive,

    /// <summary>Nothing is heard of it, though it may be alive: for four heartbeats or more.</summary>
    Silent,

    /// <summary>Its system has it no more; of another machine, nothing is heard for half a minute or more.</summary>
    Dead,

    /// <summary>It has nothing more to tell.</summary>
    Ended,
}
