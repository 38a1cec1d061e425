using System.Management.Automation;
using DuckDB.NET.Data;
using MdfMetrics.Module.Tests.Harness;

namespace MdfMetrics.Module.Tests.Recording;

/// <summary>The user's own figures.</summary>
public sealed class CustomMetricTests
{
    [Theory]
    [InlineData("true", "7")]
    [InlineData("false", "")]
    public void CustomMetrics_AreCollectedAsConfigured(string wanted, string expected)
    {
        using ModuleSession session = Scripts.Open();
        session.Write("c.yaml", $"executor:\n  metrics:\n    collect_custom_metrics: {wanted}\n");

        ScriptResult result = session.Invoke("""
            Start-MdfRun -RunId r -ConfigPath c.yaml {
                Enter-MdfStage s { $null = 1..3 | Measure-MdfOperator op { $_ } -CustomMetric @{ gpu = 7 } }
            }
            Get-MdfOperatorMetric r | ForEach-Object { "$($_.custom_metrics.gpu)" }
            """).Clean();

        Assert.Equal([expected], result.Texts());
    }

    [Fact]
    public void CustomMetrics_ChangedByTheBlock_AreThoseOfTheEnd()
    {
        using ModuleSession session = Scripts.Open();

        ScriptResult result = session.Invoke("""
            $mine = @{ seen = 0; nested = @{ a = 1, 2 } }
            Start-MdfRun -RunId r {
                Enter-MdfStage s { 1..5 | Measure-MdfOperator op { $mine.seen++ } -CustomMetric $mine }
            }
            $custom = (Get-MdfOperatorMetric r).custom_metrics
            $custom.seen
            $custom.nested.a[1]
            """).Clean();

        Assert.Equal(["5", "2"], result.Texts());
    }

    [Theory]
    [InlineData("$h = @{ a = 1 }; $h.self = $h; $h.again = $h", "1")]
    [InlineData("$h = @{ a = 1 }; $h.list = @(1, @{ up = $h })", "1")]
    [InlineData("$o = [pscustomobject]@{ self = $null }; $o.self = $o; $h = @{ a = 1; o = $o }", "1")]
    [InlineData("$h = @{ a = 1 }; foreach ($i in 1..5000) { $h = @{ a = 1; deeper = $h } }", "1")]
    [InlineData("$h = @{ a = [double]::NaN; b = { block }; c = [version] '1.2'; d = [datetime]::Now; e = $PID }", "")]
    public void CustomMetrics_OfAnyShape_AreWritten(string metrics, string expected)
    {
        using ModuleSession session = Scripts.Open();

        ScriptResult result = session.Invoke($$"""
            {{metrics}}
            Start-MdfRun -RunId r { Enter-MdfStage s { $null = 1 | Measure-MdfOperator op { $_ } -CustomMetric $h } }
            Get-MdfOperatorMetric r | ForEach-Object { "$($_.custom_metrics.a)" }
            """).Clean();

        Assert.Equal([expected], result.Texts());
    }

    [Theory]
    [InlineData("'{\"loss\": NaN, \"in\": [Infinity, 0.50]}'", "{\"loss\":null,\"in\":[null,0.50]}")]
    [InlineData("@{ loss = [double]::NaN }", "{\"loss\":null}")]
    [InlineData("@{ loss = [string][char]0xD83D }", "{\"loss\":\"\\uFFFD\"}")]
    public void CustomMetrics_BeyondWhatJsonHas_AreNullForEveryReader(string given, string expected)
    {
        using ModuleSession session = Scripts.Record();

        session.Invoke($"""
            Add-MdfOperatorMetric o -CustomMetric {given} -WarningAction Ignore
            Add-MdfStageMetric s -CustomMetric {given} -WarningAction Ignore
            Exit-MdfStage
            $null = Stop-MdfRun
            """).Clean();

        Assert.Equal(
            expected,
            Assert.Single(session.Invoke("(Get-MdfOperatorMetric).custom_metrics.ToString()").Clean().Texts()));
        using var engine = new DuckDBConnection("Data Source=:memory:");
        engine.Open();
        using DuckDBCommand query = engine.CreateCommand();
        query.CommandText = $"""
            SELECT count(*) FROM read_parquet('{session.Store}/*s/*.parquet', union_by_name = true)
            WHERE json_valid(custom_metrics) AND json_keys(custom_metrics::JSON)[1] = 'loss'
            """;
        Assert.Equal(2L, query.ExecuteScalar());
    }

    [Theory]
    [InlineData("Add-MdfOperatorMetric o -InputRecords 3 -CustomMetric")]
    [InlineData("Add-MdfStageMetric s -CustomMetric")]
    public void CustomMetrics_TextThatIsNoJson_AreAnErrorThatSaysWhy(string command)
    {
        using ModuleSession session = Scripts.Record();

        ErrorRecord error = Assert.Single(session.Invoke($"{command} \"{{'loss': 0.5}}\"").Errors);

        Assert.Equal("InvalidMetric", error.Id());
        Assert.Contains("double quotes", error.Exception.Message, StringComparison.Ordinal);
    }
}
