using System.ComponentModel;
using MdfMetrics.Processes;

namespace MdfMetrics.Tests.Processes;

/// <summary>Which processes count as alive.</summary>
public sealed class ProcessIdentityTests
{
    /// <summary>A process id above those of every system.</summary>
    private const int NoProcess = int.MaxValue - 1;

    private static readonly DateTime s_start = new(2026, 1, 24, 12, 34, 56, DateTimeKind.Utc);

    private static readonly ProcessIdentity s_this = ProcessIdentity.Current;

    [Fact]
    public void IsAlive_ThisProcess_Is() => Assert.True(s_this.IsAlive());

    [Fact]
    public void IsAlive_ProcessOfAnotherMachine_IsNotKnown() =>
        Assert.Null((s_this with { Host = "elsewhere" }).IsAlive());

    [Fact]
    public void IsAlive_NoSuchProcess_IsNot() =>
        Assert.False((s_this with { ProcessId = NoProcess }).IsAlive());

    [Fact]
    public void IsAlive_ProcessOfTheIdHasAnotherStart_IsNotKnown() =>
        Assert.Null((s_this with { StartedUtc = s_start }).IsAlive());

    [Fact]
    public void IsAlive_ProcessThatMayNotBeLookedAt_Is() => Assert.True(s_this.IsAlive(Denied));

    [Fact]
    public void IsAlive_ProcessThatEndedWhileItWasLookedAt_IsNot() =>
        Assert.False((s_this with { ProcessId = NoProcess }).IsAlive(Denied));

    /// <summary>What the start of another account's process is on Windows.</summary>
    private static DateTime? Denied(int processId) => throw new Win32Exception(5, "Access is denied.");
}
