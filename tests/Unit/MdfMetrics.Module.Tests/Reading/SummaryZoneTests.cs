using System.Text.RegularExpressions;
using MdfMetrics.Module.Tests.Harness;

namespace MdfMetrics.Module.Tests.Reading;

/// <summary>Update-MdfSummary -TimeZone, and what Get-MdfSummary tells of it.</summary>
public sealed class SummaryZoneTests : IDisposable
{
    private readonly ModuleSession _session = Scripts.Open();

    // In New York clocks read 01:30 twice on that day: at 05:30 and at 06:30, UTC.
    public SummaryZoneTests() => _session.Invoke("""
        foreach ($hour in 4, 5, 6, 7) {
            $start = [datetime]::SpecifyKind([datetime]"2026-11-01T0${hour}:30", 'Utc')
            [pscustomobject]@{
                run_id = "at-$hour"; start_time = $start; end_time = $start.AddMinutes(1); pipeline_name = 'hourly'
            } | Export-MdfMetrics
        }
        """).Clean();

    public void Dispose() => _session.Dispose();

    [Fact]
    public void UpdateSummary_TimeZone_IsKeptAndTold()
    {
        ScriptResult result = _session.Invoke("""
            Update-MdfSummary -TimeZone 'Eastern Standard Time'
            Update-MdfSummary Hour
            Get-MdfSummary | Show 'time_zone', 'run_count'
            Get-MdfSummary | ForEach-Object { $_.local_start, $_.period_start.ToUniversalTime() } |
                ForEach-Object { $_.ToString('yyyy-MM-dd HH:mm', [cultureinfo]::InvariantCulture) } | Join-String -Separator ' '
            """).Clean();

        Assert.Equal(["America/New_York 4", "2026-11-01 00:00 2026-11-01 04:00"], result.Texts());
    }

    [Fact]
    public void GetSummary_HourThatClocksRepeat_IsTwoRowsThatTheViewTellsApart()
    {
        ScriptResult result = _session.Invoke("""
            Update-MdfSummary Hour -TimeZone America/New_York
            Get-MdfSummary -Period Hour | Format-Table | Out-String -Width 120
            Get-MdfSummary -Period Hour | ConvertTo-Json | ConvertFrom-Json | ForEach-Object {
                $_.PSTypeNames.Insert(0, 'Deserialized.MdfMetrics.RunSummary'); $_
            } | Format-Table | Out-String -Width 120
            """).Clean();

        foreach (string table in result.Texts())
        {
            Assert.Equal(
                ["2026-11-01 00h", "2026-11-01 01A", "2026-11-01 01B", "2026-11-01 02h"],
                Regex.Matches(table, @"2026-\d\d-\d\d \w+").Select(match => match.Value));
            Assert.Contains("America/New_York", table, StringComparison.Ordinal);
        }
    }

    [Fact]
    public void GetSummary_Last_GivesTheNewestPeriods()
    {
        ScriptResult result = _session.Invoke("""
            Update-MdfSummary Hour
            Get-MdfSummary -Period Hour -Last 2 | ForEach-Object { $_.local_start.Hour }
            Get-MdfSummary -Period Hour -Last 1 -PipelineName hour* | ForEach-Object { $_.local_start.Hour }
            """).Clean();

        Assert.Equal(["6", "7", "7"], result.Texts());
    }

    [Fact]
    public void UpdateSummary_ChangeOfZone_RebuildsAllSummariesAndTellsThem()
    {
        const string Columns = "'period', 'status', 'runs_added', 'runs_recounted', 'periods_changed'";

        ScriptResult result = _session.Invoke($$"""
            Update-MdfSummary Day, Hour
            Update-MdfSummary Day, Month -TimeZone America/New_York -PassThru | Show {{Columns}}
            Update-MdfSummary Day -TimeZone US/Eastern -PassThru | Show {{Columns}}
            """).Clean();

        Assert.Equal(
            ["day rebuilt 0 4 1", "hour rebuilt 0 4 4", "month updated 4 0 1", "day unchanged 0 0 0"],
            result.Texts());
    }

    [Fact]
    public void UpdateSummary_ChangeOfZoneWithRunsGone_IsAnErrorUnlessForced()
    {
        ScriptResult result = _session.Invoke("""
            Update-MdfSummary
            Remove-MdfRun at-4 -Confirm:$false
            Update-MdfSummary -TimeZone America/New_York -WhatIf
            Update-MdfSummary -TimeZone America/New_York
            Get-MdfSummary | Show 'time_zone', 'run_count'
            Update-MdfSummary -TimeZone America/New_York -Force
            Get-MdfSummary | Show 'time_zone', 'run_count'
            """);

        Assert.Equal(["UTC 4", "America/New_York 3"], result.Texts());
        Assert.Equal(["RunsAreGone", "RunsAreGone"], result.Errors.Select(error => error.Id()));
        Assert.Contains("1 of the 4 runs", Assert.Single(result.Warnings), StringComparison.Ordinal);
    }

    [Fact]
    public void UpdateSummary_ChangeOfZoneWithWhatIf_ChangesNothing()
    {
        ScriptResult result = _session.Invoke("""
            Update-MdfSummary
            Update-MdfSummary Day, Week -TimeZone America/New_York -WhatIf -PassThru
            Get-MdfSummary | Show 'time_zone'
            Get-MdfSummary -Period Week
            """);

        Assert.Equal(["UTC"], result.Texts());
        Assert.Contains("no summary by week yet", Assert.Single(result.Warnings), StringComparison.Ordinal);
        Assert.False(File.Exists(Path.Combine(_session.Store, "summaries", "_zone.json")));
    }

    [Theory]
    [InlineData("Update-MdfSummary -TimeZone America/New_Yrok", "InvalidTimeZone", "'America/New_York'")]
    [InlineData("Update-MdfSummary -TimeZone '../zoneinfo/UTC'", "InvalidTimeZone", "knows no time zone")]
    [InlineData("Update-MdfSummary -TimeZone ''", "ParameterArgumentValidationError", "empty")]
    [InlineData("Get-MdfSummary -Last 0", "ParameterArgumentValidationError", "0")]
    public void Summary_WrongArgument_IsRefused(string command, string id, string hint)
    {
        var refusal = _session.Refusal(command);

        Assert.Equal(id, refusal.Id());
        Assert.Contains(hint, refusal.Exception.Message, StringComparison.Ordinal);
        Assert.False(Directory.Exists(Path.Combine(_session.Store, "summaries")));
    }

    [Theory]
    [InlineData("America/New_Y", "America/New_York")]
    [InlineData("kolk", "Asia/Kolkata")]
    [InlineData("new y", "America/New_York")]
    public void TimeZone_Tab_CompletesRegionsAndCities(string word, string expected)
    {
        ScriptResult result = _session.Invoke($$"""
            $line = "Update-MdfSummary -TimeZone '{{word}}"
            (TabExpansion2 $line $line.Length).CompletionMatches.CompletionText
            """).Clean();

        Assert.Contains(expected, result.Texts());
    }
}
