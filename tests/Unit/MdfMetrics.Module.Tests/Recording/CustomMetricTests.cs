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
}
