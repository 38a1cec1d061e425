using MdfMetrics.Files;
using MdfMetrics.Processes;
using MdfMetrics.Records;

namespace MdfMetrics.Journal.Lines;

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
    private static readonly TimeSpan s_shortestInterval = TimeSpan.FromMilliseconds(1);
    private static readonly TimeSpan s_longestInterval = TimeSpan.FromDays(1);

    /// <summary>A process at work of which no more is known.</summary>
    public JournaledProcess(string name, ProcessIdentity? identity)
        : this(name, identity, s_usualInterval, HasEnded: false)
    {
    }

    /// <summary>The name of the journal of a process that starts a run.</summary>
    public static string NameOf(ProcessIdentity starter) =>
        FileNames.Encode(Invariant($"{starter.Host}-{starter.ProcessId}"));

    /// <summary>True of the process that started the run.</summary>
    public bool IsStarter { get; init; }

    /// <summary>
    /// True of one at work that this machine can't look up: only its heartbeat tells, and its silence need not be its
    /// end.
    /// </summary>
    public bool IsOnlyHeard => !HasEnded && Identity?.IsAlive() is null;

    /// <summary>The worker that it joined as; where it does not say, the journal's name.</summary>
    public string WorkerId { get; init; } = Name;

    /// <summary>
    /// The heartbeat's interval of a record; the usual one where it tells none, and never one that can't be.
    /// </summary>
    /// <exception cref="FormatException">It is no number.</exception>
    public static TimeSpan Interval(JsonRecord record) => record.GetDouble("checkpoint_interval") is { } seconds
        ? TimeSpan.FromSeconds(Math.Clamp(seconds, s_shortestInterval.TotalSeconds, s_longestInterval.TotalSeconds))
        : s_usualInterval;
}
