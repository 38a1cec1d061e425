using System.Management.Automation;
using MdfMetrics.Module.Tests.Harness;

namespace MdfMetrics.Module.Tests.Adding;

/// <summary>Figures that were measured elsewhere, given by parameter.</summary>
public sealed class AddByParameterTests
{
    private const string Show =
        "Show input_records, output_records, pass_rate, total_time, avg_latency, p50_latency, max_latency, throughput, "
            + "error_count, latency_method";

    [Theory]
    [InlineData("", "0 0 NaN 0 NaN NaN NaN 0 0 ")]
    [InlineData("-InputRecords 10 -OutputRecords 5 -TotalTime 2", "10 5 50 2 0.2 NaN NaN 5 0 ")]
    [InlineData("-InputRecords 10 -OutputRecords 30", "10 30 300 0 0 NaN NaN 0 0 ")]
    [InlineData("-InputRecords 10 -ErrorCount 3", "10 10 100 0 0 NaN NaN 0 3 ")]
    [InlineData("-Latency 0.5, 0.25, 0.25, 1", "4 4 100 2 0.5 0.25 1 2 0 exact")]
    [InlineData("-InputRecords 8 -Latency 0.5, 1.5", "8 8 100 2 0.25 0.5 1.5 4 0 exact")]
    [InlineData(
        "-InputRecords 4 -P50Latency 1 -P95Latency 2 -P99Latency 3 -MaxLatency 3",
        "4 4 100 0 0 1 3 0 0 reported")]
    [InlineData("-InputRecords 4 -P50Latency NaN -PassRate NaN", "4 4 100 0 0 NaN NaN 0 0 ")]
    [InlineData("-input_records 2 -total_time 1 -error_count 1", "2 2 100 1 0.5 NaN NaN 2 1 ")]
    public void Operator_Figures_AreCompleted(string parameters, string expected)
    {
        using ModuleSession session = Scripts.Record();

        ScriptResult result = session.Invoke($$"""
            Add-MdfOperatorMetric op {{parameters}} -PassThru | {{Show}}
            Exit-MdfStage
            Stop-MdfRun | Get-MdfOperatorMetric | {{Show}}
            """).Clean();

        Assert.Equal([expected, expected], result.Texts());
    }

