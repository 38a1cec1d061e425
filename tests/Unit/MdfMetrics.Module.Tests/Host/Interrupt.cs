using System.Globalization;
using MdfMetrics.Module.Tests.Harness;

namespace MdfMetrics.Module.Tests.Host;

/// <summary>
/// SIGINT, which the background jobs of a shell without job control ignore, and with them all that they start.
/// </summary>
internal static class Interrupt
{
    private const ulong Signal = 1 << (2 - 1);
    private static readonly string[] s_heeded = ["env", "--default-signal=INT"];
    private static readonly bool s_isIgnored = IsIgnored();

    /// <summary>Why a program that is started here can't be interrupted; null when it can.</summary>
    public static string? Obstacle { get; } =
        OperatingSystem.IsWindows() ? "Unix only."
        : s_isIgnored && !NativeProgram.TryRun(s_heeded[0], s_heeded[1], "true")
            ? "SIGINT is ignored in this background job, and env has no --default-signal to undo it."
        : null;

    /// <summary>The command line of a program that heeds SIGINT, where that is possible.</summary>
    public static string[] Heeded(params string[] command) =>
        s_isIgnored && Obstacle is null ? [.. s_heeded, .. command] : command;

    private static bool IsIgnored()
    {
        const string Status = "/proc/self/status";
        const string Ignored = "SigIgn:";
        return File.Exists(Status)
            && File.ReadLines(Status).FirstOrDefault(line => line.StartsWith(Ignored, StringComparison.Ordinal)) is { } mask
            && (ulong.Parse(mask[Ignored.Length..], NumberStyles.HexNumber | NumberStyles.AllowLeadingWhite, null) & Signal) != 0;
    }
}
