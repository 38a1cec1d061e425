using System.Management.Automation;
using MdfMetrics.Module.Tests.Faults;
using MdfMetrics.Module.Tests.Harness;

namespace MdfMetrics.Module.Tests.Keeping;

/// <summary>Clear-MdfMetrics as a scheduler and a person at the prompt use it.</summary>
public sealed class ClearTests : IDisposable
{
    /// <summary>Runs of d0 to d9, as many days old, written as any program may that has their figures.</summary>
    private const string Fill = """
        foreach ($i in 0..9) {
            $start = [datetime]::Now.AddDays(-$i)
            [pscustomobject]@{
                run_id = "d$i"; start_time = $start; end_time = $start.AddMinutes(1); duration = 60
                status = $(if ($i % 5 -eq 4) { 'failed' } else { 'completed' })
                tags = $(if ($i -eq 7) { @{ keep = 'audit' } })
            } | Export-MdfMetrics
        }
        """;

    private readonly ModuleSession _session = Scripts.Open();

    public ClearTests() => _session.Invoke(Fill).Clean();

    public void Dispose() => _session.Dispose();

    [Theory]
    [InlineData("-OlderThan 7d", "7 8 9")]
    [InlineData("-MaxSize 1 -KeepLast 8", "8 9")]
    public void Clear_Policy_RemovesTheRunsItNames(string policy, string gone)
    {
        Clear(policy);

        Assert.Equal(Enumerable.Range(0, 10).Select(i => $"{i}").Except(gone.Split(' ')), Left());
    }

    [Theory]
    [InlineData("7d", "7 8 9")]
    [InlineData("-OlderThan 1w", "7 8 9")]
    [InlineData("-OlderThan ([timespan]::FromDays(7))", "7 8 9")]
    [InlineData("-OlderThan 7d -KeepTag keep", "8 9")]
    [InlineData("-OlderThan 7d -KeepTag baseline, keep", "8 9")]
    [InlineData("-OlderThan 7d -KeepTag @{ keep = 'a*' }, other", "8 9")]
    [InlineData("-OlderThan 7d -KeepTag @{ keep = 'b*' }", "7 8 9")]
    [InlineData("-OlderThan 7d -KeepStatus failed", "7 8")]
    [InlineData("-OlderThan 7d -KeepLast 9", "9")]
    [InlineData("-OlderThan 99999999999d", "")]
    [InlineData("-MaxSize 1GB", "")]
    [InlineData("-MaxSize '1GB'", "")]
    [InlineData("-MaxSize 1", "0 1 2 3 4 5 6 7 8 9")]
    public void Clear_PolicyUnderWhatIf_NamesTheRuns(string policy, string expected)
    {
        // What -WhatIf says, only a transcript sees.
        IEnumerable<string> named = _session.Invoke($$"""
            $null = Start-Transcript told.txt -UseMinimalHeader
            $null = Clear-MdfMetrics {{policy}} -WhatIf
            $null = Stop-Transcript
            Get-Content told.txt | % { if ($_ -match '^What if: .*"d(\d), ') { $Matches[1] } }
            """).Texts();

        Assert.Equal(expected, string.Join(' ', named.Order(StringComparer.Ordinal)));
    }

    [Fact]
    public void Clear_Done_GivesOneSummary()
    {
        long before = Bytes();

        PSObject summary = Clear("-OlderThan 5d -KeepTag keep").Clean().Single;

        Assert.Equal(
            $"cleared 4 16 {before - Bytes()} 6 0 0 {_session.Store}",
            string.Join(' ', summary.Properties.Select(property => property.Value)));
        Assert.Equal(6, DuckDbFiles.Read(_session.Store));
        Assert.Equal(
            ["cleared 0 0 0 6"],
            Clear("-OlderThan 5d -KeepTag keep | Show status, runs, files, bytes, kept").Clean().Texts());
    }

    [Fact]
    public void Clear_WhatIf_TellsWhatWouldGoAndChangesNothing()
    {
        string[] before = Files();

        Assert.Equal(
            ["planned 3 12 7 0 0"],
            Clear("-OlderThan 7d -WhatIf | Show status, runs, files, kept, skipped, errors").Clean().Texts());
        Assert.Equal(["planned 0"], Clear("-OlderThan 70d -WhatIf | Show status, runs").Clean().Texts());
        Assert.Equal(before, Files());
        Assert.Equal(
            ["planned 3"],
            _session.Invoke("$WhatIfPreference = $true; Clear-MdfMetrics 7d | Show status, runs").Clean().Texts());
        Assert.Equal(before, Files());
    }

