using MdfMetrics.Journal.Lines;
using MdfMetrics.Processes;
using MdfMetrics.Storage.Layout;

namespace MdfMetrics.Journal.Replay;

/// <summary>
/// Tells whether the processes of a run are at work. On this machine the system mostly knows; else only the heartbeat
/// tells.
/// </summary>
/// <param name="folder">The run's journal folder.</param>
internal sealed class ProcessWatch(string folder, TimeProvider time)
{
    private const int MissedBeats = 4;

    private readonly Dictionary<string, Heartbeat> _hearts = new(StringComparer.Ordinal);

    /// <summary>Whether a process is at work; null while its silence may yet be the pause between two beats.</summary>
    public bool? IsAtWork(JournaledProcess process)
    {
        if (process.HasEnded)
        {
            return false;
        }

        if (process.Identity?.IsAlive() is { } isAlive)
        {
            return isAlive;
        }

        if (!_hearts.TryGetValue(process.Name, out Heartbeat? heart))
        {
            _hearts.Add(process.Name, heart = new Heartbeat(time));
        }

        return heart.IsBeating(Pulse(process.Name), process.CheckpointInterval * MissedBeats);
    }

    /// <summary>What changes with every beat and every line.</summary>
    private string Pulse(string name) =>
        Heartbeat.PulseOf(JournalLayout.Progress(folder, name)) + Heartbeat.PulseOf(JournalLayout.Journal(folder, name));
}
