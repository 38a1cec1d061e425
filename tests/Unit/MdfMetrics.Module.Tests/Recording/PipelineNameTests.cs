using System.Management.Automation;
using MdfMetrics.Module.Tests.Harness;

namespace MdfMetrics.Module.Tests.Recording;

/// <summary>Which pipeline a run is a run of.</summary>
public sealed class PipelineNameTests
{
    private const string Work = "{ Enter-MdfStage s { 1..3 | Measure-MdfOperator op { $_ } } } | Out-Null";

    [Theory]
    [InlineData("Start-MdfRun -PipelineName given -ConfigPath named.yaml", "given")]
    [InlineData("Start-MdfRun -ConfigPath named.yaml", "from yaml")]
    [InlineData("Start-MdfRun -ConfigPath ./load.orders.yaml", "load.orders")]
    [InlineData("Start-MdfRun -Configuration @{ name = 'table'; durable = $true }", "table")]
    [InlineData("Start-MdfRun", "")]
    public void Start_Name_IsInEveryRow(string start, string expected)
    {
        using ModuleSession session = Scripts.Open();
        session.Write("named.yaml", "name: from yaml\nexecutor: {}\n");
        session.Write("load.orders.yaml", "executor: {}\n");

        ScriptResult result = session.Invoke($$"""
            {{start}} -Path store {{Work}}
            (Get-MdfRun -Path store).pipeline_name
            (Get-MdfStageMetric -Path store).pipeline_name
            (Get-MdfOperatorMetric -Path store).pipeline_name
            """).Clean();

        Assert.Equal([expected, expected, expected], result.Texts());
    }

    [Fact]
    public void Start_InAScript_HasTheScriptsName()
    {
        using ModuleSession session = Scripts.Open();
        string script = session.Write("nightly load.ps1", $"Start-MdfRun -Path store {Work}");

        Assert.Equal(
            ["nightly load"],
            session.Invoke("& $args[0]; (Get-MdfRun -Path store).pipeline_name", script).Clean().Texts());
    }

    [Theory]
    [InlineData("''")]
    [InlineData("' '")]
    [InlineData("('x' * 257)")]
    public void Start_NoName_IsRefusedBeforeAnything(string name)
    {
        using ModuleSession session = Scripts.Open();

        ErrorRecord refusal = session.Refusal($"Start-MdfRun -PipelineName {name} {{ 'ran' }}");

        Assert.Equal(("InvalidName", ErrorCategory.InvalidArgument), (refusal.Id(), refusal.CategoryInfo.Category));
        Assert.False(Directory.Exists(session.Store));
    }

    [Fact]
    public void Handle_LiveRun_TellsTheName()
    {
        using ModuleSession session = Scripts.Open();

        ScriptResult result = session.Invoke("""
            $run = Start-MdfRun -PipelineName live
            Enter-MdfStage s { 1 | Measure-MdfOperator op { } }
            $run.pipeline_name
            ($run | Get-MdfStageMetric).pipeline_name
            ($run | Get-MdfOperatorMetric).pipeline_name
            (Get-MdfRun -Status running).pipeline_name
            (Stop-MdfRun).pipeline_name
            """).Clean();

        Assert.Equal(["live", "live", "live", "live", "live"], result.Texts());
    }

    [Fact]
    public void Yaml_Tags_AreThoseOfItsRuns()
    {
        using ModuleSession session = Scripts.Open();
        session.Write("p.yaml", "tags: {team: data, keep: true}\n");

        ScriptResult result = session.Invoke($$"""
            Start-MdfRun -ConfigPath p.yaml -Tag @{ team = 'ops' } {{Work}}
            "$((Get-MdfRun -Tag keep).tags)"
            """).Clean();

        Assert.Equal(["""{"team":"ops","keep":"true"}"""], result.Texts());
    }

    [Fact]
    public void Export_RowsWithoutTheirRun_KeepTheName()
    {
        using ModuleSession session = Scripts.Open();

        ScriptResult result = session.Invoke($$"""
            Start-MdfRun -PipelineName nightly {{Work}}
            Get-MdfOperatorMetric -IncludeHistogram | ConvertTo-Json | ConvertFrom-Json | Export-MdfMetrics other
            (Get-MdfRun -Path other).pipeline_name
            (Get-MdfStageMetric -Path other).pipeline_name
            """).Clean();

        Assert.Equal(["nightly", "nightly"], result.Texts());
    }
}
