using MdfMetrics.Module.Tests.Harness;

namespace MdfMetrics.Module.Tests.Reading;

/// <summary>Compare-MdfRun: which runs it compares, and with which.</summary>
public sealed class CompareRunTests : IDisposable
{
    private readonly ModuleSession _session = Scripts.Open();

    // Runs n-1 to n-7 pass 300 of 300 records, n-8 passes 100.
    public CompareRunTests() => _session.Invoke("""
        foreach ($i in 1..8) {
            $m = Start-MdfRun -RunId "n-$i" -Tag @{ odd = "$($i % 2)" } -PassThru {
                Enter-MdfStage s { $null = 1..300 | Measure-MdfOperator op { if ($i -lt 8 -or $_ -le 100) { $_ } } }
            }
        }
        """).Clean();

    public void Dispose() => _session.Dispose();

    [Theory]
    [InlineData("Compare-MdfRun n-7 n-8", "n-7")]
    [InlineData("Compare-MdfRun -Reference n-7 -Difference run_N-8", "n-7")]
    [InlineData("Compare-MdfRun n-7", "n-7")]
    [InlineData("Compare-MdfRun (Get-MdfRun n-7) $m", "n-7")]
    [InlineData("Get-MdfRun -Last 1 | Compare-MdfRun -Reference n-1", "n-1")]
    [InlineData("'n-8' | Compare-MdfRun n-1", "n-1")]
    [InlineData("Compare-MdfRun n-7 n-8 -Path metrics", "n-7")]
    [InlineData("Compare-MdfRun -Last 7", "")]
    [InlineData("Compare-MdfRun n-8 -Last 5", "")]
    [InlineData("$m | Compare-MdfRun -Last 100", "")]
    public void Rows_OfTheWorstRun_BeginWithTheWorst(string script, string reference)
    {
        ScriptResult result = _session.Invoke($$"""
            {{script}} | Where-Object verdict -eq worse | Where-Object metric -like *pass_rate |
                ForEach-Object { "$($_.level) $($_.stage_name) $($_.operator_name) $($_.run_id) $($_.reference_run_id)" }
            """);

        Assert.Equal(
            [$"run   n-8 {reference}", $"stage s  n-8 {reference}", $"operator s op n-8 {reference}"],
            result.Clean().Texts());
    }

    [Fact]
    public void Rows_Figures_AreThoseOfTheRuns()
    {
        ScriptResult result = _session.Invoke("""
            Compare-MdfRun n-7 n-8 | Where-Object metric -eq overall_pass_rate | Show reference, difference, verdict
            """);

        Assert.Equal(["100 33.3333333333333 worse"], result.Clean().Texts());
    }

    // Of the seven runs before, four are odd.
    [Theory]
    [InlineData("-Last 5", 5)]
    [InlineData("-Last 5 -Tag @{ odd = 1 }", 4)]
    [InlineData("-Last 1", 1)]
    [InlineData("-Last 3", 3)]
    public void Rows_AgainstTheRunsBefore_TellHowManyTheyAre(string parameters, int runs)
    {
        ScriptResult result = _session.Invoke(
            $"Compare-MdfRun n-8 {parameters} | Where-Object metric -eq pass_rate | Show level, verdict, reference_runs");

        Assert.Equal([$"stage worse {runs}", $"operator worse {runs}"], result.Clean().Texts());
    }

    [Fact]
    public void Rows_OfARunThatFailed_BeginWithItsStatusAndNameNothingBetter()
    {
        _session.Invoke("""
            try { Start-MdfRun -RunId n-9 { Enter-MdfStage s { $null = 1..9 | Measure-MdfOperator op { $_ } }; throw 'boom' } }
            catch { $null = $_ }
            """);

        ScriptResult result = _session.Invoke("""
            $rows = Compare-MdfRun n-9 -Last 5
            $rows[0] | Show level, metric, verdict, reason
            $rows.verdict -contains 'better'
            """);

        Assert.Equal(["run status worse failed: boom", "False"], result.Clean().Texts());
    }

    [Fact]
    public void Rows_OfAForeignRun_AreUnknownWhereThereIsNoDistribution()
    {
        string foreign = Path.Combine(RepositoryRoot.Path, "tests", "Unit", "MdfMetrics.Core.Tests", "Data", "foreign");

        ScriptResult result = _session.Invoke(
            "param($path) Compare-MdfRun 20260124_123456_6f854e63 20260125_023456_2609d414 -Path $path",
            foreign).Clean();

        NotEmpty.All(
            result.Output.Where(row => $"{row.Properties["metric"].Value}".EndsWith("latency", StringComparison.Ordinal)),
            row => Assert.Equal("unknown", row.Properties["verdict"].Value));
    }

    [Theory]
    [InlineData("Compare-MdfRun none n-8", "RunNotFound")]
    [InlineData("Compare-MdfRun n-8 none", "RunNotFound")]
    [InlineData("Compare-MdfRun n-1 -Last 5", "RunNotFound")]
    [InlineData("Compare-MdfRun n-1 n-2 -Path none", "StoreNotFound")]
    [InlineData("Compare-MdfRun n-1 5", "InvalidMetric")]
    [InlineData("Compare-MdfRun n-1 (Get-MdfOperatorMetric n-2)", "InvalidMetric")]
    public void Trouble_IsAnErrorWithAStableId(string script, string id)
    {
        ScriptResult result = _session.Invoke(script);

        Assert.Empty(result.Output);
        Assert.Equal(id, Assert.Single(result.Errors).Id());
    }

    [Fact]
    public void Trouble_OfOneRun_LeavesTheOthers()
    {
        ScriptResult result = _session.Invoke("('none', 'n-8' | Compare-MdfRun n-7).Count");

        Assert.Equal(["15"], result.Texts());
        Assert.Equal("RunNotFound", Assert.Single(result.Errors).Id());
    }

    [Theory]
    [InlineData("Compare-MdfRun -Last 0")]
    [InlineData("Compare-MdfRun n-1 n-2 -Last 5")]
    public void Parameters_ThatMakeNoSense_AreRefused(string script) =>
        Assert.Contains("Compare-MdfRun", $"{_session.Failure(script).InvocationInfo.Line}", StringComparison.Ordinal);
}
