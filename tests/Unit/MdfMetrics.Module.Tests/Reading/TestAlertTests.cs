using MdfMetrics.Module.Tests.Harness;
using MdfMetrics.Module.Tests.Host;

namespace MdfMetrics.Module.Tests.Reading;

/// <summary>Test-MdfAlert: which runs it judges, what it gives, and how it fails.</summary>
public sealed class TestAlertTests : IDisposable
{
    private static readonly string s_rules = Path.Combine(RepositoryRoot.Path, "configs", "alerts.yaml");

    private readonly ModuleSession _session = Scripts.Open();

    public TestAlertTests() => _session.Invoke("""
        Start-MdfRun -RunId good -Tag @{ team = 'search' } {
            Enter-MdfStage s { $null = 1..10 | Measure-MdfOperator op { $_ } -CustomMetric @{ gpu = 95 } }
        }
        $m = Start-MdfRun -RunId bad -PassThru {
            Enter-MdfStage s { $null = 1..10 | Measure-MdfOperator op { if ($_ -le 5) { $_ } } }
        }
        """).Clean();

    public void Dispose() => _session.Dispose();

    [Theory]
    [InlineData("Test-MdfAlert -Rule 'pass_rate < 90'", "bad:run")]
    [InlineData("Test-MdfAlert -Rule 'pass_rate < 90', 'status = failed', 'pass_rate < 60'", "bad:run bad:run")]
    [InlineData("Test-MdfAlert -Rule @{ condition = 'pass_rate -lt 90'; tag = @{ team = 's[ae]arch' } }", "")]
    [InlineData("Test-MdfAlert -Rule @{ condition = 'pass_rate -gt 90'; tag = 'team' }", "good:run")]
    [InlineData("Test-MdfAlert -Rule @{ condition = 'pass_rate < 90'; stage = 's' }", "bad:stage")]
    [InlineData("Test-MdfAlert -Rule @{ condition = 'pass_rate < 90'; operator = 'o[op]' }", "bad:operator")]
    [InlineData("Test-MdfAlert -Rule 'pass_rate < 90' -Path metrics", "bad:run")]
    [InlineData("Get-MdfRun | Test-MdfAlert -Rule 'pass_rate > 0'", "good:run bad:run")]
    [InlineData(
        "Get-MdfRun good | Test-MdfAlert -Rule 'custom_metrics.gpu > 90', 'custom_metrics.\"gpu\" = 95'",
        "good:operator good:operator")]
    [InlineData(
        "$m | Test-MdfAlert -Rule 'pass_rate < 90', @{ name = 'x'; operator = '*'; condition = 'pass_rate < 90' }",
        "bad:run bad:operator")]
    [InlineData("@() | Test-MdfAlert -Rule 'pass_rate < 90'", "")]
    [InlineData("Get-MdfRun -Status failed | Test-MdfAlert -Rule 'pass_rate < 90', 'no run in 26h'", "")]
    [InlineData("Get-MdfRun -Status failed | Test-MdfAlert -Rule 'pass_rate < 90' -Path metrics", "")]
    [InlineData("Test-MdfAlert -Rule 'no run in 26h'", "")]
    [InlineData("Test-MdfAlert -Rule 'no run in 26h' -Path none", ":run")]
    public void Alerts_OfRulesAndRuns_AreFound(string script, string expected)
    {
        string texts = $"\"$({script} | ForEach-Object {{ \"$($_.run_id):$($_.level)\" }})\"";

        Assert.Equal([expected], _session.Invoke(texts).Clean().Texts());
    }

    [Theory]
    [InlineData("Test-MdfAlert -Rule 'pass_rate < 90' -InputObject")]
    [InlineData("Get-MdfOperatorMetric -InputObject")]
    [InlineData("Get-MdfStageMetric -Run")]
    [InlineData("Export-MdfMetrics other -InputObject")]
    [InlineData("Compare-MdfRun good")]
    [InlineData("Compare-MdfRun good -Difference")]
    public void Input_VariableWithoutAValue_IsRefusedAndDoesNotMeanTheStore(string call) =>
        Assert.Equal("InvalidParameters", _session.Refusal($"{call} $noSuchVariable").Id());

