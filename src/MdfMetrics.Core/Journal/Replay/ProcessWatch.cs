using MdfMetrics.Journal.Lines;
using MdfMetrics.Storage.Layout;

namespace MdfMetrics.Journal.Replay;

/// <summary>
/// Tells whether the processes of a run are at work, the longer it watches the better. On this machine the system
/// knows. Of another machine only the heartbeat tells: it must change while this machine's own clock runs, since two
/// machines' clocks can't be compared.
/// </summary>
/// <param name="folder">The run's journal folder.</param>
internal sealed class ProcessWatch(string folder, TimeProvider time)
{
    private const int MissedBeats = 4;

    private static readonly TimeSpan s_shortestWatch = TimeSpan.FromSeconds(30);

    private readonly Dictionary<string, (string Value, long Since, bool HasChanged)> _pulses = new(
        StringComparer.Ordinal);

    /// <summary>Whether a process is at work; null while its silence may yet be the pause between two beats.</summary>
    public bool? IsAtWork(JournaledProcess process)
    {
        if (process.HasEnded)
        {
            return false;
        }

        if (process.Identity is { IsLocal: true } here)
        {
            return here.IsAlive();
        }

        string pulse = Pulse(process.Name);
        bool isKnown = _pulses.TryGetValue(process.Name, out var last);
        if (!isKnown || last.Value != pulse)
        {
            _pulses[process.Name] = last = (pulse, time.GetTimestamp(), isKnown);
        }

        TimeSpan watch = process.CheckpointInterval * MissedBeats;
        return time.GetElapsedTime(last.Since) >= (watch > s_shortestWatch ? watch : s_shortestWatch) ? false
            : last.HasChanged ? true
            : null;
    }

    /// <summary>
    /// What changes with every beat and every line: the files' lengths and the writer's own times of them.
    /// </summary>
    private string Pulse(string name) => string.Join(
        ' ',
        new[] { JournalLayout.ProgressExtension, JournalLayout.JournalExtension }
            .Select(extension => new FileInfo(Path.Combine(folder, name + extension)))
            .Select(file => file.Exists ? $"{file.Length}/{file.LastWriteTimeUtc.Ticks}" : "-"));
}
