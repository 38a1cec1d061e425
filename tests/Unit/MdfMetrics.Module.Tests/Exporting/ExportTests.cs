using System.Management.Automation;
using MdfMetrics.Module.Tests.Harness;

namespace MdfMetrics.Module.Tests.Exporting;

/// <summary>Export-MdfMetrics: which runs it writes, from what.</summary>
public sealed class ExportTests
{
    private const string Run = """
        $m = Start-MdfRun -RunId r -PassThru {
            Enter-MdfStage a { $script:kept = 1..10 | Measure-MdfOperator half { if ($_ % 2) { $_ } } }
            Enter-MdfStage b { $null = $kept | Measure-MdfOperator one { if ($_ -eq 1) { $_ } } }
        };
        """;

    private const string Revive =
        "filter Revive { $_ | ConvertTo-CliXml | ConvertFrom-CliXml };";

    private const string ShowOther = """
        ; Get-MdfRun -Path other | Show run_id, num_stages, total_input_records, total_output_records, pass_rate
        Get-MdfStageMetric -Path other | Show stage_name, stage_index, input_records, output_records
        Get-MdfOperatorMetric -Path other | Show stage_name, operator_name, stage_index, operator_index, input_records, output_records
        """;

    private static readonly string[] s_whole =
    [
        "r 2 10 1 10",
        "a 0 10 5",
        "b 1 5 1",
        "a half 0 0 10 5",
        "b one 1 0 5 1",
    ];

    /// <summary>History of another system: 20 minutes, 940 of 1000; no input, so no rate; no end, so no duration.</summary>
    [Fact]
    public void Runs_FromCsvWithTimesOfTheirOwn_HaveDurationAndPassRate()
    {
        using ModuleSession session = Scripts.Open();
        session.Write("history.csv", """
            run_id,pipeline_name,start_time,end_time,status,total_input_records,total_output_records
            night-1,nightly,2026-01-01T03:00:00Z,2026-01-01T03:20:00Z,completed,1000,940
            night-2,nightly,2026-01-02T03:00:00Z,2026-01-02T03:25:00Z,failed,0,0
            night-3,nightly,2026-01-03T03:00:00Z,,abandoned,10,10
            """);

        ScriptResult result = session.Invoke("""
            Import-Csv history.csv | Export-MdfMetrics metrics
            Get-MdfRun | Show run_id, pipeline_name, status, duration, pass_rate
            """).Clean();

        Assert.Equal(
            [
                "night-1 nightly completed 1200 94",
                "night-2 nightly failed 1500 NaN",
                "night-3 nightly abandoned NaN 100",
            ],
            result.Texts());
    }

    [Theory]
    [InlineData("Export-MdfMetrics other")]
    [InlineData("Export-MdfMetrics -Path other")]
    [InlineData("$m | Export-MdfMetrics other")]
    [InlineData("Export-MdfMetrics other -InputObject $m")]
    [InlineData("Get-MdfRun | Export-MdfMetrics other")]
    [InlineData("Get-MdfRun r | Export-MdfMetrics -OutputPath other")]
    [InlineData("$m | Revive | Export-MdfMetrics other")]
    [InlineData("$m, ($m | Get-MdfStageMetric), ($m | Get-MdfOperatorMetric) | ForEach-Object { $_ } | Export-MdfMetrics other")]
    [InlineData("@($m; Get-MdfStageMetric; Get-MdfOperatorMetric -IncludeHistogram) | Revive | Export-MdfMetrics other")]
    [InlineData("@(Get-MdfOperatorMetric -IncludeHistogram; $m) | Export-MdfMetrics other")]
    [InlineData("@(Get-MdfStageMetric; Get-MdfOperatorMetric -IncludeHistogram) | Export-MdfMetrics other")]
    [InlineData("Get-MdfOperatorMetric -IncludeHistogram | Export-MdfMetrics other")]
    [InlineData("$m | Get-MdfOperatorMetric | Export-MdfMetrics other")]
    [InlineData("$m | Get-MdfOperatorMetric | Revive | Export-MdfMetrics other")]
    [InlineData("Get-MdfRun | Export-MdfMetrics other -PartitionBy hive")]
    [InlineData("Get-MdfRun | Export-MdfMetrics other -PartitionBy date")]
    [InlineData("1..2 | ForEach-Object { Get-MdfRun | Export-MdfMetrics other }")]
    public void Run_FromAnyObjects_IsWrittenWhole(string script)
    {
        using ModuleSession session = Scripts.Open();

        ScriptResult result = session.Invoke(Run + Revive + script + ShowOther).Clean();

        Assert.Equal(s_whole, result.Texts());
    }

