using System.Management.Automation;
using MdfMetrics.Module.Tests.Harness;

namespace MdfMetrics.Module.Tests.Recording;

/// <summary>A run that throws is written, and the error goes on as if the run were not there.</summary>
public sealed class FailureTests
{
    private const string ShowRun = "Get-MdfRun | Show status, error, total_input_records, total_errors";

    [Fact]
    public void Throw_InAnOperator_WritesWhatWasMeasured()
    {
        using ModuleSession session = Scripts.Open();

        ErrorRecord error = session.Failure("""
            Start-MdfRun {
                Enter-MdfStage a { $null = 1..4 | Measure-MdfOperator ok { $_ } }
                Enter-MdfStage b { 1..4 | Measure-MdfOperator bad { if ($_ -eq 3) { throw 'boom' }; $_ } }
                'not reached'
            }
            """);

        Assert.Equal("boom", error.Exception.Message);
        Assert.Equal(["failed boom 4 1"], session.Invoke(ShowRun).Clean().Texts());
        Assert.Equal(
            ["ok 4 4 0", "bad 3 2 1"],
            session.Invoke(
                "Get-MdfRun | Get-MdfOperatorMetric | Show operator_name, input_records, output_records, error_count")
                .Clean().Texts());
    }

    [Theory]
    [InlineData("throw 'boom'")]
    [InlineData("throw [System.InvalidOperationException]::new('boom')")]
    [InlineData("Throw-Problem boom")]
    [InlineData("$null.Method()")]
    [InlineData("1 / 0")]
    [InlineData("[int] 'x'")]
    [InlineData("No-SuchCommand")]
    [InlineData("& { throw 'boom' }")]
    public void Rethrown_ErrorRecord_IsUnchanged(string statement)
    {
        const string Caught = """
            catch {
                "$_"; $_.FullyQualifiedErrorId; "$($_.CategoryInfo)"; "$($_.TargetObject)"
                $_.Exception.GetType().Name; $_.InvocationInfo.ScriptLineNumber; $_.InvocationInfo.Line.Trim()
            }
            """;
        using ModuleSession session = Scripts.Open();
        string[] expected = [.. session.Invoke($"try {{\n& {{\n{statement}\n}} }} {Caught}").Texts()];

        ScriptResult result = session.Invoke($"try {{\nStart-MdfRun {{\n{statement}\n}} }} {Caught}");

        Assert.Equal(7, expected.Length);
        Assert.Equal(expected, result.Texts());
        Assert.Equal(["failed"], session.Invoke("(Get-MdfRun).status").Clean().Texts());
    }

    /// <summary>Write-Error tells where the block is that it stands in, as in a block that is dot-sourced.</summary>
    [Theory]
    [InlineData("Start-MdfRun -RunId r {\nWrite-Error boom\n}", 2, "Start-MdfRun -RunId r {")]
    [InlineData("Start-MdfRun { Enter-MdfStage s {\n1 | ForEach-Object { Write-Error boom } } }", 2, "Start-MdfRun { Enter-MdfStage s {")]
    public void WriteError_InABlock_TellsThePlaceOfTheBlock(string script, int line, string text)
    {
        using ModuleSession session = Scripts.Open();

        InvocationInfo place = Assert.Single(session.Invoke("\n" + script).Errors).InvocationInfo;

        Assert.Equal(line, place.ScriptLineNumber);
        Assert.Equal(text, place.Line.Trim());
    }

    [Theory]
    [InlineData("Start-MdfRun { throw 'boom' }; 'not reached'")]
    [InlineData("Start-MdfRun { Enter-MdfStage s { throw 'boom' } }; 'not reached'")]
    [InlineData("Start-MdfRun { throw 'boom' } | ForEach-Object { $_ }; 'not reached'")]
    [InlineData("$x = Start-MdfRun { throw 'boom' }; 'not reached'")]
    public void Throw_WithoutTry_EndsTheScript(string script)
    {
        using ModuleSession session = Scripts.Open();

        Assert.Equal("boom", session.Failure(script).Exception.Message);
    }

    [Theory]
    [InlineData("Throw-Problem boom; 'goes on'")]
    [InlineData("[int] 'x'; 'goes on'")]
    [InlineData("1 / 0; 'goes on'")]
    [InlineData("No-SuchCommand; 'goes on'")]
    public void StatementTerminatingError_WithoutTry_GoesOnAsInAnyBlock(string body)
    {
        using ModuleSession session = Scripts.Open();
        ScriptResult plain = session.Invoke($". {{ {body} }}; 'after'");

        ScriptResult result = session.Invoke($"Start-MdfRun {{ {body} }}; 'after'");

        Assert.Equal(["goes on", "after"], plain.Texts());
        Assert.Equal(plain.Texts(), result.Texts());
        Assert.Equal(plain.Errors.Select(error => error.Id()), result.Errors.Select(error => error.Id()));
        Assert.Equal(["completed"], session.Invoke("(Get-MdfRun).status").Clean().Texts());
    }

    [Fact]
    public void NonTerminatingError_InTheBlock_LeavesTheRunCompleted()
    {
        using ModuleSession session = Scripts.Open();

        ScriptResult result = session.Invoke("Start-MdfRun { Write-Error small; 'goes on' }");

        Assert.Equal(["goes on"], result.Texts());
        Assert.Equal("small", Assert.Single(result.Errors).ToString());
        Assert.Equal(["completed  0 0"], session.Invoke(ShowRun).Clean().Texts());
    }

    [Fact]
    public void Throw_StageLeftOpen_IsWrittenAndTheErrorGoesOn()
    {
        using ModuleSession session = Scripts.Open();

        ScriptResult result = session.Invoke("""
            try { Start-MdfRun { Enter-MdfStage left; $null = 1 | Measure-MdfOperator op { $_ }; throw 'boom' } }
            catch { "caught $_" }
            """);

        Assert.Equal(["caught boom"], result.Texts());
        Assert.Contains("'left'", Assert.Single(result.Warnings));
        Assert.Equal(["failed boom 1 0"], session.Invoke(ShowRun).Clean().Texts());
    }

    [Fact]
    public void Throw_WarningsAreErrors_WritesTheRunFirst()
    {
        using ModuleSession session = Scripts.Open();

        session.Failure("$WarningPreference = 'Stop'; Start-MdfRun { Enter-MdfStage left; throw 'boom' }");

        Assert.Equal(["failed boom 0 0"], session.Invoke(ShowRun).Clean().Texts());
    }

    [Fact]
    public void Throw_StoreNotWritable_TheOriginalErrorGoesOn()
    {
        using ModuleSession session = Scripts.Open();
        session.Write("file", "no folder");

        ErrorRecord error = session.Failure(
            "$ErrorActionPreference = 'Stop'; Start-MdfRun -Path ./file { throw 'boom' }");

        Assert.Equal("boom", error.Exception.Message);
    }

    [Fact]
    public void Stop_WithAMessage_IsFailed()
    {
        using ModuleSession session = Scripts.Open();

        session.Invoke("$null = Start-MdfRun; $null = Stop-MdfRun -ErrorMessage 'no disk, password=hunter2'").Clean();

        string text = (string)session.Invoke(ShowRun).Clean().Single.BaseObject;
        Assert.StartsWith("failed no disk", text, StringComparison.Ordinal);
        Assert.DoesNotContain("hunter2", text, StringComparison.Ordinal);
    }
}
