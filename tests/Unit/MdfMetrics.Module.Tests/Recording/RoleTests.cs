using System.Management.Automation;
using MdfMetrics.Module.Tests.Harness;

namespace MdfMetrics.Module.Tests.Recording;

/// <summary>What operators are for, and what their counts, rates and latencies then mean.</summary>
public sealed class RoleTests : IDisposable
{
    private readonly ModuleSession _session = Scripts.Record();

    public void Dispose() => _session.Dispose();

    [Theory]
    [InlineData("Measure-MdfOperator op { 1; 2 }", "source 0 2 0 NaN")]
    [InlineData("Measure-MdfOperator op -Pipeline { & { 1..4 } | Where-Object { $_ % 2 } }", "source 0 2 0 NaN")]
    [InlineData("Measure-MdfOperator op { }", "source 0 0 0 NaN")]
    [InlineData("1..4 | Measure-MdfOperator op { $_ }", "transform 4 4 0 100")]
    [InlineData("@() | Measure-MdfOperator op { $_ }", "transform 0 0 0 NaN")]
    [InlineData("Measure-MdfOperator op { $_ } -InputObject 5", "transform 1 1 0 100")]
    [InlineData("Measure-MdfOperator op { 5 } -Role Transform", "transform 1 1 0 100")]
    [InlineData("1..4 | Measure-MdfOperator op { $_, $_ } -Role Source", "source 0 8 0 NaN")]
    [InlineData("1..4 | Measure-MdfOperator op -Role aggregate -Pipeline { Measure-Object }", "aggregate 4 1 0 100")]
    [InlineData("1..4 | Measure-MdfOperator op { } -Role Sink", "sink 4 4 0 100")]
    [InlineData("1..4 | Measure-MdfOperator op { if ($_ -gt 3) { throw 'x' } } -Role Sink -OnError Skip 2>$null", "sink 4 3 1 75")]
    [InlineData("1..4 | Measure-MdfOperator op { Write-Error a; Write-Error b } -Role Sink 2>$null", "sink 4 0 4 0")]
    [InlineData(
        "1..4 | Measure-MdfOperator op { if ($_ -eq 1) { Write-Error a; Write-Error b } } -End { Write-Error c; 9 } -Role Aggregate 2>$null",
        "aggregate 4 1 1 75")]
    [InlineData("1..4 | Measure-MdfOperator op { if ($_ -eq 2) { Write-Error a }; $_ } 2>$null", "transform 4 4 1 100")]
    public void Measure_Role_DecidesWhatCounts(string script, string expected)
    {
        _session.Invoke(script + " | Out-Null");

        Assert.Equal([expected], Rows("role, input_records, output_records, failed_records, pass_rate"));
    }

    /// <summary>Was: p95 of 0.8 ms, and the wait in no latency at all.</summary>
    [UnixFact]
    public void Measure_NativeSource_HasTheLatenciesOfItsRecords()
    {
        _session.Invoke("Measure-MdfOperator op -Pipeline { bash -c 'sleep 0.4; seq 5' } | Out-Null").Clean();

        PSObject row = _session.Invoke("Exit-MdfStage; Stop-MdfRun | Get-MdfOperatorMetric").Clean().Single;
        double Of(string column) => (double)row.Properties[column].Value;
        Assert.InRange(Of("p95_latency"), 0.4, 20);
        Assert.InRange(Of("p50_latency"), 0, 0.39);
        Assert.InRange(Of("avg_latency"), 0.4 / 5, 20);
        Assert.InRange(Of("total_time"), 5 * Of("avg_latency") * (1 - 1e-9), 20);
        Assert.Equal("exact", row.Properties["latency_method"].Value);
    }

    [Fact]
    public void Measure_Source_TimesEachRecordWithoutWhatTheOthersTake()
    {
        _session.Invoke("""
            Measure-MdfOperator op { foreach ($i in 1..3) { Start-Sleep -Milliseconds 40; $i }; Start-Sleep -Milliseconds 200 } |
                ForEach-Object { Start-Sleep -Milliseconds 500 }
            """).Clean();

        PSObject row = _session.Invoke("Exit-MdfStage; Stop-MdfRun | Get-MdfOperatorMetric").Clean().Single;
        double Of(string column) => (double)row.Properties[column].Value;
        Assert.InRange(Of("min_latency"), 0.038, 0.45);
        Assert.InRange(Of("max_latency"), 0.038, 0.45);
        // What it does after its last record belongs to none, and is its time.
        Assert.InRange(Of("total_time"), (3 * 0.038) + 0.198, 1.4);
        Assert.Equal(3 / Of("total_time"), Of("throughput"), 6);
    }

