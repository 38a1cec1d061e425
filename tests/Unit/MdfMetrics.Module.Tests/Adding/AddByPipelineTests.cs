using MdfMetrics.Module.Tests.Harness;

namespace MdfMetrics.Module.Tests.Adding;

/// <summary>Rows of another run, or what a job, JSON or CSV left of them, piped to Add-MdfOperatorMetric.</summary>
public sealed class AddByPipelineTests
{
    private const string Figures =
        "operator_name, worker_id, input_records, output_records, pass_rate, total_time, avg_latency, min_latency, "
        + "max_latency, p50_latency, p95_latency, p99_latency, throughput, error_count, custom_metrics";

    /// <summary>Puts rows of a stopped run into $rows: one with latencies, one that never saw a record.</summary>
    private const string Source = """
        $m = Start-MdfRun -RunId source -PassThru {
            Enter-MdfStage from {
                Add-MdfOperatorMetric op -Latency 0.5, 0.25, 1 -OutputRecords 2 -ErrorCount 1 -CustomMetric @{ gpu = 'ä' }
                Add-MdfOperatorMetric idle -InputRecords 0
            }
        }
        $rows = @($m | Get-MdfOperatorMetric)
        function Stop-Target {
            $script:target = Stop-MdfRun
            $target | Get-MdfOperatorMetric | Where-Object stage_name -ne 'none'
        }
        """;

    private static readonly string s_start = $"{Source}; $null = Start-MdfRun -RunId target;";

    public static TheoryData<string, string> Shapes => new()
    {
        { "live", "$rows" },
        { "stored", "(Get-MdfOperatorMetric source -IncludeHistogram)" },
        {
            "deserialised",
            "($rows | ForEach-Object { $_ | ConvertTo-CliXml | ConvertFrom-CliXml })"
        },
        {
            "property bag",
            "($rows | ForEach-Object { $o = [ordered]@{}; foreach ($p in $_.PSObject.Properties) { $o[$p.Name] = "
                + "$p.Value }; [pscustomobject]$o })"
        },
        {
            "CSV",
            "($rows | ForEach-Object { $o = [ordered]@{}; foreach ($p in $_.PSObject.Properties) { $o[$p.Name] = "
                + "[System.Management.Automation.LanguagePrimitives]::ConvertTo($p.Value, [string]) ?? '' }; "
                + "[pscustomobject]$o })"
        },
    };

    [Theory]
    [MemberData(nameof(Shapes))]
    public void Rows_OfAnyShape_KeepTheirFigures(string _, string rows)
    {
        using ModuleSession session = Scripts.Open();

        ScriptResult result = session.Invoke($$"""
            {{s_start}}
            $rows | Show {{Figures}}
            {{rows}} | Add-MdfOperatorMetric
            $added = Stop-Target
            $added | Show {{Figures}}
            $added | ForEach-Object { $_.run_id; $_.stage_name }
            """).Clean();

        string[] texts = [.. result.Texts()];
        Assert.StartsWith("op worker_0 3 2", texts[0], StringComparison.Ordinal);
        Assert.Contains("NaN", texts[1], StringComparison.Ordinal);
        Assert.Equal(texts[..2], texts[2..4]);
        Assert.Equal(["target", "from", "target", "from"], texts[4..]);

    }

    [Theory]
    [MemberData(nameof(Shapes))]
    public void Rows_PipedTwice_CountOnceIfTheyHaveAnIdentity(string shape, string rows)
    {
        using ModuleSession session = Scripts.Open();

        ScriptResult result = session.Invoke($$"""
            {{s_start}}
            {{rows}} | Add-MdfOperatorMetric
            {{rows}} | Add-MdfOperatorMetric
            (Stop-Target | Where-Object operator_name -eq op).input_records
            """).Clean();

        Assert.Equal([shape == "stored" ? 6L : 3L], result.Values);
    }

