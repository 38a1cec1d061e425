using System.Management.Automation;
using MdfMetrics.Module.Tests.Harness;

namespace MdfMetrics.Module.Tests.Keeping;

/// <summary>Ctrl+C while a store is worked on.</summary>
public sealed class StopTests : IDisposable
{
    private const int Leftovers = 2000;

    private readonly ModuleSession _session = new();

    public StopTests() => _session.Invoke("Start-MdfRun -RunId r { }").Clean();

    public void Dispose() => _session.Dispose();

    [Fact]
    public void Stop_Repair_LeavesTheRestOfTheFindings()
    {
        WriteLeftovers();
        using PowerShell shell = _session.Start("$found | Repair-MdfMetrics");
        _session.Invoke("$found = Test-MdfMetrics").Clean();

        StopWhen(shell, () => LeftoverCount() < Leftovers);

        Assert.InRange(LeftoverCount(), 1, Leftovers - 1);
    }

    [Fact]
    public void Stop_Optimize_IsNoError()
    {
        using PowerShell shell = _session.Start("Optimize-MdfMetrics -Before ([datetime]::MaxValue)");

        StopWhen(shell, () => Directory.GetFiles(_session.Store, "compacted_*", SearchOption.AllDirectories).Length > 0);
    }

    [Fact]
    public void Stop_Test_IsNoErrorAndNoFinding()
    {
        string run = Assert.Single(Directory.GetFiles(Path.Combine(_session.Store, "runs")));
        for (int i = 0; i < 500; i++)
        {
            File.Copy(run, Path.Combine(_session.Store, "runs", $"copy{i}.parquet"));
        }

        using PowerShell shell = _session.Start("$env:MdfStopTest = 'begun'; Test-MdfMetrics; $env:MdfStopTest = 'ended'");

        StopWhen(shell, () => Environment.GetEnvironmentVariable("MdfStopTest") == "begun");

        Assert.Equal("begun", Environment.GetEnvironmentVariable("MdfStopTest"));
    }

    private static void StopWhen(PowerShell shell, Func<bool> isBegun)
    {
        IAsyncResult running = shell.BeginInvoke();
        Eventually.Holds(
            () => isBegun() || running.IsCompleted,
            TimeSpan.FromSeconds(60),
            "the beginning of the script");
        shell.Stop();

        Assert.Equal(PSInvocationState.Stopped, shell.InvocationStateInfo.State);
        Assert.Empty(shell.Streams.Error.Select(error => error.ToString()));
    }

    private void WriteLeftovers()
    {
        for (int i = 0; i < Leftovers; i++)
        {
            File.SetLastWriteTimeUtc(
                _session.Write($"metrics/.run_old{i}.claim", string.Empty),
                DateTime.UtcNow.AddDays(-1));
        }
    }

    private int LeftoverCount() => Directory.GetFiles(_session.Store, ".run_old*").Length;
}