    [Theory]
    [InlineData("Export-MdfReport $noSuchVariable")]
    [InlineData("Export-MdfReport good, $noSuchVariable")]
    [InlineData("Export-MdfReport @()")]
    [InlineData("Export-MdfTrace -Path t.json $noSuchVariable")]
    public void Export_RunWithoutAValue_IsRefusedAndIsNotTheNewest(string call)
    {
        Assert.StartsWith(
            "ParameterArgumentValidationError",
            _session.Refusal(call).Id(),
            StringComparison.Ordinal);
        Assert.Empty(Directory.GetFiles(_session.Folder));
    }

    [Fact]
    public void Alerts_OnACustomMetricThatNoRowHas_WarnOnce()
    {
        ScriptResult result = _session.Invoke(
            "Get-MdfRun | Test-MdfAlert -Rule @{ name = 'gpus'; condition = 'custom_metrics.gpu_utl > 90' } -FailOnAlert; 'well'");

        Assert.Equal(["well"], result.Texts());
        Assert.Empty(result.Errors);
        Assert.Contains("rule 'gpus' judged has a value of custom_metrics.gpu_utl:", Assert.Single(result.Warnings), StringComparison.Ordinal);
    }

    [Fact]
    public void Alerts_OfDeserialisedRuns_AreTheSame()
    {
        const string Script = """
            Get-MdfRun | ForEach-Object { $_ | ConvertTo-CliXml | ConvertFrom-CliXml } |
                Test-MdfAlert -Rule 'pass_rate < 90', 'max_latency > 0' | ForEach-Object message
            """;

        Assert.Equal(3, _session.Invoke(Script).Clean().Output.Count);
    }

    [Fact]
    public void Alerts_OfTheCurrentRun_AreOfItsFiguresSoFar()
    {
        ScriptResult result = _session.Invoke("""
            $null = Start-MdfRun -RunId live
            Enter-MdfStage s
            1..4 | Measure-MdfOperator op { } | Out-Null
            Get-MdfRun -Current | Test-MdfAlert -Rule 'status = running', 'pass_rate < 90' | ForEach-Object message
            Exit-MdfStage
            $null = Stop-MdfRun
            """);

        Assert.Equal(
            [
                "run live: status is 'running'; alert when status = running",
                "run live: pass_rate is 0 %; alert when pass_rate < 90",
            ],
            result.Clean().Texts());
    }

    [Theory]
    [InlineData("Test-MdfAlert -Rule 'pass_rate < 90' -Quiet", "False")]
    [InlineData("Test-MdfAlert -Rule 'pass_rate < 10' -Quiet", "True")]
    [InlineData("Test-MdfAlert -Rule 'pass_rate < 10' -Quiet -Path none -ErrorAction Ignore", "False")]
    public void Quiet_GivesTrueWhenAllIsWell(string script, string expected) =>
        Assert.Equal([expected], _session.Invoke(script).Texts());

    [Fact]
    public void Rules_OfTheExampleFile_AreRight()
    {
        ScriptResult result = _session.Invoke("param($rules) Test-MdfAlert $rules | ForEach-Object rule", s_rules);

        Assert.Equal(["pass-rate"], result.Clean().Texts());
    }

    [Fact]
    public void Rules_OfTheDocument_AreRight()
    {
        string document = File.ReadAllText(Path.Combine(RepositoryRoot.Path, "docs", "alerts.md")).ReplaceLineEndings(
            "\n");
        string yaml = document.Split("```yaml\n")[1].Split("```")[0];

        ScriptResult result = _session.Invoke("param($rules) Test-MdfAlert $rules", _session.Write("rules.yaml", yaml));

        // No run of the team search has such an operator, and the rule wants to know.
        Assert.Equal("slow-dedup", result.Clean().Single.Properties["rule"].Value);
    }

    [Theory]
    [InlineData("Test-MdfAlert -Rule 'pass_rat < 90'", "ConfigInvalid")]
    [InlineData("Test-MdfAlert -Rule 5", "ConfigInvalid")]
    [InlineData("Test-MdfAlert -Rule 'status = [x'", "ConfigInvalid")]
    [InlineData("Test-MdfAlert -Rule @{ condition = 'pass_rate < 1'; stage = '[x' } -FailOnAlert", "ConfigInvalid")]
    [InlineData("Test-MdfAlert -Rule @{ condition = 'pass_rate < 1'; tag = @{ a = '[x' } }", "ConfigInvalid")]
    [InlineData("Test-MdfAlert -Rule $null", "ParameterArgumentValidationErrorNullNotAllowed")]
    [InlineData("Test-MdfAlert none.yaml", "ConfigNotFound")]
    [InlineData("Test-MdfAlert none.yaml -FailOnAlert", "ConfigNotFound")]
    [InlineData("Test-MdfAlert -Rule 'pass_rate < 90' -Path none -FailOnAlert", "StoreNotFound")]
    [InlineData("Test-MdfAlert -Rule 'pass_rate < 90' -FailOnAlert", "AlertRaised")]
    public void Failure_HasAStableId(string script, string id) => Assert.Equal(id, _session.Failure(script).Id());

