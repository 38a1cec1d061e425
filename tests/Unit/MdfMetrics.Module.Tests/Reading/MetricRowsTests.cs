using System.Management.Automation;
using MdfMetrics.Module.Tests.Harness;

namespace MdfMetrics.Module.Tests.Reading;

/// <summary>Get-MdfStageMetric and Get-MdfOperatorMetric.</summary>
public sealed class MetricRowsTests : IDisposable
{
    private static readonly string s_foreign =
        Path.Combine(RepositoryRoot.Path, "tests", "Unit", "MdfMetrics.Core.Tests", "Data", "foreign");

    private readonly ModuleSession _session = Scripts.Open();

    public MetricRowsTests() => _session.Invoke("""
        foreach ($id in 'one', 'two') {
            $m = Start-MdfRun -RunId $id -PassThru {
                Enter-MdfStage load { $null = 1..4 | Measure-MdfOperator read { $_ } | Measure-MdfOperator parse { $_ } }
                Enter-MdfStage clean { $null = 1..2 | Measure-MdfOperator drop { $_ } }
            }
        }
        Start-MdfRun -RunId three -Path other { Enter-MdfStage load { $null = 1 | Measure-MdfOperator read { $_ } } }
        $null = Start-MdfRun -RunId live
        Enter-MdfStage now { $null = 1..9 | Measure-MdfOperator op { $_ } }
        $handle = Get-MdfRun -Current
        """).Clean();

    public void Dispose() => _session.Dispose();

    [Theory]
    [InlineData("Get-MdfStageMetric", "stages")]
    [InlineData("Get-MdfOperatorMetric", "operators")]
    public void Rows_OfManyRuns_ComeBeforeTheNextFileIsRead(string command, string dataset)
    {
        // Enough runs that the damaged one is not in the first batch of files.
        string[] taken = _session.Invoke($$"""
            foreach ($i in 1..40) {
                $null = Start-MdfRun -RunId ('m{0:00}' -f $i) -Path many {
                    Enter-MdfStage s { $null = 1 | Measure-MdfOperator o { $_ } }
                }
            }

            Set-Content (Get-Item many/{{dataset}}/*m40*) damaged
            {{command}} -Path many 2>&1 | Select-Object -First 1 | ForEach-Object { $_.GetType().Name }
            """).Output.Select(type => type.ToString()).ToArray();

        Assert.EndsWith("Metrics", Assert.Single(taken));
    }

    [Theory]
    [InlineData("Get-MdfOperatorMetric one", "load.read load.parse clean.drop")]
    [InlineData("Get-MdfOperatorMetric run_ONE", "load.read load.parse clean.drop")]
    [InlineData("Get-MdfOperatorMetric one -StageName load", "load.read load.parse")]
    [InlineData("Get-MdfOperatorMetric one -StageName LO*, x", "load.read load.parse")]
    [InlineData("Get-MdfOperatorMetric one -OperatorName *r*", "load.read load.parse clean.drop")]
    [InlineData("Get-MdfOperatorMetric one -StageName clean -OperatorName read", "")]
    [InlineData("Get-MdfOperatorMetric one -operator_name drop -stage_name clean", "clean.drop")]
    [InlineData("Get-MdfRun one | Get-MdfOperatorMetric -OperatorName read", "load.read")]
    [InlineData("Get-MdfRun -Last 1 -Path other | Get-MdfOperatorMetric", "load.read")]
    [InlineData("'one', 'two' | Get-MdfOperatorMetric -OperatorName drop", "clean.drop clean.drop")]
    [InlineData("Get-MdfOperatorMetric [ot]* -OperatorName drop", "clean.drop clean.drop")]
    [InlineData("$m | Get-MdfOperatorMetric", "load.read load.parse clean.drop")]
    [InlineData("$m | Get-MdfOperatorMetric -StageName c*", "clean.drop")]
    [InlineData("$handle | Get-MdfOperatorMetric", "now.op")]
    [InlineData("Get-MdfOperatorMetric -Run $handle", "now.op")]
    [InlineData("@() | Get-MdfOperatorMetric", "")]
    public void Operators_AreFound(string script, string expected)
    {
        ScriptResult result = _session.Invoke(
            $"\"$({script} | ForEach-Object {{ \"$($_.stage_name).$($_.operator_name)\" }})\"");

        Assert.Equal([expected], result.Clean().Texts());
    }

