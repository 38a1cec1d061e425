using MdfMetrics.Module.Tests.Harness;

namespace MdfMetrics.Module.Tests.Keeping;

/// <summary>Stores that come through the pipe: as folders, or with the runs that are in them.</summary>
public sealed class PipedStoreTests : IDisposable
{
    private readonly ModuleSession _session = Scripts.Open();

    public PipedStoreTests() => _session.Invoke("""
        foreach ($id in 'a', 'b', 'c') {
            Start-MdfRun -RunId $id -PipelineName $id { Enter-MdfStage s { $null = 1 | Measure-MdfOperator op { $_ } } }
        }
        Start-MdfRun -RunId d -Path other -PipelineName d {
            Enter-MdfStage s { $null = 1 | Measure-MdfOperator op { $_ } }
        }
        """).Clean();

    public void Dispose() => _session.Dispose();

    [Theory]
    [InlineData("Get-Item metrics | Get-MdfRun", "a b c")]
    [InlineData("Get-Item metrics, other | Get-MdfRun", "a b c d")]
    [InlineData("Get-Item other | ConvertTo-CliXml | ConvertFrom-CliXml | Get-MdfRun", "d")]
    [InlineData("Get-Item metrics, other | Get-MdfRun -Last 1", "c d")]
    [InlineData("Get-Item metrics, other | Get-MdfRun -RunId b, d -ErrorAction Ignore", "b d")]
    [InlineData("Get-Item metrics, other | Get-MdfStageMetric", "a b c d")]
    [InlineData("Get-Item metrics, other | Get-MdfOperatorMetric -Last 1", "c d")]
    [InlineData("Get-Item metrics, other | Remove-MdfRun -PipelineName b, d -PassThru", "b d")]
    [InlineData("$null | Get-MdfRun -LiteralPath other -ErrorAction Ignore", "")]
    [InlineData("$null | Get-MdfOperatorMetric -LiteralPath other -ErrorAction Ignore", "")]
    public void Runs_OfFolders_AreAllThatAreThere(string script, string expected) =>
        Assert.Equal(expected, string.Join(' ', _session.Invoke($"{script} | ForEach-Object run_id").Clean().Texts()));

    [Theory]
    [InlineData("Get-MdfRun", "a c")]
    [InlineData("Get-MdfOperatorMetric", "a c")]
    [InlineData("Remove-MdfRun -PassThru", "a c")]
    [InlineData("Set-MdfRun -Tag @{ kept = 'yes' } -PassThru", "a c")]
    [InlineData("Compare-MdfRun b | Sort-Object run_id -Unique", "a c")]
    public void Ids_LinesOfAFile_AreOfTheStoreOfTheCall(string command, string expected)
    {
        _session.Write("ids.txt", "a\nc\n");

        Assert.Equal(expected, string.Join(' ', _session
            .Invoke($"Get-Content ids.txt | {command} | ForEach-Object run_id").Clean().Texts()));
    }

    [Fact]
    public void Ids_LinesOfAFile_AreReported()
    {
        _session.Write("ids.txt", "a\nc\n");

        _session.Invoke("Get-Content ids.txt | Export-MdfReport -Path site.html").Clean();

        Assert.True(File.Exists(Path.Combine(_session.Folder, "site.html")));
    }

    [Theory]
    [InlineData("Get-MdfRun")]
    [InlineData("Test-MdfMetrics")]
    [InlineData("Clear-MdfMetrics 7d")]
    public void Store_FileThatIsPiped_IsAnErrorAndNotTheDefaultStore(string command)
    {
        _session.Write("ids.txt", "a\nc\n");

        ScriptResult result = _session.Invoke($"Get-Item ids.txt | {command}");

        Assert.Empty(result.Output);
        Assert.Equal("StoreNotFound", Assert.Single(result.Errors).Id());
    }

    [Fact]
    public void Watch_Folder_IsItsStore() => Assert.Contains(
        Path.Combine(_session.Folder, "other"),
        Assert.Single(_session.Invoke("Get-Item other | Watch-MdfRun").Warnings),
        StringComparison.Ordinal);

    [Theory]
    [InlineData("Get-MdfRun -RunId (Get-Item metrics)")]
    [InlineData("Watch-MdfRun (Get-Item metrics)")]
    [InlineData("Remove-MdfRun (Get-Item metrics)")]
    public void RunId_Folder_IsRefused(string script) =>
        Assert.Equal("ParameterArgumentTransformationError", _session.Refusal(script).Id());

    [Theory]
    [InlineData("Remove-MdfRun")]
    [InlineData("Restore-MdfRun")]
    [InlineData("Set-MdfRun -Tag @{ a = 'b' }")]
    public void Change_FolderWithoutAnId_IsAnErrorAndChangesNothing(string command)
    {
        ScriptResult result = _session.Invoke($"Get-Item metrics | {command}");

        Assert.Single(result.Errors);
        Assert.Equal(
            ["a", "b", "c"],
            _session.Invoke("Get-MdfRun | Where-Object { -not $_.tags.a } | ForEach-Object run_id").Clean().Texts());
    }

    [Theory]
    [InlineData("Clear-MdfMetrics 7d")]
    [InlineData("Clear-MdfMetrics 7d -WhatIf")]
    [InlineData("Optimize-MdfMetrics")]
    [InlineData("Test-MdfMetrics")]
    [InlineData("Update-MdfSummary -PassThru")]
    [InlineData("Get-MdfRun -Verbose 4>&1 | Where-Object { $_ -like 'Not listed*' }")]
    public void Store_OfManyPipedRuns_IsWorkedOnOnce(string command)
    {
        string leftover = _session.Write("metrics/.run_x.claim", string.Empty);
        File.SetLastWriteTimeUtc(leftover, DateTime.UtcNow.AddDays(-1));
        _session.Invoke("$null = Start-MdfRun -RunId going").Clean();

        Assert.Single(_session.Invoke($"Get-MdfRun -Path metrics | {command}").Clean().Output);
    }

    [Fact]
    public void Store_MissingAndPipedTwice_IsOneError()
    {
        ScriptResult result = _session.Invoke(
            "1..2 | ForEach-Object { [pscustomobject]@{ store = 'none' } } | Test-MdfMetrics");

        Assert.Equal("StoreNotFound", Assert.Single(result.Errors).Id());
    }
}
