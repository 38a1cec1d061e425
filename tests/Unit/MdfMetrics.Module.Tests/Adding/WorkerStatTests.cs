using System.Management.Automation;
using MdfMetrics.Module.Tests.Harness;

namespace MdfMetrics.Module.Tests.Adding;

/// <summary>Add-MdfOperatorMetric -WorkerStat: the running totals that workers of other engines report.</summary>
public sealed class WorkerStatTests : IDisposable
{
    /// <summary>What get_operator_stats() of the Python original returns, by hand: 90 of 100 pass, 0.5 s.</summary>
    private const string Stats = """
        [ordered]@{
            UrlFilter = @{ input_records = 100; output_records = 90; pass_rate = 90.0; total_time = 0.5; avg_latency = 0.005
                min_latency = 0.001; max_latency = 0.02; p50_latency = 0.004; p95_latency = 0.01; p99_latency = 0.015; throughput = 200.0 }
            Idle = @{ input_records = 0; output_records = 0; pass_rate = 0.0; total_time = 0.0; avg_latency = 0.0
                min_latency = [double]::PositiveInfinity; max_latency = 0.0; p50_latency = 0.0; p95_latency = 0.0; p99_latency = 0.0; throughput = 0.0 }
        }
        """;

    private readonly ModuleSession _session = Scripts.Record();

    public void Dispose() => _session.Dispose();

    [Fact]
    public void WorkerStat_Dictionary_IsARowForEachOperator()
    {
        _session.Invoke($"Add-MdfOperatorMetric -WorkerStat ({Stats}) -WorkerId actor_0").Clean();

        Assert.Equal(
            ["UrlFilter actor_0 100 90 90 0.5 0.01 200 reported", "Idle actor_0 0 0 NaN 0 NaN 0 "],
            _session.Invoke(
                "Get-MdfRun -Current | Get-MdfOperatorMetric | Show operator_name, worker_id, input_records, "
                    + "output_records, pass_rate, total_time, p95_latency, throughput, latency_method").Clean().Texts());
    }

    [Fact]
    public void WorkerStat_LaterCallOfTheWorker_Replaces()
    {
        foreach ((string worker, int input) in new[] { ("a", 10), ("b", 5), ("a", 30), ("a", 40) })
        {
            _session.Invoke(
                "param($w, $n) Add-MdfOperatorMetric -WorkerStat @{ F = @{ input_records = $n } } -WorkerId $w",
                worker,
                input).Clean();
        }

        Assert.Equal(["a 40", "b 5"], _session.Invoke("Stop-MdfRun -WarningAction Ignore | Get-MdfOperatorMetric | Show worker_id, input_records").Texts());
    }

    [Theory]
    [InlineData("$args[0]")]
    [InlineData("$args[0] | ConvertTo-CliXml | ConvertFrom-CliXml")]
    public void WorkerStat_ObjectOrText_IsTakenAsWell(string given)
    {
        _session.Invoke(
            $"$o = {given}; Add-MdfOperatorMetric -WorkerStat $o -WorkerId w",
            "{\"F\": {\"input_records\": 3, \"custom_metrics\": {\"gpu\": 0.5}}}").Clean();

        Assert.Equal(["F 3 0.5"], _session.Invoke(
            "Get-MdfRun -Current | Get-MdfOperatorMetric | % { \"$($_.operator_name) $($_.input_records) $($_.custom_metrics.gpu)\" }").Texts());
    }

    [Fact]
    public void WorkerStat_OneBadOperator_IsAnErrorAndTheOthersCount()
    {
        ScriptResult result = _session.Invoke(
            "Add-MdfOperatorMetric -WorkerId w -PassThru -WorkerStat ([ordered]@{ A = 5; B = @{ input_records = -1 }; C = @{ input_records = 'x' }; D = @{ input_records = 2 } })");

        Assert.Equal(["InvalidMetric", "InvalidMetric", "InvalidMetric"], result.Errors.Select(error => error.Id()));
        Assert.Equal("D", result.Single.Properties["operator_name"].Value);
    }

    [Theory]
    [InlineData("@{ load = @{ Read = @{ input_records = 3 }; _stage_summary = @{ input_records = 9 } }; idle = @{} }", "load Read worker_0 3")]
    [InlineData("'[{\"A\": {\"input_records\": 1}}, {\"A\": {\"input_records\": 2}}]'", "s A worker_0 1|s A worker_1 2")]
    [InlineData("@(@{ A = @{ input_records = 1 } }, @{ A = @{ input_records = 2 } }) -WorkerId host", "s A host_0 1|s A host_1 2")]
    [InlineData("@{ A = @{ Input_Records = 4; p95_latency = [double]::NaN; x = 1 } }", "s A worker_0 4")]
    public void WorkerStat_StagesOrWorkers_AreRowsOfThese(string given, string expected) => Assert.Equal(
        expected,
        string.Join('|', _session
            .Invoke($"Add-MdfOperatorMetric -PassThru -WorkerStat {given} | Show stage_name, operator_name, worker_id, input_records")
            .Clean()
            .Texts()));

    [Theory]
    [InlineData("@{ Filter = @{ records = 5; name = 'x' } }", "'Filter'")]
    [InlineData("[ordered]@{ A = @{ input_records = 1 }; Combined = @{ B = @{ input_records = 2 } } }", "'Combined'")]
    [InlineData("@{ stage_0 = @{ Combined = @{ B = @{ input_records = 2 } } } }", "'Combined'")]
    public void WorkerStat_NoKnownFigure_IsAnErrorThatNamesIt(string given, string name)
    {
        ScriptResult result = _session.Invoke($"Add-MdfOperatorMetric -WorkerStat ({given}) -PassThru");

        ErrorRecord error = Assert.Single(result.Errors);
        Assert.Equal("InvalidMetric", error.Id());
        Assert.Contains(name, error.Exception.Message, StringComparison.Ordinal);
        Assert.DoesNotContain(result.Output, row => (long)row.Properties["input_records"].Value == 0);
    }

    [Theory]
    [InlineData("5")]
    [InlineData("'text'")]
    [InlineData("@(1, 2)")]
    [InlineData("@()")]
    [InlineData("'[]'")]
    [InlineData("'{\"F\": {\"input_records\": 3'")]
    [InlineData("\"{'F': {'input_records': 3}}\"")]
    [InlineData("'[{\"F\": {}}, null]'")]
    public void WorkerStat_NoDictionary_IsRefused(string given) =>
        Assert.Equal("InvalidMetric", _session.Refusal($"Add-MdfOperatorMetric -WorkerStat {given}").Id());
}
