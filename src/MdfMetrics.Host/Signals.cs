using System.Runtime.InteropServices;

namespace MdfMetrics.Host;

/// <summary>
/// Lets SIGTERM stop the pipeline instead of the process, as Ctrl+C does, so that finally blocks run, and remembers which
/// of the two came: the engine itself exits with 0 after Ctrl+C. The second SIGTERM ends the process at once.
/// </summary>
/// <remarks>
/// While a run is live, the module's ProcessEnd takes SIGTERM too: it came later, so it is called first, and has written
/// the runs as failed before the pipeline is stopped. Which handler keeps the process alive is decided here alone.
/// </remarks>
internal sealed class Signals : IDisposable
{
    private const int Interrupt = 2;
    private const int Terminate = 15;

    private readonly PosixSignalRegistration[] _registrations;
    private int _first;

    /// <summary>Takes the signals over.</summary>
    public Signals() => _registrations =
    [
        PosixSignalRegistration.Create(PosixSignal.SIGINT, _ => IsFirst(Interrupt)),
        PosixSignalRegistration.Create(PosixSignal.SIGTERM, Stop),
    ];

    /// <summary>128 and the number of the signal that came; null when none did.</summary>
    public int? ExitCode => _first == 0 ? null : Host.ExitCode.Signalled + _first;

    public void Dispose() => Array.ForEach(_registrations, registration => registration.Dispose());

    private void Stop(PosixSignalContext context)
    {
        if (IsFirst(Terminate) && EngineRunspace.Current is { } runspace)
        {
            context.Cancel = true;
            runspace.CloseAsync();
        }
    }

    private bool IsFirst(int signal) => Interlocked.CompareExchange(ref _first, signal, 0) == 0;
}