    [Fact]
    public void Stages_Alone_MakeARun()
    {
        using ModuleSession session = Scripts.Open();

        ScriptResult result = session.Invoke(
            Run + "$m | Get-MdfStageMetric | Export-MdfMetrics other; Get-MdfRun -Path other | Show run_id, total_input_records, pass_rate");

        Assert.Equal(["r 10 10"], result.Clean().Texts());
    }

    [Fact]
    public void Export_Histograms_ComeAlong()
    {
        using ModuleSession session = Scripts.Open();

        ScriptResult result = session.Invoke(Run + """
            Get-MdfRun | Export-MdfMetrics other
            $a = Get-MdfOperatorMetric -IncludeHistogram | ForEach-Object latency_histogram
            $b = Get-MdfOperatorMetric -IncludeHistogram -Path other | ForEach-Object latency_histogram
            $a.Count
            "$a" -eq "$b"
            """).Clean();

        Assert.Equal(["2", "True"], result.Texts());
    }

    [Fact]
    public void Export_RowsWithoutHistograms_SaysThatThesePercentilesCanNotBeMerged()
    {
        using ModuleSession session = Scripts.Open();

        ScriptResult result = session.Invoke(Run + """
            Get-MdfOperatorMetric | Export-MdfMetrics other
            $given = Get-MdfOperatorMetric | ForEach-Object p95_latency
            $kept = Get-MdfOperatorMetric -Path other -IncludeHistogram
            "$given" -eq "$($kept.p95_latency)"
            $kept.latency_histogram.Where{ $_ }
            """);

        Assert.Equal(["True"], result.Texts());
        Assert.Contains("-IncludeHistogram", Assert.Single(result.Warnings), StringComparison.Ordinal);
        Assert.Empty(result.Errors);
    }

    [Fact]
    public void Export_RowsWithoutHistogramsToTheirOwnStore_IsTheSameRun()
    {
        using ModuleSession session = Scripts.Open();

        ScriptResult result = session.Invoke(Run + """
            $before = @(Get-MdfOperatorMetric -IncludeHistogram).latency_histogram
            @(Get-MdfRun; Get-MdfStageMetric; Get-MdfOperatorMetric) | Export-MdfMetrics
            "$before" -eq "$(@(Get-MdfOperatorMetric -IncludeHistogram).latency_histogram)"
            """);

        Assert.Equal(["True"], result.Texts());
        Assert.Empty(result.Errors);
    }

    [Fact]
    public void Export_PassThru_GivesTheRunInItsNewStore()
    {
        using ModuleSession session = Scripts.Open();

        ScriptResult result = session.Invoke(
            Run + "$m | Export-MdfMetrics other -PassThru | ForEach-Object { $_.run_id; $_.store }");

        Assert.Equal(["r", Path.Combine(session.Folder, "other")], result.Clean().Texts());
    }

    [Fact]
    public void Export_DeserialisedRunToItsOwnStore_IsTheSameRun()
    {
        using ModuleSession session = Scripts.Open();

        string[] run = [.. session.Invoke(Revive + """
            Start-MdfRun -RunId r -Tag @{ b = '1'; a = '2'; c = '3' } {
                Enter-MdfStage s {
                    $figures = @{ z = 1; y = @{ x = 2; w = 3 } }
                    $null = 1 | Measure-MdfOperator op { $_ } -CustomMetric $figures
                }
            }
            $before = Get-ChildItem metrics -Recurse -File
            @(Get-MdfRun; Get-MdfStageMetric; Get-MdfOperatorMetric -IncludeHistogram) | Revive | Export-MdfMetrics -PassThru | Show run_id, store
            $after = Get-ChildItem metrics -Recurse -File
            "$after" -eq "$before"
            """).Clean().Texts()];

        Assert.Equal([$"r {session.Store}", "True"], run);

        // It was compared with the one that is there: with another figure it is another run.
        ScriptResult other = session.Invoke(
            "$r = Get-MdfRun | Revive; $r.total_input_records = 2; @($r; Get-MdfStageMetric; Get-MdfOperatorMetric -IncludeHistogram) | Export-MdfMetrics");
        Assert.Equal("RunExists", Assert.Single(other.Errors).Id());
    }

