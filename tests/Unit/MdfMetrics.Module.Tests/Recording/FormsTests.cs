using System.Globalization;
using System.Management.Automation;
using MdfMetrics.Module.Tests.Harness;

namespace MdfMetrics.Module.Tests.Recording;

/// <summary>Runs and stages as blocks and as pairs of commands.</summary>
public sealed class FormsTests
{
    private const string ShowRun =
        "Show run_id, status, num_stages, total_input_records, total_output_records, total_errors, pass_rate";

    [Fact]
    public void BlockForm_TwoStages_IsWrittenWithItsFigures()
    {
        using ModuleSession session = Scripts.Open();

        session.Invoke("""
            Start-MdfRun -RunId r {
                Enter-MdfStage first { $script:kept = 1..10 | Measure-MdfOperator half { if ($_ % 2) { $_ } } }
                Enter-MdfStage second { $null = $kept | Measure-MdfOperator same { $_ } | Measure-MdfOperator one { if ($_ -eq 1) { $_ } } }
            }
            """).Clean();

        Assert.Equal(["r completed 2 10 1 0 10"], session.Invoke($"Get-MdfRun | {ShowRun}").Clean().Texts());
        Assert.Equal(
            ["first 0 1 10 5 50", "second 1 1 5 1 20"],
            session.Invoke(
                "Get-MdfStageMetric r | Show stage_name, stage_index, num_workers, input_records, output_records, pass_rate")
                .Clean().Texts());
        Assert.Equal(
            ["first half worker_0 0 0 10 5", "second same worker_0 1 0 5 5", "second one worker_0 1 1 5 1"],
            session.Invoke(
                "Get-MdfOperatorMetric r | "
                + "Show stage_name, operator_name, worker_id, stage_index, operator_index, input_records, output_records")
                .Clean().Texts());
    }

    [Fact]
    public void PairForm_TwoStages_IsWrittenWithItsFigures()
    {
        using ModuleSession session = Scripts.Open();

        ScriptResult result = session.Invoke($$"""
            $handle = Start-MdfRun -RunId r
            "$($handle.run_id) $($handle.status) $($handle.stage) $handle"
            Enter-MdfStage first
            $handle.stage
            $kept = 1..10 | Measure-MdfOperator half { if ($_ % 2) { $_ } }
            Exit-MdfStage
            Enter-MdfStage second
            $null = $kept | Measure-MdfOperator one { if ($_ -eq 1) { $_ } }
            Exit-MdfStage
            Stop-MdfRun | {{ShowRun}}
            $handle.status
            Get-MdfRun | {{ShowRun}}
            """).Clean();

        Assert.Equal(
            ["r running  r", "first", "r completed 2 10 1 0 10", "completed", "r completed 2 10 1 0 10"],
            result.Texts());
    }

    [Fact]
    public void Start_WithoutId_GeneratesOneOfNowInUtc()
    {
        using ModuleSession session = Scripts.Open();

        string id = (string)session.Invoke("(Start-MdfRun).run_id; $null = Stop-MdfRun").Clean().Single.BaseObject;

        Assert.Matches("^run_[0-9]{8}_[0-9]{6}_[0-9a-f]{8}$", id);
        var time = DateTime.ParseExact(id[4..19], "yyyyMMdd_HHmmss", CultureInfo.InvariantCulture);
        Assert.InRange(time, DateTime.UtcNow.AddMinutes(-5), DateTime.UtcNow.AddSeconds(1));
        Assert.Equal([id], session.Invoke("(Get-MdfRun).run_id").Clean().Values);
    }

    [Fact]
    public void BlockForms_Output_StreamsAndVariablesSurvive()
    {
        using ModuleSession session = Scripts.Open();

        ScriptResult result = session.Invoke("""
            $x = 0
            $log = [System.Collections.Generic.List[string]]::new()
            Start-MdfRun { Enter-MdfStage s { $x = 1; $log.Add('a'); 'a'; $log.Add('b'); 'b' }; $y = 2 } |
                ForEach-Object { $log.Add("got $_") }
            $log -join ', '
            "$x $y"
            """).Clean();

        Assert.Equal(["a, got a, b, got b", "1 2"], result.Texts());
    }

    [Fact]
    public void BlockForm_PassThru_GivesTheRunLast()
    {
        using ModuleSession session = Scripts.Open();

        PSObject[] output = [.. session.Invoke("Start-MdfRun -RunId r -PassThru { 'out' }").Clean().Output];

        Assert.Equal("out", output[0].BaseObject);
        Assert.Contains("MdfMetrics.RunMetrics", output[1].TypeNames);
        Assert.Equal(2, output.Length);
    }

    [Theory]
    [InlineData("Start-MdfRun { }")]
    [InlineData("$null = Start-MdfRun; Enter-MdfStage s; Exit-MdfStage; $null = Stop-MdfRun")]
    [InlineData("Start-MdfRun { Enter-MdfStage s { } }")]
    [InlineData("Start-MdfRun { Enter-MdfStage s { Add-MdfOperatorMetric op }; Add-MdfStageMetric s }")]
    public void RecordingCommands_WithoutPassThru_GiveNothing(string script)
    {
        using ModuleSession session = Scripts.Open();

        Assert.Empty(session.Invoke(script).Clean().Output);
    }

    [Fact]
    public void CurrentRun_InTheBlock_IsTheHandle()
    {
        using ModuleSession session = Scripts.Open();

        Assert.Equal(
            ["r running"],
            session.Invoke("Start-MdfRun -RunId r { Get-MdfRun -Current | Show run_id, status }").Clean().Texts());
    }

    [Fact]
    public void CurrentRun_NestedRuns_IsTheInnerOneThenTheOuterAgain()
    {
        using ModuleSession session = Scripts.Open();

        ScriptResult result = session.Invoke("""
            Start-MdfRun -RunId outer {
                Start-MdfRun -RunId inner { (Get-MdfRun -Current).run_id }
                (Get-MdfRun -Current).run_id
            }
            """).Clean();

        Assert.Equal(["inner", "outer"], result.Texts());
    }

    [Fact]
    public void CurrentRun_OfAnotherRunspace_IsNotCurrent()
    {
        using ModuleSession one = Scripts.Record();
        using ModuleSession other = Scripts.Open();

        Assert.Equal("NoCurrentRun", other.Refusal("Get-MdfRun -Current").Id());
    }

    [Fact]
    public void CurrentRun_StoppedByAnotherRunspace_IsNoLongerCurrent()
    {
        using ModuleSession one = Scripts.Record();
        using ModuleSession other = Scripts.Open();
        object handle = one.Invoke("Get-MdfRun -Current").Clean().Single;

        other.Invoke("param($run) $null = Stop-MdfRun -Run $run", handle);

        Assert.Equal("NoCurrentRun", one.Refusal("Get-MdfRun -Current").Id());
    }
}
