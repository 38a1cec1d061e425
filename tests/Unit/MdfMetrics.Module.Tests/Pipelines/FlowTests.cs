using System.Globalization;
using System.Management.Automation;
using MdfMetrics.Module.Tests.Harness;

namespace MdfMetrics.Module.Tests.Pipelines;

/// <summary>How records go through a pipeline, and what is counted.</summary>
public sealed class FlowTests
{
    private const string Writer = "data_writer: {type: Collect}";

    [Fact]
    public void Invoke_OneReplica_KeepsTheOrderAndCounts()
    {
        using var pipeline = new Pipeline();
        pipeline.Write("Numbers {count: 1000}", $"{Pipeline.Stage("a", "{name: Odd}, {name: Double}")}, {Pipeline.Stage("b", "{name: Same}")}", Writer);

        string[] run = [.. pipeline.Invoke(
            "Invoke-MdfPipeline p.yaml -RunId r | Show run_id, status, num_stages, total_input_records, total_output_records, pass_rate").Clean().Texts()];

        Assert.Equal(["r completed 2 1000 1000 100"], run);
        Assert.Equal(
            Enumerable.Range(1, 1000).Where(i => i % 2 == 1).SelectMany(i => new[] { i, i }).Select(i => i.ToString(CultureInfo.InvariantCulture)),
            pipeline.Written);
        Assert.Equal(["a/Odd 1000 500 0", "a/Double 500 1000 0", "b/Same 1000 1000 0"], pipeline.Rows());
    }

    [Fact]
    public void Invoke_EightReplicas_LoseAndDoubleNothing()
    {
        using var pipeline = new Pipeline();
        pipeline.Write(
            "Numbers {count: 4000}",
            Pipeline.Stage("a", "{name: Slow, params: {milliseconds: 0}}", 8),
            $"{Writer}\nexecutor: {{batch_size: 7}}");

        pipeline.Invoke("$r = Invoke-MdfPipeline p.yaml -RunId r").Clean();

        Assert.Equal(Enumerable.Range(1, 4000), pipeline.Written.Select(int.Parse).Order());
        Assert.Equal(
            ["8 4000 4000"],
            pipeline.Invoke("$r | Get-MdfStageMetric | Show num_workers, input_records, output_records").Clean().Texts());
        Assert.Equal(
            Enumerable.Range(0, 8).Select(i => $"worker_{i}"),
            pipeline.Invoke("$r | Get-MdfOperatorMetric | % worker_id").Clean().Texts().Order());
    }

    [Fact]
    public void Invoke_BatchesThatFillSlowly_LoseAndDoubleNothing()
    {
        using var pipeline = new Pipeline();
        pipeline.Write(
            "Numbers {count: 600}",
            $"{Pipeline.Stage("a", "{name: Slow, params: {milliseconds: 1}}", 4)}, {Pipeline.Stage("b", "{name: Same}", 3)}",
            $"{Writer}\nexecutor: {{batch_size: 50}}");

        pipeline.Invoke("$r = Invoke-MdfPipeline p.yaml -RunId r").Clean();

        Assert.Equal(Enumerable.Range(1, 600), pipeline.Written.Select(int.Parse).Order());
    }

    [Fact]
    public void Invoke_OneSlowReplica_KeepsTheOrder()
    {
        using var pipeline = new Pipeline();
        pipeline.Write(
            "Numbers {count: 300}",
            $"{Pipeline.Stage("a", "{name: Slow, params: {milliseconds: 1}}")}, {Pipeline.Stage("b", "{name: Same}")}",
            $"{Writer}\nexecutor: {{batch_size: 40}}");

        pipeline.Invoke("$r = Invoke-MdfPipeline p.yaml -RunId r").Clean();

        Assert.Equal(Enumerable.Range(1, 300), pipeline.Written.Select(int.Parse));
    }

