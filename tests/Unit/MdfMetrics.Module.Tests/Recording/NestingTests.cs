using System.Management.Automation;
using MdfMetrics.Module.Tests.Harness;

namespace MdfMetrics.Module.Tests.Recording;

/// <summary>Commands in the wrong order say so, with an id that scripts can rely on.</summary>
public sealed class NestingTests
{
    private const string Stopped = "$h = Start-MdfRun -RunId r; $null = Stop-MdfRun; ";

    [Theory]
    [InlineData("Stop-MdfRun", "NoCurrentRun", null)]
    [InlineData("Enter-MdfStage s", "NoCurrentRun", null)]
    [InlineData("Enter-MdfStage s { }", "NoCurrentRun", null)]
    [InlineData("Exit-MdfStage", "NoCurrentRun", null)]
    [InlineData("Add-MdfOperatorMetric op -StageName s", "NoCurrentRun", null)]
    [InlineData("Add-MdfStageMetric s", "NoCurrentRun", null)]
    [InlineData("Get-MdfRun -Current", "NoCurrentRun", null)]
    [InlineData("Export-MdfMetrics", "NoCurrentRun", null)]
    [InlineData("Start-MdfRun -RunId r { Exit-MdfStage }", "StageNotEntered", "r")]
    [InlineData("Start-MdfRun -RunId r { Enter-MdfStage a { }; Exit-MdfStage }", "StageNotEntered", "r")]
    [InlineData("Start-MdfRun -RunId r { Add-MdfOperatorMetric op }", "StageNotEntered", "r")]
    [InlineData("Start-MdfRun -RunId r { Add-MdfStageMetric }", "StageNotEntered", "r")]
    [InlineData("Start-MdfRun { Enter-MdfStage a { Enter-MdfStage b { } } }", "StageAlreadyEntered", "b")]
    [InlineData("Start-MdfRun { Enter-MdfStage a { Enter-MdfStage a { } } }", "StageAlreadyEntered", "a")]
    [InlineData(Stopped + "Stop-MdfRun", "NoCurrentRun", null)]
    [InlineData(Stopped + "Stop-MdfRun -Run $h", "RunStopped", "r")]
    [InlineData(Stopped + "Enter-MdfStage s -Run $h", "RunStopped", "r")]
    [InlineData(Stopped + "Enter-MdfStage s { } -Run $h", "RunStopped", "r")]
    [InlineData(Stopped + "Add-MdfOperatorMetric op -StageName s -Run $h", "RunStopped", "r")]
    [InlineData(Stopped + "Add-MdfStageMetric s -Run $h", "RunStopped", "r")]
    public void Command_OutOfOrder_IsATerminatingError(string script, string id, string? target)
    {
        using ModuleSession session = Scripts.Open();

        ErrorRecord error = session.Refusal(script);

        Assert.Equal(id, error.Id());
        Assert.Equal(ErrorCategory.InvalidOperation, error.CategoryInfo.Category);
        Assert.Equal(target, error.TargetObject?.ToString());
    }

    /// <summary>As a variable whose Start-MdfRun failed: it must not mean the run around it.</summary>
    [Theory]
    [InlineData("Stop-MdfRun $unset")]
    [InlineData("Stop-MdfRun -Run $unset")]
    [InlineData("$unset | Stop-MdfRun")]
    [InlineData("$unset, $unset | Stop-MdfRun -Status failed")]
    [InlineData("$unset | Disconnect-MdfRun")]
    [InlineData("Disconnect-MdfRun $unset")]
    [InlineData("Enter-MdfStage s -Run $unset")]
    [InlineData("Exit-MdfStage -Run $unset")]
    [InlineData("Add-MdfStageMetric s -Run $unset")]
    [InlineData("Add-MdfOperatorMetric op -StageName s -Run $unset")]
    [InlineData("$null = 1 | Measure-MdfOperator op { $_ } -StageName s -Run $unset")]
    public void Command_RunWithoutAValue_IsRefusedAndTheCurrentRunGoesOn(string script)
    {
        using ModuleSession session = Scripts.Open();

        ScriptResult result = session.Invoke(
            $"$run = Start-MdfRun -RunId outer\n{script}\n$run.status; $run.stage");

        Assert.Equal(["running", ""], result.Texts());
        Assert.All(result.Errors, error => Assert.Equal("InvalidParameters", error.Id()));
        Assert.NotEmpty(result.Errors);
    }

