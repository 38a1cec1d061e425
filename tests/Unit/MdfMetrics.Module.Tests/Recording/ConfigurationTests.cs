using System.Management.Automation;
using MdfMetrics.Module.Tests.Harness;

namespace MdfMetrics.Module.Tests.Recording;

/// <summary>What Start-MdfRun takes: a configuration, a store, an id, tags.</summary>
public sealed class ConfigurationTests
{
    private const string Work =
        "Enter-MdfStage s { 1..3 | Measure-MdfOperator op { $_ } -CustomMetric @{ gpu = 7 } }";

    [Fact]
    public void Disabled_Run_PassesDataAndRecordsNothing()
    {
        using ModuleSession session = Scripts.Open();
        session.Write("off.yaml", "executor:\n  metrics:\n    enabled: false\n");

        ScriptResult result = session.Invoke($$"""
            Start-MdfRun -ConfigPath off.yaml -PassThru { {{Work}}; (Get-MdfRun -Current).enabled }
            $null = Start-MdfRun -ConfigPath off.yaml
            Enter-MdfStage s
            1..2 | Measure-MdfOperator op { $_ } -Begin { 'b' }
            Add-MdfOperatorMetric x -PassThru
            Add-MdfStageMetric x -PassThru
            Exit-MdfStage
            Stop-MdfRun
            """).Clean();

        Assert.Equal(["1", "2", "3", "False", "b", "1", "2"], result.Texts());
        Assert.False(Directory.Exists(session.Store));
    }

    [Theory]
    [InlineData("-WhatIf")]
    [InlineData("-WhatIf -ConfigPath on.yaml")]
    public void WhatIf_BlockForm_RunsTheBlockAndWritesNothing(string parameters)
    {
        using ModuleSession session = Scripts.Open();
        session.Write("on.yaml", "executor:\n  metrics:\n    output_path: ./metrics\n");

        Assert.Equal([1, 2, 3], session.Invoke($"Start-MdfRun {parameters} {{ {Work} }}").Clean().Values);
        Assert.False(Directory.Exists(session.Store));
    }

    [Theory]
    [InlineData("$null = Start-MdfRun -WhatIf; {0}; $m = Stop-MdfRun; $m.total_input_records")]
    [InlineData("$WhatIfPreference = $true; $null = Start-MdfRun; {0}; $m = Stop-MdfRun; $m.total_input_records")]
    public void WhatIf_PairForm_WritesNothing(string script)
    {
        using ModuleSession session = Scripts.Open();

        ScriptResult result = session.Invoke(script.Replace("{0}", Work, StringComparison.Ordinal)).Clean();

        Assert.Equal(["1", "2", "3", "3"], result.Texts());
        Assert.False(Directory.Exists(Path.Combine(session.Store, "runs")));
    }

    [Fact]
    public void WhatIf_StoppingALiveRun_LeavesItLive()
    {
        using ModuleSession session = Scripts.Open();

        ScriptResult result = session.Invoke(
            $"$run = Start-MdfRun; {Work}; Stop-MdfRun -WhatIf; $run.status; (Stop-MdfRun).status");

        Assert.Equal(["1", "2", "3", "running", "completed"], result.Clean().Texts());
    }

    [Fact]
    public void WriteOnCompletionFalse_OwnStore_IsWhereExportWrites()
    {
        using ModuleSession session = Scripts.Open();

        session.Invoke($$"""
            $configuration = @{ write_on_completion = $false; output_path = 'own'; partition_by = 'hive' }
            $null = Start-MdfRun -RunId r -Configuration $configuration { {{Work}} }
            Export-MdfMetrics
            """).Clean();

        string file = session.Invoke("(Get-MdfRun r -Path own).path").Clean().Texts().Single();
        Assert.Matches(@"own[/\\]runs[/\\]date=\d{4}-\d\d-\d\d[/\\]run_r\.parquet$", file);
        Assert.False(Directory.Exists(session.Store));
    }

    [Fact]
    public void WriteOnCompletionFalse_Run_IsWrittenByExport()
    {
        using ModuleSession session = Scripts.Open();
        session.Write("c.yaml", "executor:\n  metrics:\n    write_on_completion: false\n");

        session.Invoke($"$null = Start-MdfRun -RunId r -ConfigPath c.yaml {{ {Work} }}").Clean();
        Assert.False(Directory.Exists(Path.Combine(session.Store, "runs")));
        session.Invoke("Export-MdfMetrics").Clean();

        Assert.Equal(["3"], session.Invoke("(Get-MdfRun r).total_input_records").Clean().Texts());
        Assert.Equal(["op"], session.Invoke("(Get-MdfOperatorMetric r).operator_name").Clean().Texts());
    }

