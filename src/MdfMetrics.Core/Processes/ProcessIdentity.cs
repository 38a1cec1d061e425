using System.ComponentModel;
using System.Diagnostics;

namespace MdfMetrics.Processes;

/// <summary>A process on a machine. Process ids are used again, so the moment of its start belongs to it.</summary>
/// <param name="Host">The machine's name.</param>
/// <param name="StartedUtc">When the process started, UTC, whole milliseconds.</param>
internal sealed record ProcessIdentity(string Host, int ProcessId, DateTime StartedUtc)
{
    /// <summary>How exactly systems tell when a process started.</summary>
    private static readonly TimeSpan s_tolerance = TimeSpan.FromSeconds(3);

    public static ProcessIdentity Current { get; } =
        new(Environment.MachineName, Environment.ProcessId, StartOf(Environment.ProcessId)!.Value);

    /// <summary>Whether the process is on this machine, whose clock it goes by.</summary>
    public bool IsLocal => string.Equals(Host, Environment.MachineName, StringComparison.OrdinalIgnoreCase);

    /// <summary>
    /// Whether the process still runs; null where only its heartbeat tells: it is another machine's, or one of its id
    /// has another start. That may be a later process, or the same one after the clock was set, which Linux tells
    /// starts by.
    /// </summary>
    public bool? IsAlive() => IsAlive(StartOf);

    /// <inheritdoc cref="IsAlive()"/>
    /// <param name="startOf">When a process started; null: it has ended.</param>
    internal bool? IsAlive(Func<int, DateTime?> startOf)
    {
        if (!IsLocal)
        {
            return null;
        }

        try
        {
            return startOf(ProcessId) is not { } started ? false
                : (started - StartedUtc).Duration() < s_tolerance ? true
                : null;
        }
        catch (Win32Exception)
        {
            // Windows, and Linux with hidepid, keep another account's to themselves. What may live is not declared
            // dead.
            return Exists(ProcessId);
        }
    }

    private static bool Exists(int processId)
    {
        try
        {
            using var process = Process.GetProcessById(processId);
            return true;
        }
        catch (ArgumentException)
        {
            return false;
        }
    }

    /// <exception cref="Win32Exception">It may not be looked at, or ended meanwhile.</exception>
    private static DateTime? StartOf(int processId)
    {
        try
        {
            using var process = Process.GetProcessById(processId);
            return process.HasExited || IsZombie(processId) ? null : UtcTime.From(process.StartTime).Utc;
        }
        catch (Exception e) when (e is ArgumentException or InvalidOperationException or IOException)
        {
            // It has ended, also while it was looked at.
            return null;
        }
    }

    /// <summary>A process that nobody has waited for: it is dead, and on Linux is listed like a living one.</summary>
    private static bool IsZombie(int processId)
    {
        string path = $"/proc/{processId}/stat";
        if (!OperatingSystem.IsLinux() || !File.Exists(path))
        {
            return false;
        }

        // The state follows the name, which is in parentheses and may have any character.
        string stat = File.ReadAllText(path);
        return stat[(stat.LastIndexOf(')') + 1)..].TrimStart() is ['Z' or 'X', ..];
    }
}
