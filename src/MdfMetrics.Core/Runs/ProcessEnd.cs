using System.Runtime.InteropServices;

namespace MdfMetrics.Runs;

/// <summary>
/// Tells <see cref="LiveRuns"/> that this process is about to end. PowerShell runs no finally block on SIGTERM, so the
/// signals are taken here; the exit code stays what it was. In mdf its Signals takes SIGTERM too, to stop the pipeline:
/// the system calls the handler that came last first, so the runs are written from here before the pipeline hears of
/// it, and whoever comes second finds them stopped. Only Signals keeps the process from ending at once.
/// </summary>
internal sealed class ProcessEnd : IDisposable
{
    private readonly EventHandler _onExit;
    private readonly PosixSignalRegistration[] _signals;

    /// <summary>Begins to watch.</summary>
    /// <param name="onEnd">Receives why the process ends.</param>
    public ProcessEnd(Action<string> onEnd)
    {
        _onExit = (_, _) => onEnd("The process ended before the run was stopped.");
        AppDomain.CurrentDomain.ProcessExit += _onExit;
        _signals =
        [
            PosixSignalRegistration.Create(PosixSignal.SIGTERM, _ => onEnd("Terminated (SIGTERM).")),
            PosixSignalRegistration.Create(PosixSignal.SIGHUP, _ => onEnd("The terminal was closed (SIGHUP).")),
        ];
    }

    public void Dispose()
    {
        AppDomain.CurrentDomain.ProcessExit -= _onExit;
        Array.ForEach(_signals, signal => signal.Dispose());
    }
}