    [Theory]
    [InlineData("Operator", "op -CustomMetric @{ token = 'hunter2' }")]
    [InlineData("Operator", "-WorkerStat @{ op = @{ input_records = 1; custom_metrics = @{ token = 'hunter2' } } }")]
    [InlineData("Operator", "\"op$([char]0xD83D)\" -WarningAction Ignore")]
    [InlineData("Stage", "s -CustomMetric @{ token = 'hunter2' }")]
    public void PassThru_WhatIsNotKeptAsGiven_IsGivenAsKept(string noun, string parameters)
    {
        using ModuleSession session = Scripts.Record();
        const string Shown = "ForEach-Object { \"$($_.operator_name)$($_.stage_name): $($_.custom_metrics)\" }";

        string[] texts = [.. session.Invoke($$"""
            Add-Mdf{{noun}}Metric {{parameters}} -PassThru | {{Shown}}
            Exit-MdfStage
            $null = Stop-MdfRun
            Get-Mdf{{noun}}Metric r | {{Shown}}
            """).Clean().Texts()];

        Assert.Equal(2, texts.Length);
        Assert.Equal(texts[1], texts[0]);
        Assert.DoesNotContain("hunter2", texts[0], StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("op -InputRecords -1", "InvalidMetric")]
    [InlineData("op -OutputRecords -1", "InvalidMetric")]
    [InlineData("op -ErrorCount -1", "InvalidMetric")]
    [InlineData("op -TotalTime -1", "InvalidMetric")]
    [InlineData("op -P50Latency -0.1", "InvalidMetric")]
    [InlineData("op -Latency 1, NaN", "InvalidMetric")]
    [InlineData("op -Latency Infinity", "InvalidMetric")]
    [InlineData("op -Latency 1, -1", "InvalidMetric")]
    [InlineData("op -LatencyHistogram nonsense", "InvalidMetric")]
    [InlineData("op -CustomMetric text", "InvalidMetric")]
    [InlineData("''", "InvalidName")]
    [InlineData("' '", "InvalidName")]
    [InlineData("op -StageName ('x' * 1025)", "InvalidName")]
    public void Operator_BadFigure_IsOneErrorAndTheNextGoesOn(string parameters, string id)
    {
        using ModuleSession session = Scripts.Record();

        ScriptResult result = session.Invoke(
            $"Add-MdfOperatorMetric {parameters}; Add-MdfOperatorMetric good; Exit-MdfStage; (Stop-MdfRun | Get-MdfOperatorMetric).operator_name");

        Assert.Equal(["good"], result.Texts());
        Assert.Equal(id, Assert.Single(result.Errors).Id());
    }

    [Fact]
    public void Operator_AddedTwice_AddsUp()
    {
        using ModuleSession session = Scripts.Record();

        ScriptResult result = session.Invoke($$"""
            Add-MdfOperatorMetric op -Latency 1, 3 -ErrorCount 1
            Add-MdfOperatorMetric op -Latency 2, 2 -OutputRecords 0
            Exit-MdfStage
            Stop-MdfRun | Get-MdfOperatorMetric | {{Show}}
            """).Clean();

        Assert.Equal(["4 2 50 8 2 2 3 0.5 1 exact"], result.Texts());
    }

    [Fact]
    public void Operator_MeasuredAndAdded_AddsUp()
    {
        using ModuleSession session = Scripts.Record();

        ScriptResult result = session.Invoke("""
            $null = 1..3 | Measure-MdfOperator op { $_ }
            Add-MdfOperatorMetric op -InputRecords 7 -OutputRecords 0
            Exit-MdfStage
            Stop-MdfRun | Get-MdfOperatorMetric | Show input_records, output_records, pass_rate
            """).Clean();

        Assert.Equal(["10 3 30"], result.Texts());
    }

    [Fact]
    public void Operator_HugeCounts_DoNotOverflow()
    {
        using ModuleSession session = Scripts.Record();

        ScriptResult result = session.Invoke("""
            Add-MdfOperatorMetric op -InputRecords ([long]::MaxValue)
            Add-MdfOperatorMetric op -InputRecords ([long]::MaxValue)
            Exit-MdfStage
            (Stop-MdfRun | Get-MdfOperatorMetric).input_records -eq [long]::MaxValue
            (Get-MdfRun).total_input_records -eq [long]::MaxValue
            """).Clean();

        Assert.Equal(["True", "True"], result.Texts());
    }

    [Theory]
    [InlineData("@{ a = 1; b = @{ c = 2 } }", "1 2")]
    [InlineData("([pscustomobject]@{ a = 1; b = [pscustomobject]@{ c = 2 } })", "1 2")]
    [InlineData("'{\"a\": 1, \"b\": {\"c\": 2}}'", "1 2")]
    [InlineData("''", " ")]
    [InlineData("$null", " ")]
    public void Operator_CustomMetric_TakesAnyShape(string given, string expected)
    {
        using ModuleSession session = Scripts.Record();

        ScriptResult result = session.Invoke($$"""
            Add-MdfOperatorMetric op -CustomMetric {{given}}
            Exit-MdfStage
            $null = Stop-MdfRun
            $custom = (Get-MdfOperatorMetric r).custom_metrics
            "$($custom.a) $($custom.b.c)"
            """).Clean();

        Assert.Equal([expected], result.Texts());
    }

    [Fact]
    public void Stage_Figures_StandInsteadOfTheComputedOnes()
    {
        using ModuleSession session = Scripts.Record();

        ScriptResult result = session.Invoke("""
            $null = 1..10 | Measure-MdfOperator op { $_ }
            Add-MdfStageMetric -InputRecords 100 -OutputRecords 25 -NumWorkers 3 -CustomMetric @{ gpu = 1 }
            Add-MdfStageMetric later -InputRecords 5 -OutputRecords 5 -PassThru | Show stage_name, input_records
            Exit-MdfStage
            Stop-MdfRun | Show total_input_records, total_output_records, pass_rate
            Get-MdfStageMetric r | Show stage_name, input_records, output_records, pass_rate, num_workers, custom_metrics
            """).Clean();

        Assert.Equal(["later 5", "100 5 5", "s 100 25 25 3 {\"gpu\":1}", "later 5 5 100 0 "], result.Texts());
    }

    [Theory]
    [InlineData("s -InputRecords -1", "InvalidMetric")]
    [InlineData("s -TotalTime -1", "InvalidMetric")]
    [InlineData("''", "InvalidName")]
    public void Stage_BadFigure_IsOneError(string parameters, string id)
    {
        using ModuleSession session = Scripts.Record();

        ScriptResult result = session.Invoke($"Add-MdfStageMetric {parameters}; 'goes on'");

        Assert.Equal(["goes on"], result.Texts());
        ErrorRecord error = Assert.Single(result.Errors);
        Assert.Equal(id, error.Id());
    }
}