    [Theory]
    [InlineData("-ConfigPath none.yaml", "ConfigNotFound", ErrorCategory.ObjectNotFound)]
    [InlineData("-ConfigPath .", "ConfigNotFound", ErrorCategory.ObjectNotFound)]
    [InlineData("-ConfigPath bad.yaml", "ConfigInvalid", ErrorCategory.InvalidData)]
    [InlineData("-Configuration @{ enabled = 'maybe' }", "ConfigInvalid", ErrorCategory.InvalidData)]
    [InlineData("-RunId ../x", "InvalidRunId", ErrorCategory.InvalidArgument)]
    [InlineData("-RunId a:b", "InvalidRunId", ErrorCategory.InvalidArgument)]
    [InlineData("-RunId ''", "InvalidRunId", ErrorCategory.InvalidArgument)]
    [InlineData("-RunId run_", "InvalidRunId", ErrorCategory.InvalidArgument)]
    [InlineData("-RunId con", "InvalidRunId", ErrorCategory.InvalidArgument)]
    [InlineData("-RunId ('x' * 10240)", "InvalidRunId", ErrorCategory.InvalidArgument)]
    [InlineData("-RunId run_20200101_000000_00000000", "InvalidRunId", ErrorCategory.InvalidArgument)]
    [InlineData("-Path variable:x", "InvalidPath", ErrorCategory.InvalidArgument)]
    public void Start_BadInput_RunsNothing(string parameters, string id, ErrorCategory category)
    {
        using ModuleSession session = Scripts.Open();
        session.Write("bad.yaml", "executor:\n  metrics:\n    enabled: maybe\n");

        ErrorRecord error = session.Refusal($"Start-MdfRun {parameters} {{ $global:ran = $true }}");

        Assert.Equal(id, error.Id());
        Assert.Equal(category, error.CategoryInfo.Category);
        Assert.Equal(["False"], session.Invoke("[bool] $global:ran").Clean().Texts());
        Assert.Equal("NoCurrentRun", session.Refusal("Get-MdfRun -Current").Id());
    }

    [Fact]
    public void Configuration_BadFile_SaysWhere()
    {
        using ModuleSession session = Scripts.Open();
        string path = session.Write("bad.yaml", "executor:\n  metrics:\n    enabled: maybe\n");

        string message = session.Refusal("Start-MdfRun -ConfigPath bad.yaml { }").Exception.Message;

        Assert.Contains(path, message, StringComparison.Ordinal);
        Assert.Contains("3", message, StringComparison.Ordinal);
        Assert.Contains("enabled", message, StringComparison.Ordinal);
    }

    [Fact]
    public void Configuration_UnknownKey_WarnsWithTheNearestOne()
    {
        using ModuleSession session = Scripts.Open();
        session.Write("typo.yaml", "executor:\n  metrics:\n    enabeld: true\n");

        string warning = Assert.Single(session.Invoke("Start-MdfRun -ConfigPath typo.yaml { }").Warnings);

        Assert.Contains("enabeld", warning, StringComparison.Ordinal);
        Assert.Contains("enabled", warning, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("r", "r")]
    [InlineData("r", "R")]
    [InlineData("r", "run_r")]
    [InlineData("run_r", "RUN_R")]
    public void RunId_OfAStoredRun_IsRefused(string first, string second)
    {
        using ModuleSession session = Scripts.Open();
        session.Invoke($"Start-MdfRun -RunId {first} {{ }}").Clean();

        ErrorRecord error = session.Refusal($"Start-MdfRun -RunId {second} {{ }}");

        Assert.Equal("RunExists", error.Id());
        Assert.Equal(ErrorCategory.ResourceExists, error.CategoryInfo.Category);
        Assert.Equal(second, error.TargetObject);
    }

    [Fact]
    public void Secrets_InTagsConfigurationAndErrors_AreRedacted()
    {
        using ModuleSession session = Scripts.Open();
        session.Write("c.yaml", "executor:\n  metrics: {}\nhuggingface_token: hf_abcdef\n");

        ScriptResult result = session.Invoke("""
            try { Start-MdfRun -RunId r -ConfigPath c.yaml -Tag @{ api_key = 'xyzzy'; team = 'search' } { throw 'token=swordfish' } }
            catch { "$_" }
            $run = Get-MdfRun r
            $run.tags.team
            "$($run.config) $($run.tags) $($run.error)"
            """).Clean();

        string[] texts = [.. result.Texts()];
        Assert.Equal("token=swordfish", texts[0]);
        Assert.Equal("search", texts[1]);
        Assert.DoesNotContain("hf_abcdef", texts[2], StringComparison.Ordinal);
        Assert.DoesNotContain("xyzzy", texts[2], StringComparison.Ordinal);
        Assert.DoesNotContain("swordfish", texts[2], StringComparison.Ordinal);
    }
}
