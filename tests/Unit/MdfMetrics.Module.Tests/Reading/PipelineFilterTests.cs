using MdfMetrics.Module.Tests.Harness;

namespace MdfMetrics.Module.Tests.Reading;

/// <summary>-PipelineName: whose runs a cmdlet is about.</summary>
public sealed class PipelineFilterTests : IDisposable
{
    private readonly ModuleSession _session = Scripts.Open();

    public PipelineFilterTests() => _session.Invoke("""
        foreach ($id in 'n1', 'h1', 'x1', 'h2') {
            $name = switch -Wildcard ($id) { n* { @{ PipelineName = 'nightly' } } h* { @{ PipelineName = 'hourly' } } x* { @{} } }
            Start-MdfRun -RunId $id @name { Enter-MdfStage s { 1 | Measure-MdfOperator $id { } } }
        }
        """).Clean();

    public void Dispose() => _session.Dispose();

    [Theory]
    [InlineData("Get-MdfRun -PipelineName nightly", "n1")]
    [InlineData("Get-MdfRun -PipelineName NIGHT*", "n1")]
    [InlineData("Get-MdfRun -PipelineName *ly", "n1 h1 h2")]
    [InlineData("Get-MdfRun -PipelineName *", "n1 h1 x1 h2")]
    [InlineData("Get-MdfRun -PipelineName nightly, hour* -Last 2", "h1 h2")]
    [InlineData("Get-MdfRun -PipelineName nightly -Last 1", "n1")]
    [InlineData("Get-MdfRun -PipelineName none", "")]
    [InlineData("Get-MdfStageMetric -PipelineName hourly -Last 1", "h2")]
    [InlineData("Get-MdfRun | Get-MdfStageMetric -PipelineName hourly", "h1 h2")]
    [InlineData("Get-MdfOperatorMetric -PipelineName nightly", "n1")]
    [InlineData("Get-MdfRun | Get-MdfOperatorMetric -PipelineName n*", "n1")]
    public void Get_PipelineName_GivesTheRunsOfThese(string script, string expected) =>
        Assert.Equal(expected, string.Join(' ', _session.Invoke(script + " | % run_id").Clean().Texts()));

    [Theory]
    [InlineData("''")]
    [InlineData("$null")]
    public void Clear_EmptyName_IsNotEveryPipeline(string name)
    {
        Assert.Equal(
            "ParameterArgumentValidationError",
            _session.Refusal($"Clear-MdfMetrics -MaxSize 1 -PipelineName {name}").Id());
        Assert.Equal(4, _session.Invoke("Get-MdfRun").Clean().Output.Count);
    }

    [Theory]
    [InlineData("Remove-MdfRun -PipelineName hourly", "n1 x1")]
    [InlineData("Remove-MdfRun h2 -PipelineName hourly", "n1 h1 x1")]
    [InlineData("Get-MdfRun | Remove-MdfRun -PipelineName n*", "h1 x1 h2")]
    [InlineData("Remove-MdfRun -PipelineName none", "n1 h1 x1 h2")]
    [InlineData("$null = Clear-MdfMetrics -MaxSize 1 -PipelineName hourly", "n1 x1")]
    [InlineData("$null = Clear-MdfMetrics -OlderThan ([timespan]::FromTicks(1)) -PipelineName n*", "h1 x1 h2")]
    public void Removing_PipelineName_LeavesTheOthersAlone(string script, string left)
    {
        _session.Invoke(script + " -WarningAction SilentlyContinue").Clean();

        Assert.Equal(left, string.Join(' ', _session.Invoke("Get-MdfRun | % run_id").Clean().Texts()));
    }

    [Theory]
    [InlineData("Run -PipelineName hourly", "hourly 2")]
    [InlineData("Stage -PipelineName n*", "nightly 1")]
    [InlineData("Operator -PipelineName nightly, none", "nightly 1")]
    [InlineData("Run", " 1, hourly 2, nightly 1")]
    public void Summary_PipelineName_GivesTheirRows(string parameters, string expected) => Assert.Equal(
        expected,
        string.Join(", ", _session.Invoke(
            $"Update-MdfSummary; Get-MdfSummary {parameters} | Show pipeline_name, run_count").Clean().Texts()));

    [Theory]
    [InlineData("", "h2 n1 x1")]
    [InlineData("-PipelineName hourly", "h2")]
    [InlineData("-PipelineName none", "")]
    public void Alert_NoInput_JudgesTheNewestOfEachPipeline(string parameters, string expected) => Assert.Equal(
        expected,
        string.Join(' ', _session.Invoke(
            $"Test-MdfAlert -Rule 'status = completed' {parameters} | % run_id | Sort-Object").Clean().Texts()));

    [Theory]
    [InlineData("h1", "h2")]
    [InlineData("n1", "n1")]
    [InlineData("n1 -PipelineName hourly", "h2")]
    public void Compare_NoDifference_IsTheNewestOfThatPipeline(string parameters, string difference) =>
        Assert.Equal(
            [difference],
            _session.Invoke($"Compare-MdfRun {parameters} | % run_id | Sort-Object -Unique").Clean().Texts());
}