    [Fact]
    public void Invoke_Replicas_AreWorkersOfTheirOwnInEachStage()
    {
        using var pipeline = new Pipeline();
        pipeline.Write("Numbers {count: 10}", $"{Pipeline.Stage("a", "{name: Same}", 2)}, {Pipeline.Stage("b", "{name: Same}")}");

        pipeline.Invoke("$r = Invoke-MdfPipeline p.yaml -RunId r").Clean();

        Assert.Equal(
            ["a worker_0", "a worker_1", "b worker_2"],
            pipeline.Invoke("$r | Get-MdfOperatorMetric | Show stage_name, worker_id").Clean().Texts().Order());
    }

    [Theory]
    [InlineData("-MaxSamples 10", 10)]
    [InlineData("-MaxSamples 10 -BatchSize 1", 10)]
    [InlineData("-MaxSamples 1 -BatchSize 1000000", 1)]
    [InlineData("", 25)]
    public void Invoke_EndlessLoader_StopsAtMaxSamples(string options, int expected)
    {
        using var pipeline = new Pipeline();
        pipeline.Write("Numbers", Pipeline.Stage("a", "{name: Same}"), $"{Writer}\nexecutor: {{max_samples: 25}}");

        pipeline.Invoke($"Invoke-MdfPipeline p.yaml -RunId r {options} | Out-Null").Clean();

        Assert.Equal(expected, pipeline.Written.Length);
        Assert.Equal("completed", pipeline.Status());
    }

    [Fact]
    public void Invoke_EndlessLoader_WaitsForASlowStage()
    {
        using var pipeline = new Pipeline();
        pipeline.Invoke("function Counted { for ($i = 1; ; $i++) { $env:MdfLoaded = $i; $i } }").Clean();
        pipeline.Write("Counted", Pipeline.Stage("a", "{name: ThrowAt, params: {at: 100}}"), "executor: {batch_size: 10}");

        pipeline.Failure("Invoke-MdfPipeline p.yaml -RunId r");

        // At most: 100 done or at work, the rest of their batch, 4 batches in the queue, one filling, one record
        // waiting.
        Assert.InRange(int.Parse(Environment.GetEnvironmentVariable("MdfLoaded")!, CultureInfo.InvariantCulture), 100, 161);
    }

    [Fact]
    public void Invoke_SlowLoader_DoesNotHoldBackAHalfFullBatch()
    {
        using var pipeline = new Pipeline();
        pipeline.Invoke("""
            function Trickle {
                1
                for ($i = 0; $i -lt 6000 -and -not (Test-Path seen); $i++) { Start-Sleep -Milliseconds 5 }
                2
            }
            filter Note { Set-Content seen x; $_ }
            """).Clean();
        pipeline.Write("Trickle", $"{Pipeline.Stage("a", "{name: Same}")}, {Pipeline.Stage("b", "{name: Note}")}", Writer);

        pipeline.Invoke("Invoke-MdfPipeline p.yaml -RunId r -BatchSize 1000 | Out-Null").Clean();

        Assert.Equal(["1", "2"], pipeline.Written);
    }

    [Fact]
    public void Invoke_WholeStreamCommand_SeesTheStreamOfItsReplica()
    {
        using var pipeline = new Pipeline();
        pipeline.Write("Numbers {count: 100}", Pipeline.Stage("a", "{name: SumAll}, {name: Double}"), Writer);

        pipeline.Invoke("Invoke-MdfPipeline p.yaml -RunId r | Out-Null").Clean();

        Assert.Equal(["5050", "5050"], pipeline.Written);
        Assert.Equal(["a/SumAll 100 1 0", "a/Double 1 2 0"], pipeline.Rows());
    }

    [Fact]
    public void Invoke_StageThatWantsNoMore_EndsTheLoader()
    {
        using var pipeline = new Pipeline();
        pipeline.Write(
            "Numbers",
            $"{Pipeline.Stage("a", "{name: first, command: Select-Object, params: {first: 3}}, {name: SumAll}")}",
            Writer);

        pipeline.Invoke("Invoke-MdfPipeline p.yaml -RunId r | Out-Null").Clean();

        Assert.Equal(["6"], pipeline.Written);
        Assert.Equal("completed", pipeline.Status());
    }