    [Fact]
    public void Export_WhatIf_WritesNothing()
    {
        using ModuleSession session = Scripts.Open();

        Assert.Empty(session.Invoke(Run + "$m | Export-MdfMetrics other -WhatIf").Clean().Output);
        Assert.False(Directory.Exists(Path.Combine(session.Folder, "other")));
    }

    [Fact]
    public void Export_AnotherRunOfTheId_IsOneErrorAndTheOthersAreWritten()
    {
        using ModuleSession session = Scripts.Open();

        ScriptResult result = session.Invoke("""
            Start-MdfRun -RunId r -Path other { }
            Start-MdfRun -RunId R { Enter-MdfStage s { $null = 1 | Measure-MdfOperator op { $_ } } }
            Start-MdfRun -RunId q { }
            Get-MdfRun | Export-MdfMetrics other
            (Get-MdfRun -Path other).run_id
            """);

        Assert.Equal(["r", "q"], result.Texts());
        ErrorRecord error = Assert.Single(result.Errors);
        Assert.Equal("RunExists", error.Id());
        Assert.Equal("R", error.TargetObject);
    }

    [Theory]
    [InlineData("1")]
    [InlineData("'text'")]
    [InlineData("[pscustomobject]@{ a = 1 }")]
    [InlineData("[pscustomobject]@{ run_id = 'x' }")]
    [InlineData("[pscustomobject]@{ run_id = 'x'; start_time = 'never' }")]
    [InlineData("[pscustomobject]@{ run_id = ''; start_time = [datetime]::Now }")]
    [InlineData("[pscustomobject]@{ run_id = 'x'; stage_name = 's' }")]
    [InlineData(
        "[pscustomobject]@{ run_id = 'x'; stage_name = 's'; operator_name = 'o'; timestamp = [datetime]::Now }")]
    [InlineData("[pscustomobject]@{ run_id = 'x'; start_time = [datetime]::Now; total_input_records = 'many' }")]
    [InlineData("[pscustomobject]@{ run_id = '../x'; start_time = [datetime]::Now }")]
    public void Export_ObjectThatIsNone_IsOneErrorAndTheRunIsWritten(string value)
    {
        using ModuleSession session = Scripts.Open();

        ScriptResult result = session.Invoke(
            Run + $"@({value}; $m) | Export-MdfMetrics other; (Get-MdfRun -Path other).run_id");

        Assert.Equal(["r"], result.Texts());
        Assert.Contains(Assert.Single(result.Errors).Id(), new[] { "InvalidMetric", "InvalidRunId" });
    }

    [Fact]
    public void Export_StoreThatIsAFile_IsAnError()
    {
        using ModuleSession session = Scripts.Open();
        session.Write("file", "no folder");

        ErrorRecord error = Assert.Single(session.Invoke(Run + "$m | Export-MdfMetrics file").Errors);

        Assert.Equal("StoreNotWritable", error.Id());
    }

    [Fact]
    public void Export_EmptyPipeline_WritesNothing()
    {
        using ModuleSession session = Scripts.Open();

        session.Invoke(Run + "@() | Export-MdfMetrics other").Clean();

        Assert.False(Directory.Exists(Path.Combine(session.Folder, "other")));
    }

    [Fact]
    public void Export_ForeignRuns_AreReadBackTheSame()
    {
        using ModuleSession session = Scripts.Open();
        string foreign = Path.Combine(RepositoryRoot.Path, "tests", "Unit", "MdfMetrics.Core.Tests", "Data", "foreign");

        ScriptResult result = session.Invoke(
            """
            param($foreign)
            $names = 'run_id', 'num_stages', 'total_input_records', 'duration', 'pass_rate'
            $before = Get-MdfRun -Path $foreign | Show $names
            Get-MdfRun -Path $foreign | Export-MdfMetrics other
            $after = Get-MdfRun -Path other | Show $names
            $before.Count
            "$before" -eq "$after"
            @(Get-MdfOperatorMetric -Path $foreign).Count -eq @(Get-MdfOperatorMetric -Path other).Count
            """,
            foreign).Clean();

        Assert.Equal(["3", "True", "True"], result.Texts());
    }
}
