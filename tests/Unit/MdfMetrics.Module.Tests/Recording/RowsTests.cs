using System.Management.Automation;
using MdfMetrics.Module.Tests.Harness;

namespace MdfMetrics.Module.Tests.Recording;

/// <summary>One row for each stage, operator and worker.</summary>
public sealed class RowsTests
{
    private const string Rows =
        "$m = Stop-MdfRun; $m | Get-MdfOperatorMetric | Show stage_name, operator_name, worker_id, input_records";

    [Fact]
    public void SameOperator_TwiceInOnePipeline_HasARowOfItsOwn()
    {
        using ModuleSession session = Scripts.Record();

        ScriptResult result = session.Invoke(
            $"$null = 1..4 | Measure-MdfOperator op {{ if ($_ -gt 1) {{ $_ }} }} | Measure-MdfOperator op {{ $_ }}; Exit-MdfStage; {Rows}");

        Assert.Equal(["s op worker_0 4", "s op#2 worker_0 3"], result.Texts());
        Assert.Contains("op#2", Assert.Single(result.Warnings));
    }

    [Fact]
    public void SameOperator_MeasuredAgain_AddsUp()
    {
        using ModuleSession session = Scripts.Record();

        ScriptResult result = session.Invoke(
            $"$null = 1..4 | Measure-MdfOperator op {{ $_ }}; $null = 1..3 | Measure-MdfOperator op {{ $_ }}; Exit-MdfStage; {Rows}");

        Assert.Equal(["s op worker_0 7"], result.Clean().Texts());
    }

    [Fact]
    public void SameStage_EnteredAgain_GoesOn()
    {
        using ModuleSession session = Scripts.Open();

        ScriptResult result = session.Invoke($$"""
            $null = Start-MdfRun
            Enter-MdfStage a { $null = 1..4 | Measure-MdfOperator op { $_ } }
            Enter-MdfStage b { $null = 1..2 | Measure-MdfOperator op { $_ } }
            Enter-MdfStage a { $null = 1..3 | Measure-MdfOperator op { $_ } }
            {{Rows}}
            $m | Get-MdfStageMetric | Show stage_name, stage_index, input_records
            """);

        Assert.Equal(["a op worker_0 7", "b op worker_0 2", "a 0 7", "b 1 2"], result.Clean().Texts());
    }

    [Fact]
    public void SameNames_OfAnotherCase_AreOthers()
    {
        using ModuleSession session = Scripts.Record();

        ScriptResult result = session.Invoke(
            $"$null = 1 | Measure-MdfOperator op {{ $_ }}; $null = 1 | Measure-MdfOperator OP {{ $_ }}; Exit-MdfStage; {Rows}");

        Assert.Equal(["s op worker_0 1", "s OP worker_0 1"], result.Clean().Texts());
    }

    [Fact]
    public void WorkerId_Given_IsKept()
    {
        using ModuleSession session = Scripts.Record();

        ScriptResult result = session.Invoke(
            $"$null = 1 | Measure-MdfOperator op {{ $_ }} -WorkerId gpu/0; Exit-MdfStage; {Rows}");

        Assert.Equal(["s op gpu/0 1"], result.Clean().Texts());
    }

    [Fact]
    public async Task Run_InOtherRunspaces_HasAWorkerEach()
    {
        using ModuleSession main = Scripts.Record();
        object handle = main.Invoke("$null = 1..5 | Measure-MdfOperator op { $_ }; Get-MdfRun -Current").Clean().Single;

        await Task.WhenAll(Enumerable.Range(0, 3).Select(n => Task.Run(() =>
        {
            using ModuleSession worker = Scripts.Open();
            worker.Invoke("param($run) $null = 1..10 | Measure-MdfOperator op { $_ } -Run $run", handle).Clean();
            worker.Invoke("param($run) $null = 1..10 | Measure-MdfOperator op { $_ } -Run $run", handle).Clean();
        })));

        string[] rows =
            [.. main.Invoke(
                $"Exit-MdfStage; {Rows}; $m | Get-MdfStageMetric | Show num_workers, input_records").Clean().Texts()];
        Assert.Equal(
            ["s op worker_0 5", "s op worker_1 20", "s op worker_2 20", "s op worker_3 20", "4 65"],
            rows.Order(StringComparer.Ordinal).OrderByDescending(row => row[0]));
    }