    [Fact]
    public void Invoke_SecondStageWantsNoMore_LeavesABlockedLoaderBehind()
    {
        using var pipeline = new Pipeline();
        using var loader = new BlockedLoader(pipeline);
        pipeline.Write(
            "Blocked",
            $"{Pipeline.Stage("a", "{name: AwaitBlocked}")}, {Pipeline.Stage("b", "{name: first, command: Select-Object, params: {first: 1}}")}",
            Writer);

        pipeline.Invoke("Invoke-MdfPipeline p.yaml -RunId r | Out-Null").Clean();

        Assert.True(loader.IsBlocked);
        Assert.Equal(["1"], pipeline.Written);
        Assert.Equal(["a/AwaitBlocked 1 1 0", "b/first 1 1 0"], pipeline.Rows());
        Assert.Equal("completed", pipeline.Status());
    }

    [Fact]
    public void Invoke_OneRecordOfAMillion_FlowsOn()
    {
        using var pipeline = new Pipeline();
        pipeline.Write("Numbers {count: 1}", $"{Pipeline.Stage("a", "{name: Fan, params: {count: 1000000}}")}, {Pipeline.Stage("b", "{name: SumAll}")}", Writer);

        pipeline.Invoke("Invoke-MdfPipeline p.yaml -RunId r | Out-Null").Clean();

        Assert.Equal(["499999500000"], pipeline.Written);
        Assert.Equal(["a/Fan 1 1000000 0", "b/SumAll 1000000 1 0"], pipeline.Rows());
    }

    [Fact]
    public void Invoke_NoRecords_IsACompletedRunWithRows()
    {
        using var pipeline = new Pipeline();
        pipeline.Write("Numbers {count: 0}", Pipeline.Stage("a", "{name: Same}"), Writer);

        Assert.Equal(["completed NaN"], pipeline.Invoke("Invoke-MdfPipeline p.yaml -RunId r | Show status, pass_rate").Clean().Texts());
        Assert.Empty(pipeline.Written);
        Assert.Equal(["a/Same 0 0 0"], pipeline.Rows());
    }

    [Fact]
    public void Invoke_NoStages_CopiesFromLoaderToWriter()
    {
        using var pipeline = new Pipeline();
        pipeline.Write("Numbers {count: 5}", string.Empty, Writer);

        Assert.Equal(["completed 0"], pipeline.Invoke("Invoke-MdfPipeline p.yaml -RunId r | Show status, num_stages").Clean().Texts());
        Assert.Equal(5, pipeline.Written.Length);
    }

    [Fact]
    public void Invoke_PassThru_StreamsTheRecordsAndTheRunLast()
    {
        using var pipeline = new Pipeline();
        pipeline.Write("Numbers {count: 5}", Pipeline.Stage("a", "{name: Odd}"), Writer);

        Assert.Equal(["1", "3", "5", "r"], pipeline.Invoke("Invoke-MdfPipeline p.yaml -RunId r -PassThru").Clean().Texts().Select(
            text => text.Contains("RunMetrics", StringComparison.Ordinal) ? "r" : text));
        Assert.Equal(["1", "3", "5"], pipeline.Written);
    }

    [Fact]
    public void Invoke_PassThru_StoppedDownstream_IsCompleted()
    {
        using var pipeline = new Pipeline();
        pipeline.Write("Numbers", Pipeline.Stage("a", "{name: Same}"));

        Assert.Equal(["1", "2"], pipeline.Invoke("Invoke-MdfPipeline p.yaml -RunId r -PassThru | Select-Object -First 2").Clean().Texts());
        Assert.Equal("completed", pipeline.Status());
    }

    [Fact]
    public void Invoke_Records_ComeThroughAsTheyAre()
    {
        using var pipeline = new Pipeline();
        pipeline.Invoke("""
            function Odds { $null; , @(1, 2); 'é日本𝄞'; [pscustomobject]@{ a = 1 }; '' }
            filter Tell { if ($null -eq $_) { 'null' } else { "$($_.GetType().Name) $($_.a) $_" } }
            """).Clean();
        pipeline.Write("Odds", Pipeline.Stage("日本", "{name: Tell}"), Writer);

        pipeline.Invoke("Invoke-MdfPipeline p.yaml -RunId r | Out-Null").Clean();

        Assert.Equal(["null", "Object[]  1 2", "String  é日本𝄞", "PSCustomObject 1 @{a=1}", "String  "], pipeline.Written);
    }

