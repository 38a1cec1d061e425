using MdfMetrics.Journal.Lines;
using MdfMetrics.Journal.Replay;
using MdfMetrics.Processes;
using MdfMetrics.Storage.Layout;

namespace MdfMetrics.Watching;

/// <summary>The signs of life of a run's processes, looked at again and again.</summary>
/// <param name="folder">The run's journal folder.</param>
internal sealed class ProcessSigns(string folder, TimeProvider time)
{
    private const int SilentBeats = 4;

    private readonly ProcessWatch _watch = new(folder, time);
    private readonly Dictionary<string, (string Pulse, DateTimeOffset Moment)> _signs = new(StringComparer.Ordinal);
    private readonly Dictionary<string, WorkerState> _states = new(StringComparer.Ordinal);

    /// <summary>How long ago any process that has not ended gave a sign; NaN when there is none.</summary>
    public double SecondsSince { get; private set; } = double.NaN;

    /// <summary>Looks at all of them.</summary>
    public void Look(IEnumerable<JournaledProcess> processes)
    {
        SecondsSince = double.NaN;
        foreach (JournaledProcess process in processes)
        {
            WorkerState state = Look(process);
            _states[process.Name] = state;
            if (state != WorkerState.Ended)
            {
                double silence = (time.GetUtcNow() - _signs[process.Name].Moment).TotalSeconds;
                SecondsSince = double.IsNaN(SecondsSince) ? silence : Math.Min(SecondsSince, silence);
            }
        }
    }

    /// <summary>How the process of a journal's name was at the last look.</summary>
    public WorkerState StateOf(string name) => _states.GetValueOrDefault(name, WorkerState.Ended);

    /// <summary>Whether it has not ended, as far as anyone can tell.</summary>
    public bool IsAtWork(string name) => StateOf(name) is WorkerState.Alive or WorkerState.Silent;

    private WorkerState Look(JournaledProcess process)
    {
        if (process.HasEnded || StateOf(process.Name) == WorkerState.Dead && IsHere(process))
        {
            return process.HasEnded ? WorkerState.Ended : WorkerState.Dead;
        }

        // To ask the system costs more than all else here, and a process that has just written lives.
        bool isSeen = See(process) && IsHere(process);
        return !isSeen && _watch.IsAtWork(process) == false ? WorkerState.Dead
            : time.GetUtcNow() - _signs[process.Name].Moment >= process.CheckpointInterval * SilentBeats
                ? WorkerState.Silent
            : WorkerState.Alive;
    }

    /// <summary>Whether its files have changed since the last look, which nobody but a living process does.</summary>
    private bool See(JournaledProcess process)
    {
        string[] paths =
            [JournalLayout.Progress(folder, process.Name), JournalLayout.Journal(folder, process.Name)];
        string pulse = string.Concat(paths.Select(Heartbeat.PulseOf));
        bool isKnown = _signs.TryGetValue(process.Name, out var last);
        if (isKnown && last.Pulse == pulse)
        {
            return false;
        }

        _signs[process.Name] = (pulse, IsHere(process) ? LastWritten(paths) : time.GetUtcNow());
        return isKnown;
    }

    /// <summary>When a process of this machine, whose clock it shares, last wrote.</summary>
    private DateTimeOffset LastWritten(string[] paths)
    {
        DateTimeOffset now = time.GetUtcNow();
        DateTimeOffset written = paths.Where(File.Exists)
            .Select(path => new DateTimeOffset(File.GetLastWriteTimeUtc(path)))
            .DefaultIfEmpty(now)
            .Max();
        return written < now ? written : now;
    }

    private static bool IsHere(JournaledProcess process) => process.Identity is { IsLocal: true };
}
