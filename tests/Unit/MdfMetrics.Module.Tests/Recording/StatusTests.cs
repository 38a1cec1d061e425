using System.Management.Automation;
using MdfMetrics.Module.Tests.Harness;

namespace MdfMetrics.Module.Tests.Recording;

/// <summary>How a run ends, by what ends its block.</summary>
public sealed class StatusTests
{
    [Theory]
    [InlineData("Start-MdfRun { 1 }", "completed ")]
    [InlineData("Start-MdfRun { return 1 }", "completed ")]
    [InlineData("foreach ($i in 1..3) { Start-MdfRun { break }; throw 'not reached' }", "completed ")]
    [InlineData("foreach ($i in 1) { Start-MdfRun { continue }; throw 'not reached' }", "completed ")]
    [InlineData("foreach ($i in 1) { Start-MdfRun { Enter-MdfStage s { break } } }", "completed ")]
    [InlineData("Start-MdfRun { 1..100 } | Select-Object -First 3", "completed ")]
    [InlineData(
        "Start-MdfRun { Enter-MdfStage s { 1..100 | Measure-MdfOperator op { $_ } } } | Select-Object -First 3",
        "completed ")]
    [InlineData("Start-MdfRun { 1..100 | Select-Object -First 3 }", "completed ")]
    [InlineData("Start-MdfRun { exit }", "completed ")]
    [InlineData("Start-MdfRun { exit 0 }", "completed ")]
    [InlineData("Start-MdfRun { exit 7 }", "failed exit 7")]
    [InlineData("Start-MdfRun { Enter-MdfStage s { 1 | Measure-MdfOperator op { exit 7 } } }", "failed exit 7")]
    [InlineData("try { Start-MdfRun { throw 'x' } } catch { }", "failed x")]
    [InlineData("Start-MdfRun { Start-MdfRun -RunId q { }; Get-MdfRun q | ForEach-Object { } }", "completed ")]
    [InlineData("Start-MdfRun { $null = Stop-MdfRun }", "completed ")]
    [InlineData("Start-MdfRun { $null = Stop-MdfRun -Status failed; throw 'x' }", "failed ")]
    [InlineData("Start-MdfRun { 1, 2 } | ForEach-Object { throw 'down' }", "failed down")]
    public void Run_EndsBy_HasTheStatus(string script, string expected)
    {
        using ModuleSession session = Scripts.Open();

        try
        {
            session.Invoke($"function f {{ {script} }}; f");
        }
        catch (RuntimeException)
        {
            // What comes out is the subject of other tests.
        }

        Assert.Equal(expected, session.Invoke("Get-MdfRun -Last 1 | Show status, error").Clean().Texts().Single());
        Assert.Equal("NoCurrentRun", session.Refusal("Get-MdfRun -Current").Id());
    }

    [Fact]
    public async Task Run_Stopped_IsWrittenAsFailed()
    {
        using ModuleSession session = Scripts.Open();
        using var atWork = new ManualResetEventSlim();
        using PowerShell shell = session.Start(
            """
            param($atWork)
            Start-MdfRun {
                Enter-MdfStage s {
                    1..1000000 | Measure-MdfOperator op { $_ } | ForEach-Object { if ($_ -ge 3) { $atWork.Set() }; Start-Sleep -Milliseconds 1 }
                }
            }
            """,
            atWork);
        IAsyncResult running = shell.BeginInvoke();
        Assert.True(atWork.Wait(TimeSpan.FromMinutes(1)));

        await shell.StopAsync(null, null);

        Assert.ThrowsAny<PipelineStoppedException>(() => shell.EndInvoke(running));
        ScriptResult result = session.Invoke("Get-MdfRun | Show status, error");
        Assert.StartsWith("failed Interrupted", result.Clean().Texts().Single(), StringComparison.Ordinal);
        Assert.Equal(
            ["True True True"],
            session.Invoke("""
                $op = Get-MdfRun | Get-MdfOperatorMetric
                "$($op.input_records -gt 0) $($op.output_records -ge $op.input_records - 1) $($op.error_count -eq 0)"
                """).Clean().Texts());
        Assert.Equal("NoCurrentRun", session.Refusal("Get-MdfRun -Current").Id());
    }

    [Fact]
    public void TakeFirst_OfARun_GivesTheFirst()
    {
        using ModuleSession session = Scripts.Open();

        Assert.Equal([1, 2, 3], session.Invoke("Start-MdfRun { 1..100 } | Select-Object -First 3").Clean().Values);
    }
}