    [Theory]
    [InlineData("Test-MdfAlert -Rule 'pass_rate < 90' -Path none", "StoreNotFound", 0)]
    [InlineData("Test-MdfAlert -Rule 'pass_rate < 90' -Path none, metrics", "StoreNotFound", 1)]
    [InlineData("$m, 5 | Test-MdfAlert -Rule 'pass_rate < 90'", "InvalidMetric", 1)]
    [InlineData("Get-MdfOperatorMetric bad | Test-MdfAlert -Rule 'pass_rate < 90'", "InvalidMetric", 0)]
    public void Trouble_OfOneItem_IsAnErrorAndTheOthersAreJudged(string script, string id, int alerts)
    {
        ScriptResult result = _session.Invoke(script);

        Assert.Equal(id, Assert.Single(result.Errors).Id());
        Assert.Equal(alerts, result.Output.Count);
    }

    [Fact]
    public void FailOnAlert_EndsTheScriptAfterTheAlerts()
    {
        var alerts = new List<object?>();
        var exception = Assert.ThrowsAny<System.Management.Automation.RuntimeException>(() =>
        {
            using System.Management.Automation.PowerShell shell =
                _session.Start("Test-MdfAlert -Rule 'pass_rate < 90' -FailOnAlert; 'went on'");
            var output = new System.Management.Automation.PSDataCollection<object?>();
            output.DataAdded += (_, e) => alerts.Add(output[e.Index]);
            shell.Invoke(null, output);
        });

        Assert.Equal("bad", ((System.Management.Automation.PSObject)Assert.Single(alerts)!).Properties["run_id"].Value);
        Assert.Equal("AlertRaised", exception.ErrorRecord.Id());
        Assert.Equal(
            "1 alert: warning pass_rate < 90: run bad: pass_rate is 50 %; alert when pass_rate < 90",
            exception.Message);
    }

    [Theory]
    [InlineData("warning", "", "AlertRaised")]
    [InlineData("critical", "", "AlertRaised")]
    [InlineData("info", "", null)]
    [InlineData("info", "-FailSeverity info", "AlertRaised")]
    [InlineData("info", "-FailSeverity warning", null)]
    [InlineData("warning", "-FailSeverity Critical", null)]
    [InlineData("critical", "-FailSeverity CRITICAL", "AlertRaised")]
    [InlineData("info", "-FailSeverity severe", "ParameterArgumentValidationError")]
    public void FailOnAlert_BySeverity_EndsTheScript(string severity, string parameters, string? id)
    {
        string rule = $"@{{ name = 'r'; condition = 'pass_rate < 90'; severity = '{severity}' }}";
        string script = $"try {{ (Test-MdfAlert -Rule {rule} -FailOnAlert {parameters}).severity }} "
            + "catch { $_.FullyQualifiedErrorId -replace ',.*' }";

        Assert.Equal([id ?? severity], _session.Invoke(script).Clean().Texts());
    }

    [Theory]
    [InlineData("Test-MdfAlert -Rule 'pass_rate < 60' -FailSeverity warning", "AlertRaised")]
    [InlineData("Get-MdfRun | Test-MdfAlert -Rule 'pass_rate < 60' -StatePath s.json", "InvalidParameters")]
    [InlineData("Test-MdfAlert -Rule 'pass_rate < 60' -RepeatAfter 24h", "InvalidParameters")]
    [InlineData("Test-MdfAlert -Rule 'pass_rate < 60' -StatePath s.json -RepeatAfter 24", "InvalidDuration")]
    [InlineData("Test-MdfAlert -Rule 'pass_rate < 60' -StatePath s.json -RepeatAfter 24 -FailOnAlert", "InvalidDuration")]
    [InlineData("Test-MdfAlert -Rule 'pass_rate < 60' -StatePath Env:s", "InvalidPath")]
    public void Parameters_ThatDoNotGoTogether_AreRefused(string script, string id) =>
        Assert.Equal(id, _session.Failure(script).Id());

