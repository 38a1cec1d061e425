using System.Management.Automation;
using MdfMetrics.Module.Tests.Harness;

namespace MdfMetrics.Module.Tests.Reading;

/// <summary>Get-MdfRun: which runs it lists.</summary>
public sealed class GetRunTests : IDisposable
{
    private readonly ModuleSession _session = Scripts.Open();

    public GetRunTests() => _session.Invoke("""
        Start-MdfRun -RunId run_alpha -Tag @{ team = 'search'; keep = 'yes' } {
            Enter-MdfStage s { 1..10 | Measure-MdfOperator op { if ($_ -le 5) { $_ } } | ForEach-Object { } }
        }
        Start-MdfRun -RunId beta -Tag @{ team = 'ads' } { Enter-MdfStage s { $null = 1 | Measure-MdfOperator op { $_ } } }
        try { Start-MdfRun -RunId gamma { throw 'x' } } catch { }
        """).Clean();

    public void Dispose() => _session.Dispose();

    [Theory]
    [InlineData("", "run_alpha beta gamma")]
    [InlineData("alpha", "run_alpha")]
    [InlineData("run_alpha", "run_alpha")]
    [InlineData("RUN_BETA", "beta")]
    [InlineData("beta, alpha", "run_alpha beta")]
    [InlineData("*a", "run_alpha beta gamma")]
    [InlineData("al*", "run_alpha")]
    [InlineData("run_*", "run_alpha beta gamma")]
    [InlineData("b*, gamma", "beta gamma")]
    [InlineData("[ab]*", "run_alpha beta")]
    [InlineData("x*", "")]
    [InlineData("-Last 1", "gamma")]
    [InlineData("-Last 2", "beta gamma")]
    [InlineData("-Last 99", "run_alpha beta gamma")]
    [InlineData("run_* -Last 1", "gamma")]
    [InlineData("-Status failed", "gamma")]
    [InlineData("-Status Completed", "run_alpha beta")]
    [InlineData("-Status completed -Last 1", "beta")]
    [InlineData("-Status completed, failed", "run_alpha beta gamma")]
    [InlineData("-Tag @{ team = 's*' }", "run_alpha")]
    [InlineData("-Tag @{ team = '*'; keep = 'YES' }", "run_alpha")]
    [InlineData("-Tag @{ team = 'none' }", "")]
    [InlineData("-Tag @{ team = 'ads', 's*' }", "run_alpha beta")]
    [InlineData("-Tag @{ team = 'ads', 'search'; keep = 'yes' }", "run_alpha")]
    [InlineData("-Tag team", "run_alpha beta")]
    [InlineData("-Tag team, keep", "run_alpha")]
    [InlineData("-Since 1h", "run_alpha beta gamma")]
    [InlineData("-Since 1d", "run_alpha beta gamma")]
    [InlineData("-Until 1d", "")]
    [InlineData("-Since ([timespan]::FromHours(1))", "run_alpha beta gamma")]
    [InlineData("-Since ([datetime]::Now.AddHours(-1))", "run_alpha beta gamma")]
    [InlineData("-Since ([datetime]::UtcNow.AddHours(-1))", "run_alpha beta gamma")]
    [InlineData(
        "-Since ([datetime]::SpecifyKind([datetime]::Now.AddHours(-1), 'Unspecified'))",
        "run_alpha beta gamma")]
    [InlineData("-Since ([datetimeoffset]::Now.AddHours(-1))", "run_alpha beta gamma")]
    [InlineData("-Since ([datetime]::Now.AddHours(-1).ToString('s'))", "run_alpha beta gamma")]
    [InlineData("-Since ([datetime]::UtcNow.AddHours(-1).ToString('s') + 'Z')", "run_alpha beta gamma")]
    [InlineData("-Since ([datetime]::Now.AddHours(1))", "")]
    [InlineData("-Since 2020-01-01 -Until 2020-12-31", "")]
    [InlineData("-Until 1h", "")]
    [InlineData("-Until ([datetime]::Now.AddHours(1))", "run_alpha beta gamma")]
    [InlineData("-Until ([datetime]::Now.AddHours(1)) -Last 1", "gamma")]
    public void List_Filtered_GivesTheRunsOldestFirst(string parameters, string expected)
    {
        ScriptResult result = _session.Invoke($"\"$((Get-MdfRun {parameters}).run_id)\"").Clean();

        Assert.Equal([expected], result.Texts());
    }

