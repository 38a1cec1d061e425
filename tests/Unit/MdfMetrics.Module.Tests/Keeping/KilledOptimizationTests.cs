using MdfMetrics.Module.Tests.Harness;
using MdfMetrics.Module.Tests.Host;

namespace MdfMetrics.Module.Tests.Keeping;

/// <summary>
/// Kills Optimize-MdfMetrics (SIGKILL) after each of its steps: readers see every run once, then and later.
/// </summary>
public sealed class KilledOptimizationTests
{
    private const string Fill = """
        param($store)
        foreach ($i in 0..5) {
            Start-MdfRun -RunId "r$i" -Path $store { Enter-MdfStage s { 1..3 | Measure-MdfOperator o { $_ } | Out-Null } }
        }
        """;

    private const string Kill = """
        param($Store, $Step)
        Optimize-MdfMetrics -Path $Store -Before ([datetime]::MaxValue) -Verbose 4>&1 | ForEach-Object {
            if ("$_" -eq "$Step.") { [Diagnostics.Process]::GetCurrentProcess().Kill() }
        }
        """;

    private const string Content = """
        Get-MdfRun | ForEach-Object {
            $run = $_
            $run | Get-MdfOperatorMetric | ForEach-Object { "$($run.run_id) $($_.operator_name) $($_.input_records)" }
        }
        """;

    [Theory]
    [InlineData("Staged", false)]
    [InlineData("Noted", false)]
    [InlineData("Published", false)]
    [InlineData("Committed", true)]
    [InlineData("Waited", true)]
    [InlineData("Deleted", true)]
    public void Optimize_KilledAfterAStep_NextCallFinishesOrUndoesIt(string step, bool isCommitted)
    {
        using var session = new ModuleSession();
        session.Invoke(Fill, session.Store).Clean();
        string[] expected = [.. Enumerable.Range(0, 6).Select(i => $"r{i} o 3")];
        using (var process = new MdfProcess(Kill, "-Store", session.Store, "-Step", step))
        {
            Assert.NotEqual(0, process.Finish().ExitCode);
        }

        Assert.Equal(expected, session.Invoke(Content).Clean().Texts());
        string status = Assert.Single(session.Invoke(
            "(Optimize-MdfMetrics -Before ([datetime]::MaxValue)).status").Clean().Texts());

        Assert.Equal(isCommitted ? "unchanged" : "optimized", status);
        Assert.Equal(expected, session.Invoke(Content).Clean().Texts());
        Assert.Equal(4, Directory.GetFiles(session.Store, "*.parquet", SearchOption.AllDirectories).Length);
        Assert.Single(Directory.GetFiles(Path.Combine(session.Store, "_maintenance"), "0*"));
    }
}
