using MdfMetrics.Module.Tests.Harness;

namespace MdfMetrics.Module.Tests.Recording;

/// <summary>Names that a script cut within an emoji: kept as files can hold them, with a warning.</summary>
public sealed class HalfNamesTests
{
    private const string Cut = "$a = 'x' + [char]0xD83D; $b = 'x' + [char]0xD83E;";

    [Theory]
    [InlineData("Enter-MdfStage $a { }; Enter-MdfStage $b { }", "Get-MdfStageMetric | % stage_name")]
    [InlineData("Enter-MdfStage s { $null = 1 | Measure-MdfOperator $a { $_ }; $null = 1 | Measure-MdfOperator $b { $_ } }", "Get-MdfOperatorMetric | % operator_name")]
    [InlineData("$a, $b | % { Add-MdfOperatorMetric $_ -StageName s -InputRecords 1 }", "Get-MdfOperatorMetric | % operator_name")]
    [InlineData("$a, $b | % { [pscustomobject]@{ operator_name = $_; stage_name = 's' } } | Add-MdfOperatorMetric", "Get-MdfOperatorMetric | % operator_name")]
    [InlineData("$a, $b | % { Add-MdfStageMetric $_ -InputRecords 1 }", "Get-MdfStageMetric | % stage_name")]
    [InlineData("$a, $b | % { [pscustomobject]@{ stage_name = $_ } } | Add-MdfStageMetric", "Get-MdfStageMetric | % stage_name")]
    public void Names_CutWithinAnEmoji_AreOneInTheStore(string script, string read)
    {
        using ModuleSession session = Scripts.Open();

        ScriptResult recorded = session.Invoke($"{Cut} Start-MdfRun -RunId r {{ {script} }}");

        Assert.Empty(recorded.Errors);
        Assert.Equal(2, recorded.Warnings.Count(warning => warning.Contains("U+FFFD", StringComparison.Ordinal)));
        Assert.Equal(["x\uFFFD"], session.Invoke(read).Clean().Texts());
    }

    [Fact]
    public void AddStage_NameCutWithinAnEmoji_PassesTheRowThatIsKept()
    {
        using ModuleSession session = Scripts.Open();

        ScriptResult result = session.Invoke($$"""
            {{Cut}} $null = Start-MdfRun -RunId r
            Add-MdfStageMetric $a -InputRecords 7 -PassThru | ForEach-Object { "$($_.stage_name) $($_.input_records)" }
            """);

        Assert.Equal(["x\uFFFD 7"], result.Texts());
        Assert.Empty(result.Errors);
    }

    [Fact]
    public void PipelineAndTags_CutWithinAnEmoji_AreKeptWithAWarning()
    {
        using ModuleSession session = Scripts.Open();

        ScriptResult recorded = session.Invoke($$"""
            {{Cut}} Start-MdfRun -RunId r -PipelineName $a { }
            Set-MdfRun r -Tag @{ $a = 1 }
            Set-MdfRun r -Tag @{ $b = $a }
            """);

        Assert.Equal(3, recorded.Warnings.Count);
        Assert.Equal(
            ["x\uFFFD", "{\"x\uFFFD\":\"x\uFFFD\"}"],
            session.Invoke("Get-MdfRun | % { $_.pipeline_name; $_.tags.ToString() }").Clean().Texts());
    }
}