    [Theory]
    [InlineData("", "NoCriterion")]
    [InlineData("-KeepLast 3", "NoCriterion")]
    [InlineData("-KeepTag keep -KeepStatus failed", "NoCriterion")]
    [InlineData("-OlderThan 30", "InvalidDuration")]
    [InlineData("-OlderThan 0d", "InvalidDuration")]
    [InlineData("-OlderThan -1d", "InvalidDuration")]
    [InlineData("-OlderThan ''", "InvalidDuration")]
    [InlineData("-OlderThan 2026-01-01", "InvalidDuration")]
    [InlineData("-MaxSize 0", "ParameterArgumentValidationError")]
    [InlineData("-MaxSize many", "CannotConvertArgumentNoMessage")]
    [InlineData("-KeepStatus running -MaxSize 1", "ParameterArgumentValidationError")]
    public void Clear_WithoutACriterionOrAWrongOne_IsRefused(string policy, string id)
    {
        ErrorRecord error = _session.Refusal($"Clear-MdfMetrics {policy}");

        Assert.StartsWith(id, error.Id(), StringComparison.Ordinal);
        Assert.Equal(10, Left().Length);
    }

    [Theory]
    [InlineData("-MaxSize 1 -KeepTag $noSuchVariable")]
    [InlineData("-MaxSize 1 -KeepTag @()")]
    [InlineData("-MaxSize 1 -KeepTag keep, $noSuchVariable")]
    [InlineData("-MaxSize 1 -KeepTag ''")]
    [InlineData("-MaxSize 1 -KeepStatus @()")]
    [InlineData("-MaxSize 1 -OlderThan $noSuchVariable")]
    [InlineData("$noSuchVariable -MaxSize 1")]
    public void Clear_ProtectionWithoutAValue_IsRefusedAndRemovesNothing(string policy)
    {
        ErrorRecord error = _session.Refusal($"Clear-MdfMetrics {policy}");

        Assert.StartsWith("ParameterArgumentValidationError", error.Id(), StringComparison.Ordinal);
        Assert.Equal(10, Left().Length);
    }

    [Theory]
    [InlineData("$null")]
    [InlineData("$noSuchVariable")]
    [InlineData("@()")]
    [InlineData("''")]
    [InlineData("@('metrics', '')")]
    public void Clear_LiteralPathThatNamesNoStore_IsRefusedAndChangesNothing(string path)
    {
        string[] before = Files();

        ErrorRecord error = _session.Refusal($"Clear-MdfMetrics -MaxSize 1 -LiteralPath {path}");

        Assert.Equal("InvalidParameters", error.Id());
        Assert.Equal(before, Files());
    }

    [Theory]
    [InlineData("Clear-MdfMetrics -MaxSize 1")]
    [InlineData("Set-MdfRun -Tag @{ a = 'b' }")]
    [InlineData("Get-MdfOperatorMetric")]
    [InlineData("Watch-MdfRun")]
    public void Clear_PipedStoreWithoutAName_IsRefusedAndIsNotTheCurrentFolder(string call)
    {
        string[] before = Files();

        ErrorRecord error = _session.Refusal(
            $"Set-Location metrics; [pscustomobject]@{{ run_id = 'r'; store = '' }} | {call}");

        Assert.Equal("InvalidParameters", error.Id());
        Assert.Equal(before, Files());
    }

    [Fact]
    public void Clear_Stores_EachGivesASummary()
    {
        ScriptResult result = _session.Invoke("Clear-MdfMetrics 7d -Path none, metrics | Show status, runs");

        Assert.Equal(["cleared 3"], result.Texts());
        Assert.Equal("StoreNotFound", Assert.Single(result.Errors).Id());
    }

    [Fact]
    public void Clear_LiveRun_IsSkipped()
    {
        _session.Invoke("$null = Start-MdfRun -RunId live").Clean();

        ScriptResult result = Clear("-MaxSize 1 | Show status, runs, kept, skipped");

        Assert.Equal(["cleared 10 0 1"], result.Texts());
        Assert.Contains("more than -MaxSize allows", Assert.Single(result.Warnings), StringComparison.Ordinal);

        _session.Invoke("$null = Stop-MdfRun").Clean();
        Assert.Equal(["live"], _session.Invoke("Get-MdfRun | % run_id").Clean().Texts());
    }

