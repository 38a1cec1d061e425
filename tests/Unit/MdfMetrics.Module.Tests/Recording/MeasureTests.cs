using MdfMetrics.Module.Tests.Harness;

namespace MdfMetrics.Module.Tests.Recording;

/// <summary>
/// What Measure-MdfOperator counts. What its block does is the subject of <see cref="ForEachObjectTests"/>.
/// </summary>
public sealed class MeasureTests
{
    private const string Stop =
        "; Stop-MdfRun | Get-MdfOperatorMetric | Show operator_name, input_records, output_records, error_count";

    [Theory]
    [InlineData("1..4 | Measure-MdfOperator op { $_ }", "op 4 4 0")]
    [InlineData("1..4 | Measure-MdfOperator op { if ($_ -gt 1) { $_ } }", "op 4 3 0")]
    [InlineData("1..4 | Measure-MdfOperator op { $_, $_ }", "op 4 8 0")]
    [InlineData("1..4 | Measure-MdfOperator op { $null }", "op 4 4 0")]
    [InlineData("1..4 | Measure-MdfOperator op { , @(1, 2) }", "op 4 4 0")]
    [InlineData("1..4 | Measure-MdfOperator op { }", "op 4 0 0")]
    [InlineData("@() | Measure-MdfOperator op { $_ }", "op 0 0 0")]
    [InlineData("$null | Measure-MdfOperator op { 1 }", "op 1 1 0")]
    [InlineData("Measure-MdfOperator op { 1; 2 }", "op 0 2 0")]
    [InlineData("Measure-MdfOperator op { $_ } -InputObject 5", "op 1 1 0")]
    [InlineData("1..3 | Measure-MdfOperator op { $_ } -Begin { 'b' } -End { 'e'; 'e' }", "op 3 6 0")]
    [InlineData("@() | Measure-MdfOperator op { $_ } -Begin { 'b' }", "op 0 1 0")]
    [InlineData("1..3 | Measure-MdfOperator op { if ($_ -eq 2) { return }; $_ }", "op 3 2 0")]
    [InlineData("foreach ($i in 1) { 1..3 | Measure-MdfOperator op { if ($_ -eq 2) { break }; $_ } }", "op 2 1 0")]
    public void Records_InAndOut_AreCounted(string script, string expected)
    {
        using ModuleSession session = Scripts.Record();

        Assert.Equal([expected], session.Invoke($"Exit-MdfStage; Enter-MdfStage s {{ $null = {script} }}{Stop}".Replace(
            "$null = foreach", "foreach", StringComparison.Ordinal)).Clean().Texts().Where(text => text.StartsWith("op", StringComparison.Ordinal)));
    }

    [Theory]
    [InlineData("1..3 | Measure-MdfOperator op { Write-Error x; $_ }", "op 3 3 3")]
    [InlineData("1..3 | Measure-MdfOperator op { Write-Error x; Write-Error y }", "op 3 0 6")]
    [InlineData("1..3 | Measure-MdfOperator op { Write-Error x } 2>$null", "op 3 0 3")]
    [InlineData("1..3 | Measure-MdfOperator op { Write-Error x } -ErrorAction SilentlyContinue", "op 3 0 3")]
    [InlineData("1..3 | Measure-MdfOperator op { Write-Error x } -ErrorAction Ignore", "op 3 0 3")]
    [InlineData("1..3 | Measure-MdfOperator op { Write-Error x } -ErrorAction Stop", "op 1 0 1")]
    [InlineData("1..3 | Measure-MdfOperator op { throw 'x' }", "op 1 0 1")]
    [InlineData("1..3 | Measure-MdfOperator op { $_; throw 'x' }", "op 1 1 1")]
    [InlineData("1..3 | Measure-MdfOperator op { throw 'x' } -OnError Skip", "op 3 0 3")]
    [InlineData("1..3 | Measure-MdfOperator op { $_; if ($_ -eq 2) { throw 'x' }; $_ } -OnError Skip", "op 3 5 1")]
    [InlineData("1..3 | Measure-MdfOperator op { Write-Error x; throw 'y' } -OnError Skip", "op 3 0 6")]
    [InlineData("1..3 | Measure-MdfOperator op { try { throw 'x' } catch { $_.ToString() } }", "op 3 3 0")]
    [InlineData("1..3 | Measure-MdfOperator op { Write-Error x 2>$null; $_ }", "op 3 3 0")]
    [InlineData("1..3 | Measure-MdfOperator op { Throw-Problem x; $_ }", "op 1 0 1")]
    [InlineData("1..3 | Measure-MdfOperator op { 1 / ($_ - 2) }", "op 2 1 1")]
    [InlineData("1..3 | Measure-MdfOperator op { $_ } | ForEach-Object { throw 'down' }", "op 1 1 0")]
    [InlineData("1..3 | Measure-MdfOperator op { $_ } -OnError Skip | ForEach-Object { throw 'down' }", "op 1 1 0")]
    [InlineData(
        "1..3 | ForEach-Object { if ($_ -eq 2) { throw 'up' }; $_ } | Measure-MdfOperator op { $_ }",
        "op 1 1 0")]
    [InlineData("1..3 | Measure-MdfOperator op { $_ } -Begin { throw 'x' }", "op 0 0 1")]
    [InlineData("1..3 | Measure-MdfOperator op { $_ } -End { throw 'x' }", "op 3 3 1")]
    public void Errors_OfTheBlock_AreCountedOnce(string script, string expected)
    {
        using ModuleSession session = Scripts.Record();

        ScriptResult result = session.Invoke($"try {{ $null = {script} }} catch {{ }}{Stop}");

        Assert.Equal([expected], result.Texts());
    }

