using System.Management.Automation;
using System.Runtime.InteropServices;

namespace MdfMetrics.Host;

/// <summary>
/// Lets Ctrl+C and SIGTERM stop the pipeline instead of the process, so that finally blocks run and journals close.
/// The second signal ends the process at once. While a run is live, the module's ProcessEnd takes SIGTERM too: it came
/// later, so it is called first, and has written the runs as failed before the pipeline is stopped here. Which handler
/// keeps the process alive is decided here alone.
/// </summary>
internal sealed class Signals : IDisposable
{
    private readonly PosixSignalRegistration _interrupt;
    private readonly PosixSignalRegistration _terminate;
    private readonly Lock _lock = new();
    private PowerShell? _running;
    private int? _exitCode;

    /// <summary>Takes the signals over.</summary>
    public Signals()
    {
        _interrupt = PosixSignalRegistration.Create(PosixSignal.SIGINT, context => Handle(context, 2));
        _terminate = PosixSignalRegistration.Create(PosixSignal.SIGTERM, context => Handle(context, 15));
    }

    /// <summary>128 and the number of the signal that came; null when none did.</summary>
    public int? ExitCode
    {
        get
        {
            lock (_lock)
            {
                return _exitCode;
            }
        }
    }

    /// <summary>Stops this shell at a signal, at once if one came before; until the result is disposed.</summary>
    public IDisposable Stop(PowerShell shell)
    {
        lock (_lock)
        {
            _running = shell;
            if (_exitCode is not null)
            {
                throw new PipelineStoppedException();
            }
        }

        return new Registration(this);
    }

    public void Dispose()
    {
        _interrupt.Dispose();
        _terminate.Dispose();
    }

    private void Handle(PosixSignalContext context, int number)
    {
        lock (_lock)
        {
            if (_exitCode is not null)
            {
                return;
            }

            context.Cancel = true;
            _exitCode = Host.ExitCode.Signalled + number;
            _running?.BeginStop(null, null);
        }
    }

    private sealed class Registration(Signals signals) : IDisposable
    {
        public void Dispose()
        {
            lock (signals._lock)
            {
                signals._running = null;
            }
        }
    }
}