    [Theory]
    [InlineData("Get-MdfStageMetric two", "load clean")]
    [InlineData("Get-MdfStageMetric two -StageName c*", "clean")]
    [InlineData("Get-MdfRun -Path metrics, other | Get-MdfStageMetric", "load clean load clean load")]
    [InlineData("$m | Get-MdfStageMetric", "load clean")]
    [InlineData("$handle | Get-MdfStageMetric", "now")]
    [InlineData("Get-MdfStageMetric -LiteralPath other", "load")]
    public void Stages_AreFound(string script, string expected)
    {
        Assert.Equal([expected], _session.Invoke($"\"$(({script}).stage_name)\"").Clean().Texts());
    }

    [Theory]
    [InlineData("Get-MdfRun -Path aged | Get-MdfOperatorMetric", "old new")]
    [InlineData("Get-MdfRun -Path aged | Get-MdfOperatorMetric -Since 7d", "new")]
    [InlineData("Get-MdfRun -Path aged | Get-MdfOperatorMetric -Until 7d", "old")]
    [InlineData("Get-MdfRun -Path aged | Get-MdfOperatorMetric -Since 7d -Until 1d", "")]
    [InlineData("Get-MdfRun -Path aged | Get-MdfStageMetric -Since 7d", "new")]
    [InlineData("Get-MdfRun -Path aged | Get-MdfStageMetric -Until 7d", "old")]
    [InlineData("$new, $old | Get-MdfStageMetric -Until 7d", "old")]
    [InlineData("$new, $old | Get-MdfOperatorMetric -Since 7d", "new")]
    [InlineData("$handle | Get-MdfOperatorMetric -Until 1d", "")]
    [InlineData("Get-MdfOperatorMetric -Run $handle -Since 1d", "live")]
    [InlineData("Get-MdfOperatorMetric -Path aged -Since 7d", "new")]
    public void Rows_OfPipedRuns_AreThoseOfTheTimeAskedFor(string script, string expected)
    {
        _session.Invoke("""
            $old, $new = foreach ($run in @{ id = 'old'; days = 30 }, @{ id = 'new'; days = 0 }) {
                [pscustomobject]@{
                    run_id = $run.id; stage_name = 's'; operator_name = 'op'; worker_id = 'w'
                    timestamp = (Get-Date).AddDays(-$run.days)
                } | Export-MdfMetrics aged -PassThru
            }
            """).Clean();

        Assert.Equal([expected], _session.Invoke($"\"$(({script}).run_id)\"").Clean().Texts());
    }

    [Theory]
    [InlineData("Get-MdfRun | Get-MdfOperatorMetric -Since 30")]
    [InlineData("$m | Get-MdfStageMetric -Until soon")]
    public void Rows_OfPipedRunsAndATimeThatIsNone_AreRefused(string script) =>
        Assert.Equal("InvalidDuration", _session.Refusal(script).Id());

    [Theory]
    [InlineData("Get-MdfOperatorMetric none")]
    [InlineData("Get-MdfStageMetric none")]
    [InlineData("'none' | Get-MdfStageMetric")]
    public void Rows_OfAnUnknownRun_AreAnError(string script)
    {
        ScriptResult result = _session.Invoke(script);

        Assert.Empty(result.Output);
        Assert.Equal("RunNotFound", Assert.Single(result.Errors).Id());
    }

    [Fact]
    public void Rows_TornFile_IsOneErrorAndTheOthersAreRead()
    {
        File.WriteAllText(Path.Combine(_session.Store, "operators", "operators_one.parquet"), "PAR1 not");

        ScriptResult result = _session.Invoke("(Get-MdfRun one, two | Get-MdfOperatorMetric).run_id");

        Assert.Equal(["two", "two", "two"], result.Texts());
        Assert.Equal("FileCorrupt", Assert.Single(result.Errors).Id());
    }

