using System.Diagnostics;

namespace MdfMetrics.Processes;

/// <summary>A process on a machine. Process ids are used again, so the moment of its start belongs to it.</summary>
/// <param name="Host">The machine's name.</param>
/// <param name="StartedUtc">When the process started, UTC, whole milliseconds.</param>
internal sealed record ProcessIdentity(string Host, int ProcessId, DateTime StartedUtc)
{
    /// <summary>How exactly systems tell when a process started.</summary>
    private static readonly TimeSpan s_tolerance = TimeSpan.FromSeconds(3);

    public static ProcessIdentity Current { get; } = Of(Environment.ProcessId)!;

    /// <summary>Whether the process is on this machine, so that its life can be looked up.</summary>
    public bool IsLocal => string.Equals(Host, Environment.MachineName, StringComparison.OrdinalIgnoreCase);

    /// <summary>Whether the process, on this machine, still runs.</summary>
    public bool IsAlive() =>
        Of(ProcessId) is { } running && (running.StartedUtc - StartedUtc).Duration() < s_tolerance;

    private static ProcessIdentity? Of(int processId)
    {
        try
        {
            using var process = Process.GetProcessById(processId);
            return process.HasExited || IsZombie(processId)
                ? null
                : new ProcessIdentity(Environment.MachineName, processId, UtcTime.From(process.StartTime).Utc);
        }
        catch (Exception e) when (
            e is ArgumentException or InvalidOperationException or System.ComponentModel.Win32Exception or IOException)
        {
            // It has ended, also while it was looked at. Windows may keep another account's to itself.
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