    [Theory]
    [InlineData("1..3 | Measure-MdfOperator op { throw 'x' } -OnError Skip", "x x x")]
    [InlineData("1..3 | Measure-MdfOperator op { Write-Error \"p$_\" }", "p1 p2 p3")]
    [InlineData("1..3 | Measure-MdfOperator op { Write-Error p } 2>$null", "")]
    [InlineData("1..3 | Measure-MdfOperator op { Write-Error p } -ErrorAction SilentlyContinue", "")]
    [InlineData("1..3 | Measure-MdfOperator op { throw 'x' } -OnError Skip -ErrorAction SilentlyContinue", "")]
    [InlineData(
        "1..3 | Measure-MdfOperator op { Write-Error $_ } -ErrorVariable e -ErrorAction SilentlyContinue; \"$e\"",
        "")]
    public void Errors_OfTheBlock_AreWrittenAsTheCmdletIsTold(string script, string expected)
    {
        using ModuleSession session = Scripts.Record();

        ScriptResult result = session.Invoke(script);

        Assert.Equal(expected, string.Join(' ', result.Errors.Select(error => error.ToString())));
        if (script.Contains("-ErrorVariable", StringComparison.Ordinal))
        {
            Assert.Equal(["1 2 3"], result.Texts());
        }
    }

    [Fact]
    public void OnErrorSkip_ErrorRecord_IsTheBlocksOwn()
    {
        using ModuleSession session = Scripts.Record();

        ScriptResult result = session.Invoke(
            "1..2 | Measure-MdfOperator op { if ($_ -eq 1) { throw 'x' }; $_ } -OnError Skip");

        Assert.Equal([2], result.Values);
        System.Management.Automation.ErrorRecord error = Assert.Single(result.Errors);
        Assert.Equal("x", error.Id());
        Assert.Contains("throw", error.InvocationInfo.Line, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("")]
    [InlineData("$ErrorActionPreference = 'Stop'")]
    public void NativeStandardError_IsNoError(string preference)
    {
        using ModuleSession session = Scripts.Record();
        string native = OperatingSystem.IsWindows() ? "cmd /c 'echo warn 1>&2'" : "/bin/sh -c 'echo warn >&2'";
        ScriptResult plain = session.Invoke($"{preference}; 1..2 | ForEach-Object {{ {native}; $_ }}");

        ScriptResult result = session.Invoke($"{preference}; 1..2 | Measure-MdfOperator op {{ {native}; $_ }}");

        Assert.Equal(["1", "2"], plain.Texts());
        Assert.Equal(plain.Texts(), result.Texts());
        Assert.Equal(["op 2 2 0"], session.Invoke(Stop.TrimStart(';')).Texts());
    }
}