    [Fact]
    public void Stop_OneOfSeveralPipedIsStopped_StopsTheOthers()
    {
        using ModuleSession session = Scripts.Open();

        ScriptResult result = session.Invoke("""
            $a = Start-MdfRun -RunId a
            $null = Stop-MdfRun $a
            $b = Start-MdfRun -RunId b
            $c = Start-MdfRun -RunId c
            ($b, $a, $unset, $c | Stop-MdfRun).run_id
            """);

        Assert.Equal(["b", "c"], result.Texts());
        Assert.Equal(["RunStopped", "InvalidParameters"], result.Errors.Select(error => error.Id()));
    }

    [Theory]
    [InlineData("", "NoCurrentRun")]
    [InlineData("$null = Start-MdfRun", "StageNotEntered")]
    [InlineData("$null = Start-MdfRun; Enter-MdfStage s { }", "StageNotEntered")]
    public void Measure_WithoutRunOrStage_PassesTheDataThroughWithOneError(string before, string id)
    {
        using ModuleSession session = Scripts.Open();

        ScriptResult result = session.Invoke($"{before}; 1..3 | Measure-MdfOperator op {{ $_ * 2 }}");

        Assert.Equal([2, 4, 6], result.Values);
        Assert.Equal(id, Assert.Single(result.Errors).Id());
    }

    [Fact]
    public void Measure_OnAStoppedRun_PassesTheDataThroughWithOneError()
    {
        using ModuleSession session = Scripts.Open();

        ScriptResult result = session.Invoke(Stopped + "1..3 | Measure-MdfOperator op { $_ } -Run $h -StageName s");

        Assert.Equal([1, 2, 3], result.Values);
        Assert.Equal("RunStopped", Assert.Single(result.Errors).Id());
    }

    [Fact]
    public void Measure_WithoutARunErrorsIgnored_IsSilent()
    {
        using ModuleSession session = Scripts.Open();

        ScriptResult result = session.Invoke("1..3 | Measure-MdfOperator op { $_ } -ErrorAction Ignore; $Error.Count");

        Assert.Equal([1, 2, 3, 0], result.Clean().Values);
    }

    [Fact]
    public void Stop_StageLeftOpen_IsClosedWithAWarning()
    {
        using ModuleSession session = Scripts.Open();

        ScriptResult result = session.Invoke("""
            $null = Start-MdfRun
            Enter-MdfStage left
            $null = 1..3 | Measure-MdfOperator op { $_ }
            $m = Stop-MdfRun
            $m | Get-MdfStageMetric | Show stage_name, input_records
            ($m | Get-MdfStageMetric).wall_time -ge 0
            """);

        Assert.Equal(["left 3", "True"], result.Texts());
        Assert.Contains("'left'", Assert.Single(result.Warnings));
        Assert.Empty(result.Errors);
    }

    [Fact]
    public void Stop_WarningsAreErrors_WritesTheRunFirst()
    {
        using ModuleSession session = Scripts.Open();

        session.Refusal("""
            $null = Start-MdfRun -RunId r
            Enter-MdfStage left
            Stop-MdfRun -WarningAction Stop
            """);

        Assert.Equal(["r"], session.Invoke("(Get-MdfRun).run_id").Clean().Texts());
    }

    [Fact]
    public void Enter_AfterAFailedStage_Works()
    {
        using ModuleSession session = Scripts.Open();

        ScriptResult result = session.Invoke("""
            $m = Start-MdfRun -PassThru {
                try { Enter-MdfStage a { throw 'x' } } catch { }
                Enter-MdfStage b { 'in b' }
            }
            $m[0]; $m[1].status
            """).Clean();

        Assert.Equal(["in b", "completed"], result.Texts());
    }
}