    [Fact]
    public void Clear_OtherMaintenance_SaysBusy()
    {
        string folder = Directory.CreateDirectory(Path.Combine(_session.Store, "_maintenance")).FullName;
        using var holder = System.Diagnostics.Process.GetCurrentProcess();
        string started = holder.StartTime.ToUniversalTime().ToString("O");
        File.WriteAllText(
            Path.Combine(folder, "lock"),
            $$"""{"version":1,"host":"{{Environment.MachineName}}","process_id":{{holder.Id}},"process_start":"{{started}}"}""");

        Assert.Equal(
            ["busy 0 7 3 0"],
            Clear("-OlderThan 7d | Show status, runs, kept, skipped, errors").Clean().Texts());
        Assert.Equal(10, Left().Length);
    }

    [Fact]
    public void Clear_DamagedFile_IsToldAndTheOthersGo()
    {
        File.WriteAllText(Path.Combine(_session.Store, "runs", "run_d9.parquet"), "torn");

        ScriptResult result = Clear("-OlderThan 7d | Show status, runs, errors");

        Assert.Equal(["cleared 2 1"], result.Texts());
        Assert.Equal("FileCorrupt", Assert.Single(result.Errors).Id());
    }

    [Fact]
    public void Clear_ErrorActionStop_StopsOnlyWhenAllElseIsDone()
    {
        File.WriteAllText(Path.Combine(_session.Store, "runs", "run_d9.parquet"), "torn");

        Assert.Equal("FileCorrupt", _session.Refusal("Clear-MdfMetrics 7d -ErrorAction Stop").Id());

        Assert.Equal(7, _session.Invoke("Get-MdfRun -ErrorAction Ignore").Output.Count);
    }

    [MountFact]
    public void Clear_DiskFull_MakesRoom()
    {
        using SmallDisk disk = new(_session.Folder);
        Assert.True(NativeProgram.TryRun("cp", "-r", $"{_session.Store}/.", disk.Path));
        disk.Fill();

        ScriptResult result = _session.Invoke(
            "param($disk) Clear-MdfMetrics 7d -Path $disk | Show status, runs, files, errors",
            disk.Path);

        Assert.Equal(["cleared 3 12 0"], result.Clean().Texts());
        Assert.Equal(7, DuckDbFiles.Read(disk.Path));
    }

    [MountFact]
    public void Clear_DiskFull_SkipsWhatWouldHaveToBeRewritten()
    {
        _session.Invoke("$null = Optimize-MdfMetrics -Before ([datetime]::Now.AddDays(-3.5))").Clean();
        using SmallDisk disk = new(_session.Folder);
        Assert.True(NativeProgram.TryRun("cp", "-r", $"{_session.Store}/.", disk.Path));
        File.Delete(Path.Combine(disk.Path, "_maintenance", "takeover"));
        disk.Fill();

        // d3 is loose; d9 is compacted with d4 to d8.
        ScriptResult result = _session.Invoke(
            "param($disk) 'd9' | Remove-MdfRun -Path $disk; Get-MdfRun d3 -Path $disk | Remove-MdfRun",
            disk.Path);

        Assert.Equal("StoreNotWritable", Assert.Single(result.Errors).Id());
        Assert.Equal(9, DuckDbFiles.Read(disk.Path));
        Assert.Equal(9, _session.Invoke("param($disk) Get-MdfRun -Path $disk", disk.Path).Clean().Output.Count);
    }

    [MountFact]
    public void Clear_FileInUse_IsToldAndTheOthersGo()
    {
        string used = Path.Combine(_session.Store, "runs", "run_d8.parquet");

        // The system does not delete a file that something is mounted on.
        Assert.True(NativeProgram.TryRun("mount", "--bind", used, used));
        try
        {
            ScriptResult result = Clear("-OlderThan 7d | Show status, runs, files, errors");

            Assert.Equal(["cleared 3 11 1"], result.Texts());
            ErrorRecord error = Assert.Single(result.Errors);
            Assert.Equal(("StoreNotWritable", used), (error.Id(), error.TargetObject));
            Assert.Equal(7, Left().Length);
        }
        finally
        {
            NativeProgram.TryRun("umount", used);
        }

        Clear("-OlderThan 7d").Clean();
        Assert.False(File.Exists(used));
    }

    private ScriptResult Clear(string arguments) => _session.Invoke($"Clear-MdfMetrics {arguments}");

    private string[] Left() =>
        [.. _session.Invoke("Get-MdfRun | % run_id").Texts().Select(id => id[1..]).Order(StringComparer.Ordinal)];

    private string[] Files() =>
        [.. Directory.GetFiles(_session.Store, "*", SearchOption.AllDirectories).Order(StringComparer.Ordinal)];

    private long Bytes() => Files()
        .Where(file => file.EndsWith(".parquet", StringComparison.Ordinal))
        .Sum(file => new FileInfo(file).Length);
}
