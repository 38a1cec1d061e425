using MdfMetrics.Module.Tests.Harness;

namespace MdfMetrics.Module.Tests.Reading;

/// <summary>Update-MdfSummary and Get-MdfSummary.</summary>
public sealed class SummaryTests : IDisposable
{
    private readonly ModuleSession _session = Scripts.Open();

    public SummaryTests() => _session.Invoke("""
        foreach ($id in 'a', 'b') {
            Start-MdfRun -RunId $id {
                Enter-MdfStage load {
                    $null = 1..10 | Measure-MdfOperator 'read 数' { if ($_ -le 5) { $_ } } | Measure-MdfOperator trim { $_ }
                }
                Enter-MdfStage save { $null = 1 | Measure-MdfOperator write { $_ } }
            }
        }
        try { Start-MdfRun -RunId c { throw 'x' } } catch { }
        """).Clean();

    public void Dispose() => _session.Dispose();

    [Theory]
    [InlineData(
        "Get-MdfSummary",
        "run_count failed_count total_input_records total_output_records pass_rate",
        "3 1 20 2 10")]
    [InlineData("Get-MdfSummary Stage", "stage_name run_count input_records", "load 2 20|save 2 2")]
    [InlineData("Get-MdfSummary -StageName s*", "stage_name", "save")]
    [InlineData("Get-MdfSummary Operator", "operator_name input_records", "read 数 20|trim 10|write 2")]
    [InlineData("Get-MdfSummary -OperatorName tr*, WRITE", "stage_name operator_name", "load trim|save write")]
    [InlineData(
        "Get-MdfSummary -Level Operator -StageName load",
        "operator_name latency_method",
        "read 数 histogram|trim histogram")]
    [InlineData("Get-MdfSummary -Since 1h", "period run_count", "day 3")]
    [InlineData("Get-MdfSummary -Until 2d", "period", "")]
    [InlineData("Get-MdfRun | Get-MdfSummary", "run_count", "3")]
    [InlineData("Get-MdfSummary -Path met*", "run_count", "3")]
    public void GetSummary_AfterAnUpdate_GivesTheRowsAskedFor(string command, string properties, string expected)
    {
        string names = string.Join(", ", properties.Split(' ').Select(name => $"'{name}'"));

        ScriptResult result = _session.Invoke($"Update-MdfSummary; {command} | Show {names}").Clean();

        Assert.Equal(expected, string.Join('|', result.Texts()));
    }

    [Fact]
    public void UpdateSummary_PassThru_TellsWhatWasDone()
    {
        const string Columns = "'period', 'status', 'runs_added', 'runs_recounted', 'periods_changed'";

        ScriptResult result = _session.Invoke($$"""
            Update-MdfSummary Month, Week, Week -PassThru | Show {{Columns}}
            Update-MdfSummary Month -PassThru | Show {{Columns}}
            Update-MdfSummary Month
            """).Clean();

        Assert.Equal(["month updated 3 0 1", "week updated 3 0 1", "month unchanged 0 0 0"], result.Texts());
    }

    [Fact]
    public void UpdateSummary_WhatIf_WritesNothing()
    {
        _session.Invoke("Update-MdfSummary -WhatIf; Update-MdfSummary Week -WhatIf -PassThru").Clean();

        Assert.False(Directory.Exists(Path.Combine(_session.Store, "summaries")));
        Assert.False(Directory.Exists(Path.Combine(_session.Store, "_maintenance")));
        _session.Invoke("$WhatIfPreference = $true; Update-MdfSummary").Clean();
        Assert.False(Directory.Exists(Path.Combine(_session.Store, "summaries")));
    }

    [Fact]
    public void UpdateSummary_OtherMaintenance_WarnsAndSaysBusy()
    {
        string lockFile = Path.Combine(
            Directory.CreateDirectory(Path.Combine(_session.Store, "_maintenance")).FullName,
            "lock");
        using System.Diagnostics.Process self = System.Diagnostics.Process.GetCurrentProcess();
        File.WriteAllText(
            lockFile,
            $$"""
            {"version":1,"id":"x","host":"{{Environment.MachineName}}","process_id":{{self.Id}},"process_start":"{{self.StartTime.ToUniversalTime():O}}"}
            """);

        ScriptResult result = _session.Invoke("Update-MdfSummary -PassThru | Show 'status'");

        Assert.Empty(result.Errors);
        Assert.Equal(["busy"], result.Texts());
        Assert.Contains("is not updated", Assert.Single(result.Warnings), StringComparison.Ordinal);
    }

    [Fact]
    public void Summary_NoneYet_IsOneWarningThatTellsWhatToDo()
    {
        using ModuleSession session = Scripts.Open();
        session.Invoke("Start-MdfRun { }").Clean();

        Assert.Contains("Update-MdfSummary Day", Assert.Single(session.Invoke("Get-MdfSummary").Warnings), StringComparison.Ordinal);

        session.Invoke("Update-MdfSummary Day").Clean();
        Assert.Empty(session.Invoke("Get-MdfSummary -Since 2020-01-01 -Until 2020-01-02").Clean().Output);
        Assert.Contains("Update-MdfSummary Week", Assert.Single(session.Invoke("Get-MdfSummary Run Week").Warnings), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("Get-MdfSummary -Path none", "StoreNotFound")]
    [InlineData("Update-MdfSummary -Path none", "StoreNotFound")]
    [InlineData("Update-MdfSummary -Path none -WhatIf", "StoreNotFound")]
    public void Summary_NoStore_IsAnErrorThatGoesOn(string command, string id)
    {
        ScriptResult result = _session.Invoke($"{command}; 'after'");

        Assert.Equal(id, Assert.Single(result.Errors).Id());
        Assert.Equal(["after"], result.Texts());
    }

    [Theory]
    [InlineData("Get-MdfSummary -Since 7", "InvalidDuration")]
    [InlineData("Get-MdfSummary -Level Run -StageName s", "InvalidName")]
    [InlineData("Get-MdfSummary -Level Stage -OperatorName s", "InvalidName")]
    [InlineData("Get-MdfSummary -Path function:", "InvalidPath")]
    [InlineData("Update-MdfSummary Year", "CannotConvertArgumentNoMessage")]
    public void Summary_WrongArgument_IsRefused(string command, string id)
    {
        Assert.Equal(id, _session.Refusal(command).Id());
    }

    [Fact]
    public void GetSummary_TornTable_IsAnErrorAndTheOthersCome()
    {
        _session.Invoke("Update-MdfSummary").Clean();
        string folder = Path.Combine(_session.Store, "summaries", "run");
        File.WriteAllText(Path.Combine(folder, "run_day_2020-01.parquet"), "torn");

        ScriptResult result = _session.Invoke("Get-MdfSummary | Show 'run_count'");

        Assert.Equal(["3"], result.Texts());
        Assert.Equal("FileCorrupt", Assert.Single(result.Errors).Id());
    }
}