    [Theory]
    [InlineData("-Since 7")]
    [InlineData("-Since 7.5")]
    [InlineData("-Since '7'")]
    [InlineData("-Until 30")]
    [InlineData("-Since '-3d'")]
    [InlineData("-Since 0d")]
    [InlineData("-Since soon")]
    [InlineData("-Since ''")]
    [InlineData("-Since ([timespan]::Zero)")]
    public void List_MomentThatIsNone_IsRefused(string parameters)
    {
        ErrorRecord error = _session.Refusal($"Get-MdfRun {parameters}");

        Assert.Equal("InvalidDuration", error.Id());
        Assert.Equal(ErrorCategory.InvalidArgument, error.CategoryInfo.Category);
    }

    [Fact]
    public void List_UnknownId_IsOneErrorAndTheOthersAreListed()
    {
        ScriptResult result = _session.Invoke("(Get-MdfRun none, beta).run_id");

        Assert.Equal(["beta"], result.Texts());
        ErrorRecord error = Assert.Single(result.Errors);
        Assert.Equal("RunNotFound", error.Id());
        Assert.Equal(ErrorCategory.ObjectNotFound, error.CategoryInfo.Category);
        Assert.Equal("none", error.TargetObject);
    }

    /// <summary>As a variable that was never set: it must not mean all of them.</summary>
    [Theory]
    [InlineData("Get-MdfRun -RunId $null")]
    [InlineData("Get-MdfRun ''")]
    [InlineData("Get-MdfRun @()")]
    [InlineData("Get-MdfRun beta, $null")]
    [InlineData("Get-MdfStageMetric -RunId $null")]
    [InlineData("Get-MdfOperatorMetric @()")]
    [InlineData("Watch-MdfRun -RunId $null")]
    public void List_NoId_IsRefused(string script) => Assert.StartsWith(
        "ParameterArgumentValidationError",
        _session.Refusal(script).Id(),
        StringComparison.Ordinal);

    /// <summary>As a variable that was never set: it must not mean no filter.</summary>
    [Theory]
    [InlineData("Get-MdfRun -Tag $unset")]
    [InlineData("Get-MdfRun -Tag @()")]
    [InlineData("Get-MdfRun -Tag @{}")]
    [InlineData("Get-MdfRun -Tag keep, $unset")]
    [InlineData("Get-MdfRun -Since $unset")]
    [InlineData("$until = @{ Until = $unset }; Get-MdfRun @until")]
    [InlineData("Get-MdfRun -Until (Get-Variable nothing*)")]
    [InlineData("Get-MdfRun -Status @()")]
    [InlineData("Get-MdfStageMetric -Since $unset")]
    [InlineData("Get-MdfOperatorMetric -Until $unset")]
    [InlineData("Get-MdfSummary -Since $unset")]
    [InlineData("Get-MdfSummary -Until $unset")]
    [InlineData("Compare-MdfRun -Last 3 -Tag $unset")]
    [InlineData("Optimize-MdfMetrics -Before $unset")]
    [InlineData("Test-MdfAlert -Rule 'pass_rate < 1' -StatePath s -RepeatAfter $unset")]
    public void List_FilterWithoutAValue_IsRefused(string script) => Assert.StartsWith(
        "ParameterArgumentValidationError",
        _session.Refusal(script).Id(),
        StringComparison.Ordinal);

    [Theory]
    [InlineData("Get-MdfRun -Tag ([pscustomobject]@{})")]
    [InlineData("Clear-MdfMetrics -MaxSize 1 -KeepTag @{}")]
    [InlineData("Clear-MdfMetrics -MaxSize 1 -KeepTag keep, @{}")]
    public void List_TagsWithoutAName_AreRefused(string script)
    {
        Assert.Equal("InvalidName", _session.Refusal(script).Id());
        Assert.Equal(3, _session.Invoke("Get-MdfRun").Clean().Output.Count);
    }