    [Fact]
    public void Rows_ReadWithoutTheirHistogram_AreAddedWithAWarning()
    {
        using ModuleSession session = Scripts.Open();

        ScriptResult result = session.Invoke($$"""
            {{s_start}}
            1..2 | ForEach-Object { Get-MdfOperatorMetric source } | Add-MdfOperatorMetric
            (Stop-Target | Where-Object operator_name -eq op).input_records
            """);

        Assert.Equal([6L], result.Values);
        Assert.Contains("-IncludeHistogram", Assert.Single(result.Warnings), StringComparison.Ordinal);
        Assert.Empty(result.Errors);
    }

    [Theory]
    [MemberData(nameof(Shapes))]
    public void Rows_OfAnotherRun_AddUpWithTheirHistograms(string shape, string rows)
    {
        using ModuleSession session = Scripts.Open();

        ScriptResult result = session.Invoke($$"""
            {{s_start}}
            Add-MdfOperatorMetric op -StageName from -Latency 2, 2, 2
            {{rows}} | Add-MdfOperatorMetric
            $op = Stop-Target | Where-Object operator_name -eq op
            $op.input_records
            $op.max_latency
            [Math]::Abs($op.p50_latency - 1) -lt 0.02
            $op.latency_method
            """).Clean();

        Assert.Equal(["6", "2", "True", shape == "stored" ? "histogram" : "exact"], result.Texts());
    }

    [Theory]
    [InlineData(
        "@{ operator_name = 'op'; stage_name = 's'; input_records = '12'; p50_latency = 'NaN'; pass_rate = '' }",
        "op 12 100 NaN 0")]
    [InlineData(
        "@{ operator_name = 'op'; stage_name = 's'; input_records = ''; output_records = ''; total_time = '' }",
        "op 0 NaN NaN 0")]
    [InlineData(
        "@{ operator_name = 'op'; stage_name = 's'; input_records = 4; avg_latency = ''; p50_latency = ''; p95_latency "
            + "= ''; timestamp = '' }",
        "op 4 100 NaN 0")]
    [InlineData(
        "@{ operator_name = 'op'; stage_name = 's'; input_records = 12.0; p50_latency = $null; custom_metrics = '' }",
        "op 12 100 NaN 0")]
    [InlineData(
        "@{ operator_name = 'op'; stage_name = 's'; input_records = 2; total_time = 0.5; extra = 'ignored' }",
        "op 2 100 NaN 0.5")]
    [InlineData("@{ operator_name = 'op'; input_records = 2; stage_name = ''; worker_id = '' }", "op 2 100 NaN 0")]
    public void Columns_AsText_AreRead(string properties, string expected)
    {
        using ModuleSession session = Scripts.Record();

        ScriptResult result = session.Invoke($$"""
            [pscustomobject]{{properties}} | Add-MdfOperatorMetric
            Exit-MdfStage
            Stop-MdfRun | Get-MdfOperatorMetric | Show operator_name, input_records, pass_rate, p50_latency, total_time
            """).Clean();

        Assert.Equal([expected], result.Texts());
    }

    [Fact]
    public void Timestamp_Empty_IsNow()
    {
        using ModuleSession session = Scripts.Record();

        var time = (DateTime)session.Invoke("""
            ([pscustomobject]@{ operator_name = 'op'; timestamp = '' } | Add-MdfOperatorMetric -PassThru).timestamp
            """).Clean().Single.BaseObject;

        Assert.InRange(time, DateTime.Now.AddMinutes(-5), DateTime.Now.AddSeconds(1));
    }

    [Theory]
    [InlineData("@{ stage_name = 's'; input_records = 1 }")]
    [InlineData("@{ operator_name = 'bad'; input_records = -1 }")]
    [InlineData("@{ operator_name = 'bad'; input_records = 'many' }")]
    [InlineData("@{ operator_name = 'bad'; p50_latency = 'slow' }")]
    [InlineData("@{ operator_name = 'bad'; custom_metrics = 'text' }")]
    public void Object_ThatIsNoRow_IsOneErrorAndTheOthersAreAdded(string properties)
    {
        using ModuleSession session = Scripts.Record();

        ScriptResult result = session.Invoke($$"""
            @([pscustomobject]@{ operator_name = 'a' }; [pscustomobject]{{properties}}; [pscustomobject]@{ operator_name = 'b' }) |
                Add-MdfOperatorMetric
            Exit-MdfStage
            Stop-MdfRun | Get-MdfOperatorMetric | ForEach-Object operator_name
            """);

        Assert.Equal(["a", "b"], result.Texts());
        Assert.Single(result.Errors);
    }