    [Fact]
    public void Measure_SourceThatIsStoppedEarly_CountsWhatItGave()
    {
        _session.Invoke("Measure-MdfOperator op { 1..100 } | Select-Object -First 3 | Out-Null").Clean();

        Assert.Equal(["source 0 3 0"], Rows("role, input_records, output_records, failed_records"));
    }

    [Fact]
    public void Measure_OtherRoleThanTheRowHas_WarnsAndKeepsIt()
    {
        ScriptResult result = _session.Invoke("""
            $null = 1..3 | Measure-MdfOperator op { $_ }
            $null = Measure-MdfOperator op { 1 }
            $null = 1..3 | Measure-MdfOperator op { $_ } -Role Sink
            """);

        Assert.Contains("is a transform", Assert.Single(result.Warnings), StringComparison.Ordinal);
        Assert.Equal(["transform 7 7"], Rows("role, input_records, output_records"));
    }

    [Theory]
    [InlineData("1 | Measure-MdfOperator op { $_ } -Role Writer", "ParameterArgumentValidationError")]
    [InlineData("Add-MdfOperatorMetric op -Role Writer -ErrorAction Stop", "InvalidMetric")]
    [InlineData("[pscustomobject]@{ Name = 'op'; role = 'x' } | Add-MdfOperatorMetric -ErrorAction Stop", "InvalidMetric")]
    [InlineData("Add-MdfStageMetric s -Role main -ErrorAction Stop", "InvalidMetric")]
    [InlineData("Add-MdfOperatorMetric op -FailedRecords -1 -ErrorAction Stop", "InvalidMetric")]
    public void Role_ThatIsNone_IsRefused(string script, string id) =>
        Assert.Equal(id, _session.Refusal(script).Id());

    [Theory]
    [InlineData("-Role Source -OutputRecords 50 -TotalTime 10", "source 0 50 0 NaN 5 0.2")]
    [InlineData("-Role Source -InputRecords 50 -TotalTime 10 -PassRate 100", "source 0 50 0 NaN 5 0.2")]
    [InlineData("-Role source -Latency 1, 1", "source 0 2 0 NaN 1 1")]
    [InlineData("-Role Sink -InputRecords 50 -OutputRecords 0 -FailedRecords 5 -TotalTime 10", "sink 50 45 5 90 5 0.2")]
    [InlineData("-Role Sink -InputRecords 5 -FailedRecords 50", "sink 5 0 50 0 0 0")]
    [InlineData("-Role AGGREGATE -InputRecords 50 -OutputRecords 2 -FailedRecords 5", "aggregate 50 2 5 90 0 0")]
    [InlineData("-Role '' -InputRecords 50 -OutputRecords 25", " 50 25 0 50 0 0")]
    public void Add_Role_DecidesWhatFollows(string figures, string expected)
    {
        _session.Invoke($"Add-MdfOperatorMetric op {figures}").Clean();

        Assert.Equal(
            [expected],
            Rows("role, input_records, output_records, failed_records, pass_rate, throughput, avg_latency"));
    }

    /// <summary>A nightly that ends in a writer showed 0 %, one with a notify step 1 %.</summary>
    [Fact]
    public void Run_WithSourceAggregateSinkAndNotification_HasTheRateOfItsRecords()
    {
        string[] rows = [.. _session.Invoke("""
            Exit-MdfStage
            Enter-MdfStage load {
                Measure-MdfOperator read { 1..100 } |
                    Measure-MdfOperator parse { if ($_ -gt 5) { $_ } } |
                    Measure-MdfOperator tens { $n++; if ($n % 10 -eq 0) { $n } } -Role Aggregate |
                    Measure-MdfOperator insert { if ($_ -eq 10) { Write-Error 'no' } } -Role Sink 2>$null
            }
            Enter-MdfStage notify -Auxiliary {
                1..50 | Measure-MdfOperator mail { if ($_ -eq 1) { Write-Error 'bounced' } } 2>$null
            }
            $run = Stop-MdfRun
            $stored = Get-MdfRun
            $run, $stored | Show total_input_records, total_output_records, total_errors
            $run, $stored | ForEach-Object { $_.pass_rate.ToString('F9', [cultureinfo]::InvariantCulture) }
            $stored | Get-MdfStageMetric | Show stage_name, role, input_records, output_records, error_count
            """).Clean().Texts()];

        // 95 of 100 reach the aggregate, which makes 9 of them; 8 of these are written.
        string rate = (100 * 0.95 * 8 / 9).ToString("F9", System.Globalization.CultureInfo.InvariantCulture);
        Assert.Equal(
            ["100 8 2", "100 8 2", rate, rate, "s  0 0 0", "load  100 8 1", "notify auxiliary 50 0 1"],
            rows);
    }

