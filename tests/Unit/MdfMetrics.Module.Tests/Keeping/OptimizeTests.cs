using MdfMetrics.Module.Tests.Harness;

namespace MdfMetrics.Module.Tests.Keeping;

public sealed class OptimizeTests : IDisposable
{
    private readonly ModuleSession _session = new();

    public OptimizeTests() => _session.Invoke("""
        foreach ($i in 0..2) { Start-MdfRun -RunId "r$i" { Enter-MdfStage s { } } }
        """).Clean();

    public void Dispose() => _session.Dispose();

    [Fact]
    public void Optimize_RecentRuns_StayByDefault() => Assert.Equal(
        ["unchanged 0 3"],
        _session.Invoke("Optimize-MdfMetrics | % { \"$($_.status) $($_.runs) $($_.skipped)\" }").Clean().Texts());

    [Fact]
    public void Optimize_Before_GivesOneSummary() => Assert.Equal(
        ["optimized 3 0 12 4"],
        _session.Invoke("""
            Optimize-MdfMetrics -Before ([datetime]::MaxValue) |
                % { "$($_.status) $($_.runs) $($_.skipped) $($_.files_before) $($_.files_after)" }
            """).Clean().Texts());

    [Fact]
    public void Optimize_WhatIf_TellsWhatWouldBeAndChangesNothing()
    {
        string[] before = Files();

        Assert.Equal(
            ["planned 3 12 4"],
            _session.Invoke("""
                Optimize-MdfMetrics -Before ([datetime]::MaxValue) -WhatIf |
                    % { "$($_.status) $($_.runs) $($_.files_before) $($_.files_after)" }
                """).Clean().Texts());
        Assert.Equal(before, Files());
    }

    [Fact]
    public void Optimize_StoresByWildcard_EachGivesASummary()
    {
        _session.Invoke("Start-MdfRun -Path other { }").Clean();

        Assert.Equal(
            [_session.Store, System.IO.Path.Combine(_session.Folder, "other")],
            _session.Invoke("Optimize-MdfMetrics -Path m*, other | % store").Clean().Texts());
    }

    [Fact]
    public void Optimize_NoStore_IsOneErrorAndGoesOn()
    {
        ScriptResult result = _session.Invoke("Optimize-MdfMetrics -Path nowhere, metrics | % status");

        Assert.Equal("StoreNotFound", Assert.Single(result.Errors).FullyQualifiedErrorId.Split(',')[0]);
        Assert.Equal(["unchanged"], result.Texts());
    }

    [Fact]
    public void Optimize_MonthInFoldersOfDays_IsPeriodNotPossible()
    {
        _session.Invoke("""
            Start-MdfRun -Path days -Configuration @{ executor = @{ metrics = @{ partition_by = 'date' } } } { }
            """).Clean();

        ScriptResult result = _session.Invoke("Optimize-MdfMetrics -Path days -Period Month");

        Assert.Equal("PeriodNotPossible", Assert.Single(result.Errors).FullyQualifiedErrorId.Split(',')[0]);
    }

    [Theory]
    [InlineData("Day")]
    [InlineData("day")]
    [InlineData("Month")]
    [InlineData("MONTH")]
    public void Optimize_Period_IsTakenInAnyCase(string period) => Assert.Equal(
        ["planned 3"],
        _session.Invoke(
                "param($p) Optimize-MdfMetrics -Before ([datetime]::MaxValue) -Period $p -WhatIf | % { \"$($_.status) $($_.runs)\" }",
                period)
            .Clean().Texts());

    [Fact]
    public void Optimize_UnknownPeriod_IsRefusedWithThoseThatAre()
    {
        string message = _session.Refusal("Optimize-MdfMetrics -Period Week").ToString();

        Assert.Contains("Day", message, StringComparison.Ordinal);
        Assert.Contains("Month", message, StringComparison.Ordinal);
    }

    private string[] Files() =>
        [.. Directory.GetFiles(_session.Store, "*", SearchOption.AllDirectories).Order(StringComparer.Ordinal)];
}
