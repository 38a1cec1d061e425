using MdfMetrics.Module.Tests.Faults;
using MdfMetrics.Module.Tests.Harness;
using MdfMetrics.Module.Tests.Host;

namespace MdfMetrics.Module.Tests.Keeping;

/// <summary>Kills Clear-MdfMetrics (SIGKILL) after each of its steps: runs are there whole or not at all.</summary>
public sealed class KilledRemovalTests
{
    private const string Fill = """
        foreach ($i in 0..5) {
            Start-MdfRun -RunId "r$i" -Tag @{ keep = $i % 2 } { Enter-MdfStage s { 1..3 | Measure-MdfOperator o { $_ } | Out-Null } }
        }
        """;

    private const string Kill = """
        param($Store, $Step)
        Clear-MdfMetrics -Path $Store -MaxSize 1 -KeepTag @{ keep = 1 } -Verbose 4>&1 | ForEach-Object {
            if ("$_" -eq "$Step.") { [Diagnostics.Process]::GetCurrentProcess().Kill() }
        }
        """;

    [Theory]
    [InlineData("Noted", 6)]
    [InlineData("Committed", 3)]
    [InlineData("Waited", 3)]
    [InlineData("Deleted", 3)]
    public void Clear_KilledAfterAStep_NextCallFinishesOrUndoesIt(string step, int runs)
    {
        using ModuleSession session = Scripts.Open();
        session.Invoke(Fill).Clean();
        using (var process = new MdfProcess(Kill, "-Store", session.Store, "-Step", step))
        {
            Assert.NotEqual(0, process.Finish().ExitCode);
        }

        Assert.Equal(runs, session.Invoke("Get-MdfRun").Clean().Output.Count);
        Assert.Equal(runs, session.Invoke("Get-MdfRun | Get-MdfOperatorMetric").Clean().Output.Count);

        Assert.Equal(
            [$"cleared {runs - 3} 3"],
            session.Invoke("Clear-MdfMetrics -MaxSize 1 -KeepTag @{ keep = 1 } | Show status, runs, kept").Texts());

        Assert.Equal(3, DuckDbFiles.Read(session.Store));
        Assert.Equal(12, Directory.GetFiles(session.Store, "*.parquet", SearchOption.AllDirectories).Length);
    }
}