    [Theory]
    [InlineData("-StageName other", "other op 1")]
    [InlineData("", "s op 1")]
    public void Run_InAnotherRunspace_FindsTheStage(string parameters, string expected)
    {
        using ModuleSession main = Scripts.Record();
        using ModuleSession worker = Scripts.Open();
        object handle = main.Invoke("Get-MdfRun -Current").Clean().Single;

        worker.Invoke(
            $"param($run) $null = 1 | Measure-MdfOperator op {{ $_ }} -Run $run {parameters}",
            handle).Clean();

        Assert.Equal(
            [expected],
            main.Invoke(
                "Exit-MdfStage; Stop-MdfRun | Get-MdfOperatorMetric | Show stage_name, operator_name, input_records")
                .Clean().Texts());
    }

    [Fact]
    public void Run_InAnotherRunspace_OwnStageComesFirst()
    {
        using ModuleSession main = Scripts.Record();
        using ModuleSession worker = Scripts.Open();
        object handle = main.Invoke("Get-MdfRun -Current").Clean().Single;

        worker.Invoke(
            "param($run) Enter-MdfStage mine -Run $run { $null = 1 | Measure-MdfOperator op { $_ } -Run $run }",
            handle).Clean();

        Assert.Equal(
            ["mine op worker_0 1"],
            main.Invoke($"Exit-MdfStage; {Rows}").Clean().Texts());
    }

    [Theory]
    [InlineData("ünï cödé 日本 😀")]
    [InlineData("a/b\\c")]
    [InlineData("it's \"quoted\"")]
    [InlineData("../../etc")]
    [InlineData("a*b?[c]")]
    [InlineData("line\nbreak")]
    [InlineData("NULL")]
    public void Names_OfAnyText_ComeBack(string name)
    {
        using ModuleSession session = Scripts.Open();

        ScriptResult result = session.Invoke(
            """
            param($name)
            Start-MdfRun -RunId r { Enter-MdfStage $name { $null = 1 | Measure-MdfOperator $name { $_ } -WorkerId $name } }
            Get-MdfStageMetric r | ForEach-Object stage_name
            Get-MdfOperatorMetric r | ForEach-Object { $_.stage_name; $_.operator_name; $_.worker_id }
            """,
            name).Clean();

        Assert.Equal([name, name, name, name], result.Texts());
    }

    [Theory]
    [InlineData("Enter-MdfStage ''")]
    [InlineData("Enter-MdfStage ' ' { 'never' }")]
    [InlineData("Enter-MdfStage ('x' * 1025)")]
    public void StageName_ThatIsNone_IsRefused(string script)
    {
        using ModuleSession session = Scripts.Open();

        ErrorRecord error = session.Refusal($"$null = Start-MdfRun; {script}");

        Assert.Equal("InvalidName", error.Id());
        Assert.Equal(ErrorCategory.InvalidArgument, error.CategoryInfo.Category);
    }

    [Theory]
    [InlineData("' '", "")]
    [InlineData("('x' * 1025)", "")]
    [InlineData("op", "-WorkerId ('x' * 1025)")]
    public void OperatorName_ThatIsNone_PassesTheDataThrough(string name, string parameters)
    {
        using ModuleSession session = Scripts.Record();

        ScriptResult result = session.Invoke($"1..3 | Measure-MdfOperator {name} {{ $_ }} {parameters}");

        Assert.Equal([1, 2, 3], result.Values);
        Assert.Equal("InvalidName", Assert.Single(result.Errors).Id());
    }

    [Fact]
    public void Stop_OperatorAtWork_IsWarnedOfAndItsRowKept()
    {
        using ModuleSession session = Scripts.Open();

        ScriptResult result = session.Invoke("""
            $run = Start-MdfRun
            Enter-MdfStage s
            1..3 | Measure-MdfOperator op { $_ } | ForEach-Object { if ($_ -eq 2) { $script:m = Stop-MdfRun } }
            ($m | Get-MdfOperatorMetric).input_records
            """);

        Assert.Equal(["2"], result.Texts());
        Assert.Contains(result.Warnings, warning => warning.Contains("op on worker_0", StringComparison.Ordinal));
    }
}
