namespace MdfMetrics.Journal;

/// <summary>A process that takes part in a run, as its journal tells.</summary>
/// <param name="Name">The journal's name without its extension.</param>
/// <param name="Identity">The process; null when its first line is missing.</param>
/// <param name="CheckpointInterval">How often its heartbeat comes.</param>
/// <param name="HasEnded">True when the journal says that the process is done.</param>
internal sealed record JournaledProcess(
    string Name,
    ProcessIdentity? Identity,
    TimeSpan CheckpointInterval,
    bool HasEnded)
{
    private static readonly TimeSpan s_usualInterval = TimeSpan.FromSeconds(5);

    /// <summary>A process at work of which no more is known.</summary>
    public JournaledProcess(string name, ProcessIdentity? identity)
        : this(name, identity, s_usualInterval, HasEnded: false)
    {
    }
}