    [Theory]
    [InlineData("Get-MdfRun -Path none")]
    [InlineData("Get-MdfRun -LiteralPath none")]
    [InlineData("Get-MdfStageMetric -Path none")]
    [InlineData("Get-MdfOperatorMetric -Path none")]
    public void List_UnknownStore_IsAnError(string script)
    {
        ScriptResult result = _session.Invoke(script);

        Assert.Empty(result.Output);
        ErrorRecord error = Assert.Single(result.Errors);
        Assert.Equal("StoreNotFound", error.Id());
        Assert.Equal(Path.Combine(_session.Folder, "none"), error.TargetObject);
    }

    [Theory]
    [InlineData("Get-MdfRun")]
    [InlineData("Get-MdfStageMetric")]
    [InlineData("Get-MdfOperatorMetric -Last 1")]
    [InlineData("'*', 'a*' | Get-MdfRun")]
    [InlineData("Get-MdfSummary")]
    [InlineData("Restore-MdfRun -All")]
    [InlineData("Restore-MdfRun r*")]
    public void List_NoStoreYet_IsOneWarningThatTellsWhatToDo(string script)
    {
        using ModuleSession session = Scripts.Open();

        ScriptResult result = session.Invoke(script);

        Assert.Empty(result.Output);
        Assert.Empty(result.Errors);
        string warning = Assert.Single(result.Warnings);
        Assert.Contains(session.Store, warning, StringComparison.Ordinal);
        Assert.Contains("Start-MdfRun", warning, StringComparison.Ordinal);
    }

    [Fact]
    public void List_Verbose_TellsHowManyLiveAndDeadRunsItDoesNotList()
    {
        using ModuleSession session = Scripts.Open();
        session.Invoke("""
            Start-MdfRun -RunId written { }
            $null = Start-MdfRun -RunId live
            foreach ($id in 'one', 'two') {
                $null = New-Item "metrics/_journal/run_$id" -ItemType Directory
                (Get-Content metrics/_journal/run_live/*.ndjson | Select-Object -First 1) -replace 'live', $id -replace
                    '"process_id":\d+', '"process_id":2147483000' | Set-Content "metrics/_journal/run_$id/dead.ndjson"
            }
            """).Clean();

        ScriptResult listed = session.Invoke("Get-MdfRun -Verbose 4>&1 | ForEach-Object { \"$($_.run_id)$($_.Message)\" }").Clean();
        string[] texts = [.. listed.Texts()];

        Assert.Equal("written", texts[0]);
        Assert.Contains("1 running, 2 dead, 0 of other", Assert.Single(texts[1..]), StringComparison.Ordinal);
        Assert.Equal(["written"], session.Invoke("(Get-MdfRun 4>&1).run_id").Clean().Texts());
        Assert.Empty(session.Invoke("Get-MdfRun -Status failed -Verbose 4>&1").Clean().Output);
    }

    [Fact]
    public void List_UnknownStoreAmongOthers_IsOneErrorAndTheOthersAreListed()
    {
        ScriptResult result = _session.Invoke("(Get-MdfRun beta -Path none, metrics).run_id");

        Assert.Equal(["beta"], result.Texts());
        Assert.Equal("StoreNotFound", Assert.Single(result.Errors).Id());
    }

    [Theory]
    [InlineData("'beta' | Get-MdfRun", "beta")]
    [InlineData("'beta', 'al*' | Get-MdfRun", "beta run_alpha")]
    [InlineData("Get-MdfRun beta | Get-MdfRun", "beta")]
    [InlineData("[pscustomobject]@{ run_id = 'beta' } | Get-MdfRun", "beta")]
    [InlineData("[pscustomobject]@{ Id = 'beta'; store = 'metrics' } | Get-MdfRun", "beta")]
    [InlineData("@() | Get-MdfRun", "")]
    public void List_Piped_GivesThoseRuns(string script, string expected)
    {
        Assert.Equal([expected], _session.Invoke($"\"$(({script}).run_id)\"").Clean().Texts());
    }

