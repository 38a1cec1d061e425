using System.Collections.Concurrent;
using System.Runtime.InteropServices;

namespace MdfMetrics.Runs;

/// <summary>
/// The runs of this process that were not stopped. When the process is told to end, or ends without Stop-MdfRun, they
/// are written as failed, and those it joined are left, in bounded time; what that does not reach, the journals have.
/// PowerShell runs no finally block on SIGTERM, so the signals are taken here. The exit code stays what it was.
/// </summary>
internal static class LiveRuns
{
    private static readonly TimeSpan s_longest = TimeSpan.FromSeconds(5);
    private static readonly ConcurrentDictionary<LiveRun, bool> s_runs = [];
    private static readonly List<PosixSignalRegistration> s_signals = Watch();

    public static void Add(LiveRun run) => s_runs.TryAdd(run, true);

    public static void Remove(LiveRun run) => s_runs.TryRemove(run, out _);

    private static List<PosixSignalRegistration> Watch()
    {
        AppDomain.CurrentDomain.ProcessExit +=
            static (_, _) => StopAll("The process ended before the run was stopped.");
        return
        [
            PosixSignalRegistration.Create(PosixSignal.SIGTERM, static _ => StopAll("Terminated (SIGTERM).")),
            PosixSignalRegistration.Create(
                PosixSignal.SIGHUP,
                static _ => StopAll("The terminal was closed (SIGHUP).")),
        ];
    }

    private static void StopAll(string reason)
    {
        var stopping = new Thread(() =>
        {
            foreach (LiveRun run in s_runs.Keys)
            {
                Stop(run, reason);
            }
        })
        {
            IsBackground = true,
        };
        stopping.Start();
        stopping.Join(s_longest);
    }

    private static void Stop(LiveRun run, string reason)
    {
        try
        {
            run.Abandon(reason);
        }
        catch (MetricsException)
        {
            // Stopped meanwhile, or the store can't be written: the journal has it.
        }
    }
}
