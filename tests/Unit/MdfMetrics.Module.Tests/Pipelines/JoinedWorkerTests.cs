using System.Management.Automation;
using MdfMetrics.Module.Tests.Harness;

namespace MdfMetrics.Module.Tests.Pipelines;

/// <summary>
/// Workers elsewhere that take part in a pipeline's run: what an operator hands on to another machine.
/// </summary>
public sealed class JoinedWorkerTests
{
    private readonly string _stage = Pipeline.Stage("a", "{name: Same}");

    [Fact]
    public void Invoke_ExpectedWorker_IsWaitedForAndGathered()
    {
        using var pipeline = new Pipeline();
        pipeline.Write("Numbers {count: 10}", _stage);
        using PowerShell shell = pipeline.Start(
            "Invoke-MdfPipeline p.yaml -RunId r -ExpectedWorker remote -WaitTimeout 60");
        IAsyncResult running = shell.BeginInvoke();
        using ModuleSession worker = Scripts.Open();

        worker.Invoke(
            """
            param($store)
            for ($i = 0; $i -lt 3000 -and -not $run; $i++) { try { $run = Connect-MdfRun r -Path $store -WorkerId remote } catch { Start-Sleep -Milliseconds 20 } }
            Enter-MdfStage a
            1..5 | Measure-MdfOperator Far { $_ } | Out-Null
            Exit-MdfStage
            Disconnect-MdfRun
            """,
            Path.Combine(pipeline.Folder, "metrics"));

        shell.EndInvoke(running);
        Assert.Empty(shell.Streams.Warning);
        Assert.Equal(["a/Far 5 5 0", "a/Same 10 10 0"], pipeline.Rows().Order(StringComparer.Ordinal));
    }

    [Fact]
    public void Invoke_ExpectedWorkerThatDoesNotCome_IsNamedWhenTimeIsUp()
    {
        using var pipeline = new Pipeline();
        pipeline.Write("Numbers {count: 10}", _stage);

        ScriptResult result = pipeline.Invoke("Invoke-MdfPipeline p.yaml -RunId r -ExpectedWorker remote -WaitTimeout 0.1");

        Assert.Contains("remote", Assert.Single(result.Warnings), StringComparison.Ordinal);
        Assert.Equal("completed", pipeline.Status());
    }
}