    [Fact]
    public void Auxiliary_OfAStageThatIsEnteredAgain_Stays()
    {
        IEnumerable<string> stages = _session.Invoke("""
            Exit-MdfStage
            Enter-MdfStage tidy -Auxiliary { }
            Enter-MdfStage tidy { 1..2 | Measure-MdfOperator rm { } }
            Enter-MdfStage load { $null = 1..4 | Measure-MdfOperator load { $_ } }
            Add-MdfStageMetric mail -Role Auxiliary -InputRecords 9
            $run = Stop-MdfRun
            $run | Show total_input_records, total_output_records, pass_rate
            $run | Get-MdfStageMetric | Show stage_name, role
            """).Clean().Texts();

        Assert.Equal(["4 4 100", "s ", "tidy auxiliary", "load ", "mail auxiliary"], stages);
    }

    /// <summary>Stages and rows without their run give the same run again, roles included.</summary>
    [Fact]
    public void Export_RowsWithoutTheirRun_FindTheSameRates()
    {
        IEnumerable<string> rates = _session.Invoke("""
            Measure-MdfOperator read { 1..8 } | Measure-MdfOperator sum { } -End { 1; 2 } -Role Aggregate |
                Measure-MdfOperator put { if ($_ -eq 1) { Write-Error 'no' } } -Role Sink 2>$null
            Exit-MdfStage
            Enter-MdfStage notify -Auxiliary { 1..3 | Measure-MdfOperator mail { } }
            $run = Stop-MdfRun
            $run | Get-MdfOperatorMetric | Export-MdfMetrics rows
            @($run | Get-MdfStageMetric) + @($run | Get-MdfOperatorMetric) | Export-MdfMetrics both
            $run | Get-MdfStageMetric | Export-MdfMetrics stages
            (Get-MdfRun), (Get-MdfRun -Path both), (Get-MdfRun -Path stages) | Show total_input_records, total_output_records, pass_rate
            Get-MdfStageMetric -Path both | Show stage_name, role, pass_rate
            Get-MdfStageMetric -Path rows -StageName s | Show stage_name, role, pass_rate
            """).Clean().Texts();

        Assert.Equal(["8 1 50", "8 1 50", "8 1 50", "s  50", "notify auxiliary 0", "s  50"], rates);
    }

    /// <summary>What a crash leaves is the journal: it tells roles, failed records and auxiliary stages.</summary>
    [Fact]
    public void Restore_Roles_AreThose()
    {
        IEnumerable<string> rows = _session.Invoke("""
            Measure-MdfOperator read { 1..4 } |
                Measure-MdfOperator put { if ($_ -eq 1) { Write-Error 'no' } } -Role Sink 2>$null
            Exit-MdfStage
            Enter-MdfStage notify -Auxiliary { 1..3 | Measure-MdfOperator mail { } }
            $live = Get-MdfRun -Status running
            $live | Show total_input_records, total_output_records, pass_rate
            $live | Get-MdfStageMetric | Show stage_name, role
            $live | Get-MdfOperatorMetric | Show operator_name, role, failed_records
            """).Clean().Texts();

        Assert.Equal(
            ["4 3 75", "s ", "notify auxiliary", "read source 0", "put sink 1", "mail transform 0"],
            rows);
    }

    private IEnumerable<string> Rows(string columns) =>
        _session.Invoke($"Exit-MdfStage; Stop-MdfRun | Get-MdfOperatorMetric | Show {columns}").Clean().Texts();
}