    [Fact]
    public void List_NoIdAmongThosePiped_IsOneErrorAndTheOthersAreListed()
    {
        ScriptResult result = _session.Invoke(
            "($null, 'beta' | ForEach-Object { [pscustomobject]@{ run_id = $_ } } | Get-MdfRun).run_id");

        Assert.Equal(["beta"], result.Texts());
        Assert.StartsWith("ParameterArgumentValidationError", Assert.Single(result.Errors).Id(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("Get-MdfRun -Path metrics, other", "run_alpha beta gamma delta")]
    [InlineData("Get-MdfRun -Path [mo]*", "run_alpha beta gamma delta")]
    [InlineData("Get-MdfRun -Path oth*", "delta")]
    [InlineData("Get-MdfRun -LiteralPath other", "delta")]
    [InlineData("Get-MdfRun -LiteralPath '[x]'", "epsilon")]
    [InlineData("Get-MdfRun delta -Path [mo]*", "delta")]
    [InlineData("Get-MdfRun -Path [mo]* | Get-MdfRun", "run_alpha beta gamma delta")]
    [InlineData("Get-MdfRun -Path none*", "")]
    public void List_Stores_GivesTheRunsOfEach(string script, string expected)
    {
        _session.Invoke(
            "Start-MdfRun -RunId delta -Path other { }; Start-MdfRun -RunId epsilon -Path '[x]' { }").Clean();

        string[] ids = _session.Invoke($"\"$(({script}).run_id)\"").Clean().Texts().Single().Split(' ');

        Assert.Equal(expected.Split(' '), ids);
    }

    [Fact]
    public void List_TornFile_IsOneErrorAndTheOthersAreListed()
    {
        string torn = Path.Combine(_session.Store, "runs", "run_torn.parquet");
        File.WriteAllBytes(torn, File.ReadAllBytes(Path.Combine(_session.Store, "runs", "run_beta.parquet"))[..40]);

        ScriptResult result = _session.Invoke("(Get-MdfRun).run_id");

        Assert.Equal(["run_alpha", "beta", "gamma"], result.Texts());
        ErrorRecord error = Assert.Single(result.Errors);
        Assert.Equal("FileCorrupt", error.Id());
        Assert.Equal(ErrorCategory.InvalidData, error.CategoryInfo.Category);
        Assert.Equal(torn, error.TargetObject);
    }

    [Fact]
    public void Alert_EmptyRun_IsNotInIt()
    {
        Assert.Equal(
            ["run_alpha"],
            _session.Invoke("(Get-MdfRun | Where-Object pass_rate -lt 90).run_id").Clean().Texts());
    }

    [Fact]
    public void Alert_OfTheLastDay_ComparesLocalTimes()
    {
        ScriptResult result = _session.Invoke("""
            $run = Get-MdfRun beta
            $run.start_time.Kind
            $run.end_time.Kind
            $run.start_time -gt [datetime]::Now.AddMinutes(-10)
            $run.start_time -le [datetime]::Now
            [Math]::Abs(($run.end_time - $run.start_time).TotalSeconds - $run.duration) -lt 0.002
            """).Clean();

        Assert.Equal(["Local", "Local", "True", "True", "True"], result.Texts());
    }

    [Fact]
    public void List_First_Streams()
    {
        Assert.Equal(["run_alpha"], _session.Invoke("(Get-MdfRun | Select-Object -First 1).run_id").Clean().Texts());
    }

    [Theory]
    [InlineData("-Tag 'job=nightly'")]
    [InlineData("-Tag team, 'job = nightly'")]
    public void Tag_WrittenAsAPair_IsAnErrorThatShowsTheRightForm(string parameters)
    {
        using ModuleSession session = Scripts.Open();

        ErrorRecord error = session.Refusal($"Get-MdfRun {parameters}");

        Assert.Equal("InvalidName", error.Id());
        Assert.Contains("@{ 'job' = 'nightly' }", error.ToString(), StringComparison.Ordinal);
    }
}