    [Fact]
    public void StatePath_CallAfterCall_TellsEachAlertOnce()
    {
        ScriptResult result = _session.Invoke("""
            function call {
                "$((Test-MdfAlert -Rule 'pass_rate < 60' -StatePath state/s.json -WarningAction Ignore).run_id)"
            }
            call; call
            Start-MdfRun -RunId worse {
                Enter-MdfStage s { $null = 1..10 | Measure-MdfOperator op { if ($_ -le 2) { $_ } } }
            }
            Start-MdfRun -RunId fine { Enter-MdfStage s { $null = 1..10 | Measure-MdfOperator op { $_ } } }
            call; call
            $null = Optimize-MdfMetrics
            call
            Test-MdfAlert -Rule 'pass_rate < 60' -StatePath state/s.json -Quiet
            Test-MdfAlert -Rule 'pass_rate < 60' -Quiet
            """);

        Assert.Equal(["bad", "", "worse", "", "", "True", "True"], result.Clean().Texts());
    }

    [Fact]
    public void StatePath_FailOnAlert_EndsTheScriptOnce()
    {
        const string Call = "Test-MdfAlert -Rule 'pass_rate < 60' -StatePath s.json -FailOnAlert -WarningAction Ignore";

        Assert.Equal("AlertRaised", _session.Failure(Call).Id());
        Assert.Empty(_session.Invoke(Call).Clean().Output);
    }

    [Fact]
    public void StatePath_IsAFolder_IsAWarningAndTheAlertsAreTold()
    {
        ScriptResult result = _session.Invoke("""
            $null = mkdir state
            $alerts = Test-MdfAlert -Rule 'pass_rate < 60' -StatePath state -WarningVariable warnings -WarningAction SilentlyContinue
            $alerts.run_id
            $warnings.Count
            $warnings[0].Message -like "The state '*state' can't be used: it is a folder. *"
            """);

        Assert.Equal(["bad", "1", "True"], result.Clean().Texts());
    }

    [Fact]
    public void StatePath_WhatIf_RemembersNothing()
    {
        ScriptResult result = _session.Invoke("""
            (Test-MdfAlert -Rule 'pass_rate < 60' -StatePath s.json -WhatIf -WarningAction Ignore).run_id
            Test-Path s.json*
            (Test-MdfAlert -Rule 'pass_rate < 60' -StatePath s.json -WarningAction Ignore).run_id
            """);

        Assert.Equal(["bad", "False", "bad"], result.Texts());
    }

    [Fact]
    public void StatePath_CallerThatStopsBeforeTheEnd_IsToldAgain()
    {
        ScriptResult result = _session.Invoke("""
            $rules = 'pass_rate < 60', 'pass_rate < 70'
            (Test-MdfAlert -Rule $rules -StatePath s.json -WarningAction Ignore | Select-Object -First 1).rule
            (Test-MdfAlert -Rule $rules -StatePath s.json -WarningAction Ignore).rule
            """);

        Assert.Equal(["pass_rate < 60", "pass_rate < 60", "pass_rate < 70"], result.Clean().Texts());
    }

    [Fact]
    public void Alerts_OfARunWhoseProcessDied_AreToldBeforeItIsRestored()
    {
        MdfProcess.Run($"$null = Start-MdfRun -RunId dead -PipelineName nightly -Path '{_session.Folder}/metrics'; "
            + "Enter-MdfStage s; [Diagnostics.Process]::GetCurrentProcess().Kill()");

        ScriptResult result = _session.Invoke("""
            Test-MdfAlert -Rule 'status = abandoned' | ForEach-Object { "$($_.pipeline_name) $($_.message)" }
            """);

        Assert.Equal(
            ["nightly run dead of pipeline nightly: status is 'abandoned'; alert when status = abandoned"],
            result.Clean().Texts());
    }

    [Theory]
    [InlineData("./metrics", "1 alert: ")]
    [InlineData("./none", "There is no store")]
    public void FailOnAlert_InMdf_IsTheExitCode(string store, string error)
    {
        MdfResult result = MdfProcess.Run($$"""
            Start-MdfRun -RunId r { Enter-MdfStage s { 1 | Measure-MdfOperator op { $_ } | Out-Null } }
            Test-MdfAlert -Rule 'pass_rate < 200' -Path {{store}} -FailOnAlert
            'went on'
            """);

        Assert.Equal(1, result.ExitCode);
        Assert.DoesNotContain("went on", result.Output, StringComparison.Ordinal);
        Assert.Contains(error, result.Errors.ReplaceLineEndings(" "), StringComparison.Ordinal);
    }
}