    [Fact]
    public void Object_WithoutAName_DoesNotTakeTheOneBefore()
    {
        using ModuleSession session = Scripts.Record();

        ScriptResult result = session.Invoke("""
            [pscustomobject]@{ operator_name = 'a'; input_records = 5 }, [pscustomobject]@{ input_records = 7 } |
                Add-MdfOperatorMetric
            """);

        Assert.Equal("InvalidName", Assert.Single(result.Errors).Id());
    }

    [Fact]
    public void Stages_Piped_KeepTheirFigures()
    {
        using ModuleSession session = Scripts.Open();

        ScriptResult result = session.Invoke($$"""
            {{s_start}}
            $m | Get-MdfStageMetric | Add-MdfStageMetric
            [pscustomobject]@{ stage_name = 'text'; input_records = '8'; output_records = '4'; total_time = ''; num_workers = $null } |
                Add-MdfStageMetric
            Stop-MdfRun | Get-MdfStageMetric | Show stage_name, input_records, output_records, pass_rate, error_count
            """).Clean();

        Assert.Equal("text 8 4 50 0", result.Texts().Last());
        Assert.Equal(2, result.Output.Count);
    }

    [Fact]
    public void Stage_PipedWithoutAName_IsTheOneThatIsOpen()
    {
        using ModuleSession session = Scripts.Record();

        ScriptResult result = session.Invoke("""
            [pscustomobject]@{ stage_name = ''; input_records = '8'; output_records = '4' } | Add-MdfStageMetric
            Exit-MdfStage
            Stop-MdfRun | Get-MdfStageMetric | Show stage_name, input_records, output_records
            """).Clean();

        Assert.Equal(["s 8 4"], result.Texts());
    }

    [Theory]
    [InlineData("de-DE", "0,75", "05.03.2026 10:00:00")]
    [InlineData("fr-FR", "0,75", "05/03/2026 10:00:00")]
    [InlineData("en-GB", "0.75", "05/03/2026 10:00:00")]
    [InlineData("de-DE", "0.75", "2026-03-05T10:00:00")]
    public void Add_TextOfACulture_IsReadInThatCulture(string culture, string time, string timestamp)
    {
        using ModuleSession session = Scripts.Open();

        ScriptResult result = session.Invoke(
            """
            param($culture, $time, $timestamp)
            [System.Threading.Thread]::CurrentThread.CurrentCulture = $culture
            $null = Start-MdfRun
            [pscustomobject]@{ operator_name = 'o'; stage_name = 's'; total_time = $time; timestamp = $timestamp; input_records = '1000' } |
                Add-MdfOperatorMetric
            $row = Stop-MdfRun | Get-MdfOperatorMetric
            $row.total_time -eq 0.75
            $row.timestamp.ToString('s')
            $row.input_records
            """,
            culture,
            time,
            timestamp).Clean();

        Assert.Equal(["True", "2026-03-05T10:00:00", "1000"], result.Texts());
    }

    [Fact]
    public void Add_DecimalCommaInACultureWithout_IsRefused()
    {
        using ModuleSession session = Scripts.Open();

        ScriptResult result = session.Invoke("""
            [System.Threading.Thread]::CurrentThread.CurrentCulture = 'en-US'
            $null = Start-MdfRun
            [pscustomobject]@{ operator_name = 'o'; stage_name = 's'; total_time = '0,75' } | Add-MdfOperatorMetric
            @(Stop-MdfRun | Get-MdfOperatorMetric).Count
            """);

        Assert.Single(result.Errors);
        Assert.Equal(["0"], result.Texts());
    }
}