    [Theory]
    [InlineData("Get-MdfOperatorMetric one", 0)]
    [InlineData("Get-MdfRun one | Get-MdfOperatorMetric", 0)]
    [InlineData("Get-MdfOperatorMetric one -Merge", 0)]
    [InlineData("Get-MdfOperatorMetric -MergeRun", 0)]
    [InlineData("Get-MdfOperatorMetric one -IncludeHistogram", 3)]
    [InlineData("Get-MdfOperatorMetric one -Merge -IncludeHistogram", 3)]
    [InlineData("Get-MdfOperatorMetric -MergeRun -IncludeHistogram", 3)]
    [InlineData("$m | Get-MdfOperatorMetric", 3)]
    [InlineData("$m | Get-MdfOperatorMetric -Merge", 3)]
    [InlineData("Get-MdfRun one; $m | Get-MdfOperatorMetric", 3)]
    [InlineData("$handle | Get-MdfOperatorMetric", 1)]
    public void Histograms_AreOnRowsThatWereAskedForThemOrJustMeasured(string script, int expected)
    {
        ScriptResult result = _session.Invoke($"@({script}).latency_histogram.Where{{ $_ }}.Count");

        Assert.Equal(expected, Assert.Single(result.Clean().Values));
    }

    /// <summary>1 to 60 ms on one worker, 61 to 100 ms on another: the nearest ranks are 50 and 95 ms, within 1.1 %.</summary>
    [Theory]
    [InlineData("Get-MdfOperatorMetric -Path known -Merge")]
    [InlineData("Get-MdfOperatorMetric -Path known -MergeRun")]
    public void Merge_WithoutHistogramsOnTheRows_StillMergesThem(string script)
    {
        _session.Invoke("""
            Start-MdfRun -RunId k -Path known {
                Enter-MdfStage s {
                    Add-MdfOperatorMetric op -WorkerId a -Latency (1..60 | ForEach-Object { $_ / 1000 })
                    Add-MdfOperatorMetric op -WorkerId b -Latency (61..100 | ForEach-Object { $_ / 1000 })
                }
            }
            """).Clean();

        PSObject row = _session.Invoke(script).Clean().Single;

        Assert.InRange((double)row.Properties["p50_latency"].Value, 0.050 * 0.989, 0.050 * 1.011);
        Assert.InRange((double)row.Properties["p95_latency"].Value, 0.095 * 0.989, 0.095 * 1.011);
    }

    [Fact]
    public void Histograms_TornFile_TroublesOnlyThoseWhoWantThem()
    {
        File.WriteAllText(Path.Combine(_session.Store, "histograms", "histograms_one.parquet"), "PAR1 not");

        Assert.Equal(3, _session.Invoke("Get-MdfOperatorMetric one").Clean().Output.Count);

        ScriptResult asked = _session.Invoke("Get-MdfOperatorMetric one -IncludeHistogram");
        Assert.Equal(3, asked.Output.Count);
        Assert.Equal("FileCorrupt", Assert.Single(asked.Errors).Id());
    }

    [Theory]
    [InlineData("run_20260124_123456_6f854e63")]
    [InlineData("20260124_123456_6f854e63")]
    [InlineData("run_20260124_193456_67066d61")]
    [InlineData("20260125_023456_2609d414")]
    public void Foreign_Run_IsFoundInEitherSpelling(string id)
    {
        ScriptResult result = _session.Invoke(
            """
            param($id, $path)
            $run = Get-MdfRun $id -Path $path
            $run.status
            @($run | Get-MdfStageMetric).Count -eq $run.num_stages
            @(Get-MdfOperatorMetric $id -Path $path).Count -gt 0
            """,
            id,
            s_foreign).Clean();

        Assert.Equal(["completed", "True", "True"], result.Texts());
    }

    [Theory]
    [InlineData(
        "Get-MdfRun -Path $path -Since 2026-01-24T18:00:00Z -Until 2026-01-24T20:00:00Z",
        "run_20260124_193456_67066d61")]
    [InlineData("Get-MdfRun *_12* -Path $path", "run_20260124_123456_6f854e63")]
    public void Foreign_Runs_AreFiltered(string script, string expected)
    {
        ScriptResult result = _session.Invoke($"param($path) \"$(({script}).run_id)\"", s_foreign).Clean();

        Assert.EndsWith(expected[4..], result.Texts().Single(), StringComparison.Ordinal);
    }
}
