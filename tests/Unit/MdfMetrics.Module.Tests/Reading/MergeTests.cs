using MdfMetrics.Module.Tests.Harness;

namespace MdfMetrics.Module.Tests.Reading;

/// <summary>Get-MdfOperatorMetric -Merge and -MergeRun.</summary>
public sealed class MergeTests : IDisposable
{
    private const string Shown =
        "Show run_id, stage_name, operator_name, worker_id, input_records, p50_latency, latency_method";

    private readonly ModuleSession _session = Scripts.Open();

    /// <summary>
    /// Two runs; of each the operator o on two workers with latencies 1 to 4 ms; of one only reported ones.
    /// </summary>
    public MergeTests() => _session.Invoke("""
        foreach ($run in 'one', 'two') {
            Start-MdfRun -RunId $run {
                Enter-MdfStage s {
                    Add-MdfOperatorMetric o -WorkerId a -Latency 0.001, 0.002
                    Add-MdfOperatorMetric o -WorkerId b -Latency 0.003, 0.004
                    Add-MdfOperatorMetric reported -WorkerId a -InputRecords 5 -P50Latency 0.1 -P95Latency 0.2 -P99Latency 0.3
                    Add-MdfOperatorMetric reported -WorkerId b -InputRecords 5 -P50Latency 0.3 -P95Latency 0.4 -P99Latency 0.5
                }
            }
        }
        """).Clean();

    public void Dispose() => _session.Dispose();

    [Fact]
    public void Merge_Run_IsARowForEachOperator() => Assert.Equal(
        ["one s o * 4", "one s reported * 10"],
        _session.Invoke("Get-MdfOperatorMetric one -Merge | Show run_id, stage_name, operator_name, worker_id, input_records").Clean().Texts());

    [Fact]
    public void Merge_Percentiles_ComeFromTheHistogramOrAreUnknown()
    {
        string[] rows = [.. _session.Invoke(
            "Get-MdfOperatorMetric one -Merge | % { \"$([Math]::Abs($_.p50_latency / 0.002 - 1) -le 0.011) $($_.p50_latency -is [double] -and [double]::IsNaN($_.p50_latency)) $($_.latency_method)\" }").Clean().Texts()];

        Assert.Equal(["True False histogram", "False True reported"], rows);
    }

    [Theory]
    [InlineData("Get-MdfOperatorMetric gpus -Merge")]
    [InlineData("Get-MdfOperatorMetric gpus -MergeRun")]
    [InlineData("Get-MdfOperatorMetric gpus -Merge | ForEach-Object { $_ | ConvertTo-CliXml | ConvertFrom-CliXml }")]
    public void Merge_CustomMetrics_AreMinMaxSumAndCount(string script)
    {
        const string Run = """
            Start-MdfRun -RunId gpus {
                Enter-MdfStage s {
                    Add-MdfOperatorMetric o -WorkerId a -CustomMetric @{ gpu_util = 70; device = 'cuda'; driver = '1'; ok = $true }
                    Add-MdfOperatorMetric o -WorkerId b -CustomMetric @{ gpu_util = 92.5; device = 'cuda'; driver = '2'; ok = $true }
                    Add-MdfOperatorMetric o -WorkerId c -CustomMetric @{ gpu_util = $null }
                    Add-MdfOperatorMetric alone -WorkerId a -CustomMetric @{ gpu_util = 70; device = 'cuda' }
                }
            }

            """;
        const string Shown = """
             | ForEach-Object {
                $own = $_.custom_metrics
                $gpu = $own.gpu_util
                "$($gpu.min) $($gpu.max) $($gpu.sum) $($gpu.count) $($own.device) $($own.ok) $($own.Contains('driver'))"
            }
            """;

        Assert.Equal(
            ["70 92.5 162.5 2 cuda True False", "70 70 70 1 cuda  False"],
            _session.Invoke(Run + script + Shown).Clean().Texts());
    }

    [Fact]
    public void MergeRun_Runs_AreOneRowForEachOperator() => Assert.Equal(
        ["* s o * 8", "* s reported * 20"],
        _session.Invoke("Get-MdfRun | Get-MdfOperatorMetric -MergeRun | Show run_id, stage_name, operator_name, worker_id, input_records").Clean().Texts());

    [Fact]
    public void MergeRun_Filtered_MergesWhatMatches() => Assert.Equal(
        ["* s o * 8"],
        _session.Invoke("Get-MdfOperatorMetric -MergeRun -OperatorName o | Show run_id, stage_name, operator_name, worker_id, input_records").Clean().Texts());

    [Fact]
    public void Merge_LiveRun_IsMergedFromMemory() => Assert.Equal(
        ["r s o * 2 1 exact"],
        _session.Invoke(
            "$null = Start-MdfRun -RunId r; Enter-MdfStage s; Add-MdfOperatorMetric o -WorkerId a -Latency 1; "
                + "Add-MdfOperatorMetric o -WorkerId b -Latency 2; Get-MdfRun -Current | Get-MdfOperatorMetric -Merge | " + Shown).Texts());
}
