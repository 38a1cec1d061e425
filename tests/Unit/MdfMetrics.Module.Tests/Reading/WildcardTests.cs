using System.Management.Automation;
using MdfMetrics.Module.Tests.Harness;

namespace MdfMetrics.Module.Tests.Reading;

/// <summary>
/// Wildcards that are none: the same error wherever one is given, and the same meaning where it is one.
/// </summary>
public sealed class WildcardTests : IDisposable
{
    private readonly ModuleSession _session = Scripts.Open();

    public WildcardTests() => _session.Invoke("""
        Start-MdfRun -RunId a -Tag @{ '1' = 'x' } { Enter-MdfStage '[s' { 1..3 | Measure-MdfOperator o { $_ } | Out-Null } }
        """).Clean();

    public void Dispose() => _session.Dispose();

    [Theory]
    [InlineData("Get-MdfRun '[x'")]
    [InlineData("Get-MdfRun -Tag @{ team = '[x' }")]
    [InlineData("Get-MdfRun -Path '[x'")]
    [InlineData("Get-MdfStageMetric -StageName '[x'")]
    [InlineData("Get-MdfRun | Get-MdfOperatorMetric -StageName 'a', '[x'")]
    [InlineData("Get-MdfOperatorMetric -OperatorName '[x'")]
    [InlineData("Get-MdfOperatorMetric -RunId '[x'")]
    [InlineData("Get-MdfSummary -StageName '[x'")]
    [InlineData("Get-MdfSummary -OperatorName '[x'")]
    [InlineData("Compare-MdfRun -Difference a -Last 10 -Tag @{ team = '[x' }")]
    [InlineData("Remove-MdfRun '[x'")]
    [InlineData("Set-MdfRun '[x' -Tag @{ a = 1 }")]
    [InlineData("Clear-MdfMetrics 1d -KeepTag @{ keep = '[x' }")]
    [InlineData("Restore-MdfRun '[x'")]
    public void Any_MalformedWildcard_IsOurError(string script)
    {
        ErrorRecord error = _session.Refusal(script);

        Assert.Equal(
            ("InvalidPattern", ErrorCategory.InvalidArgument, "[x"),
            (error.Id(), error.CategoryInfo.Category, error.TargetObject));
    }

    [Theory]
    [InlineData("stage: '[x'", "rules[0].stage")]
    [InlineData("operator: '[x'", "rules[0].operator")]
    [InlineData("worker: '[x'", "rules[0].worker")]
    [InlineData("tag: { team: '[x' }", "rules[0].tag")]
    public void TestAlert_MalformedWildcard_IsToldWithItsPlace(string line, string place)
    {
        string rules = _session.Write("alerts.yaml", $"rules:\n- condition: total_errors > 0\n  {line}\n");

        ErrorRecord error = _session.Refusal("Test-MdfAlert $args[0]", rules);

        Assert.Equal("ConfigInvalid", error.Id());
        Assert.Contains("alerts.yaml(3,", error.Exception.Message, StringComparison.Ordinal);
        Assert.Contains(place, error.Exception.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("Get-MdfStageMetric -StageName '`[S'")]
    [InlineData("Get-MdfStageMetric -StageName '*s'")]
    [InlineData("Get-MdfRun -Tag @{ 1 = 'X' } | Get-MdfStageMetric")]
    public void Get_WhatIsAWildcard_Finds(string script) =>
        Assert.Equal(["[s"], _session.Invoke($"{script} | % stage_name").Clean().Texts());
}