    [Fact]
    public void Invoke_CustomMetrics_OfAnOperator_AreItsRows()
    {
        using var pipeline = new Pipeline();
        pipeline.Invoke("""
            function Own {
                begin { $n = 0 } process { $n++; $_ }
                end { Add-MdfOperatorMetric Own -InputRecords 0 -OutputRecords 0 -CustomMetric @{ seen = $n } }
            }
            """).Clean();
        pipeline.Write("Numbers {count: 5}", Pipeline.Stage("a", "{name: Own}"), "executor: {metrics: {collect_custom_metrics: true}}");

        Assert.Equal(
            ["5 5 5"],
            pipeline.Invoke("Invoke-MdfPipeline p.yaml | Get-MdfOperatorMetric | % { \"$($_.input_records) $($_.output_records) $($_.custom_metrics.seen)\" }").Clean().Texts());
    }

    [Fact]
    public void Invoke_MetricsDisabled_RunsUnmeasured()
    {
        using var pipeline = new Pipeline();
        pipeline.Write("Numbers {count: 5}", Pipeline.Stage("a", "{name: Odd}"), $"{Writer}\nexecutor: {{metrics: {{enabled: false}}}}");

        Assert.Empty(pipeline.Invoke("Invoke-MdfPipeline p.yaml").Clean().Output);
        Assert.Equal(3, pipeline.Written.Length);
        Assert.False(Directory.Exists(Path.Combine(pipeline.Folder, "metrics")));
    }

    [Fact]
    public void Invoke_Roles_AreThoseOfTheFile()
    {
        using var pipeline = new Pipeline();
        pipeline.Write(
            "Numbers {count: 10}",
            "{name: a, operators: [{name: Odd}, {name: SumAll, role: Aggregate}, {name: put, command: Same, role: sink}]}, "
                + "{name: mail, auxiliary: true, operators: [{name: Fan, params: {count: 3}}]}");

        Assert.Equal(
            ["10 1 50", "a ", "mail auxiliary", "Odd transform", "SumAll aggregate", "put sink", "Fan transform"],
            pipeline.Invoke("""
                $run = Invoke-MdfPipeline p.yaml -RunId r
                $run | Show total_input_records, total_output_records, pass_rate
                $run | Get-MdfStageMetric | Show stage_name, role
                $run | Get-MdfOperatorMetric | Show operator_name, role
                """).Clean().Texts());
    }

    [Theory]
    [InlineData("{name: a, operators: [{name: Odd, role: writer}]}", "expected source, transform, aggregate or sink, found the text \"writer\"")]
    [InlineData("{name: a, auxiliary: maybe, operators: [{name: Odd}]}", "expected true or false, found the text \"maybe\"")]
    public void Invoke_RoleThatIsNone_IsRefusedWithItsPlace(string stage, string message)
    {
        using var pipeline = new Pipeline();
        pipeline.Write("Numbers {count: 10}", stage);

        ErrorRecord error = pipeline.Refusal("Invoke-MdfPipeline p.yaml");

        Assert.Equal("ConfigInvalid", error.Id());
        Assert.Matches(@"p\.yaml\(2,\d+\)", error.ToString());
        Assert.Contains(message, error.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public void Invoke_WhatIf_ChecksAndRunsNothing()
    {
        using var pipeline = new Pipeline();
        pipeline.Write("Numbers {count: 5}", Pipeline.Stage("a", "{name: Odd}"), Writer);

        Assert.Empty(pipeline.Invoke("Invoke-MdfPipeline p.yaml -WhatIf").Clean().Output);
        Assert.False(File.Exists(Path.Combine(pipeline.Folder, "out.txt")));
        Assert.False(Directory.Exists(Path.Combine(pipeline.Folder, "metrics")));
    }
}
