using System.Management.Automation;
using MdfMetrics.Module.Tests.Harness;

namespace MdfMetrics.Module.Tests.Reading;

/// <summary>Names complete by Tab.</summary>
public sealed class CompletionTests
{
    private const string Stored = """
        Start-MdfRun -RunId run_one -PipelineName nightly { Enter-MdfStage 'load it' { $null = 1 | Measure-MdfOperator read { $_ } } };
        Start-MdfRun -RunId run_two -PipelineName 'every hour' { Enter-MdfStage clean { $null = 1 | Measure-MdfOperator rinse { $_ } } };
        Start-MdfRun -RunId run_far -Path 'far away' { Enter-MdfStage 'it''s' { } };
        """;

    [Theory]
    [InlineData("Get-MdfRun ", "run_two run_one")]
    [InlineData("Get-MdfRun run_o", "run_one")]
    [InlineData("Get-MdfRun -RunId x", "")]
    [InlineData("Get-MdfRun -Path 'far away' -RunId ", "run_far")]
    [InlineData("Get-MdfStageMetric -StageName ", "clean 'load it'")]
    [InlineData("Get-MdfStageMetric -StageName 'load", "'load it'")]
    [InlineData("Get-MdfStageMetric -Path 'far away' -StageName ", "'it''s'")]
    [InlineData("Get-MdfOperatorMetric -OperatorName r", "rinse read")]
    [InlineData("Get-MdfRun -PipelineName ", "'every hour' nightly")]
    [InlineData("Get-MdfOperatorMetric -PipelineName n", "nightly")]
    [InlineData("Clear-MdfMetrics -PipelineName n", "nightly")]
    [InlineData("Remove-MdfRun -PipelineName n", "nightly")]
    [InlineData("Set-MdfRun run_one -PipelineName n", "nightly")]
    [InlineData("Start-MdfRun -PipelineName n", "nightly")]
    [InlineData("Compare-MdfRun -Last 5 -PipelineName n", "nightly")]
    [InlineData("Compare-MdfRun run_o", "run_one")]
    [InlineData("Compare-MdfRun run_one -Difference run_t", "run_two")]
    [InlineData("Measure-MdfOperator r", "rinse read")]
    [InlineData("Enter-MdfStage c", "clean")]
    [InlineData("Add-MdfStageMetric -Role ", "auxiliary")]
    public void Names_OfTheStore_Complete(string line, string expected)
    {
        using ModuleSession session = Scripts.Open();

        Assert.Equal(expected, Complete(session, Stored, line));
    }

    [Theory]
    [InlineData("Get-MdfSummary -PipelineName ", "'every hour' nightly")]
    [InlineData("Get-MdfSummary -StageName ", "clean 'load it'")]
    [InlineData("Get-MdfSummary -OperatorName ri", "rinse")]
    [InlineData("Get-MdfSummary -Level op", "Operator")]
    [InlineData("Update-MdfSummary w", "Week")]
    public void Names_OfTheSummaries_Complete(string line, string expected)
    {
        using ModuleSession session = Scripts.Open();

        Assert.Equal(expected, Complete(session, Stored + "Update-MdfSummary Week;", line));
    }

    [Fact]
    public void Periods_OfOptimize_Complete()
    {
        using ModuleSession session = Scripts.Open();

        Assert.Equal("Day Month", Complete(session, string.Empty, "Optimize-MdfMetrics -Period "));
    }

    [Theory]
    [InlineData("Enter-MdfStage ", "now")]
    [InlineData("Measure-MdfOperator ", "op")]
    [InlineData("Add-MdfOperatorMetric ", "op")]
    [InlineData("Add-MdfStageMetric ", "now")]
    public void Names_OfTheCurrentRun_CompleteWithoutAnyStore(string line, string expected)
    {
        using ModuleSession session = Scripts.Open();

        Assert.Equal(
            expected,
            Complete(session, "$null = Start-MdfRun; Enter-MdfStage now; $null = 1 | Measure-MdfOperator op { $_ };", line));
    }

    [Theory]
    [InlineData("Get-MdfRun ")]
    [InlineData("Get-MdfRun -Path none ")]
    [InlineData("Get-MdfOperatorMetric -OperatorName ")]
    public void Names_WithoutAStore_AreNoneOfOurs(string line)
    {
        using ModuleSession session = Scripts.Open();

        Assert.DoesNotContain("run_", Complete(session, string.Empty, line), StringComparison.Ordinal);
    }

    [Fact]
    public void Names_TornFile_StillComplete()
    {
        using ModuleSession session = Scripts.Open();
        session.Invoke(Stored).Clean();
        File.WriteAllText(Path.Combine(session.Store, "runs", "run_torn.parquet"), "torn");

        Assert.Equal("run_two run_one", Complete(session, string.Empty, "Get-MdfRun run_"));
    }

    private static string Complete(ModuleSession session, string before, string line)
    {
        session.Invoke(before).Clean();
        ScriptResult result = session.Invoke(
            "param($line) [System.Management.Automation.CommandCompletion]::CompleteInput($line, $line.Length, "
                + "$null).CompletionMatches",
            line);
        return string.Join(' ', result.Values.Cast<CompletionResult>().Select(match => match.CompletionText));
    }
}
