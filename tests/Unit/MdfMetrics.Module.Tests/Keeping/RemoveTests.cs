using MdfMetrics.Module.Tests.Faults;
using MdfMetrics.Module.Tests.Harness;

namespace MdfMetrics.Module.Tests.Keeping;

/// <summary>Remove-MdfRun: by id, by wildcard, from the pipeline.</summary>
public sealed class RemoveTests : IDisposable
{
    private readonly ModuleSession _session = Scripts.Open();

    public RemoveTests() => _session.Invoke("""
        foreach ($id in 'run_a', 'b', 'x1', 'x2') { Start-MdfRun -RunId $id { Enter-MdfStage s { } } }
        foreach ($id in 'b', 'c') { Start-MdfRun -RunId $id -Path other { } }
        """).Clean();

    public void Dispose() => _session.Dispose();

    [Theory]
    [InlineData("Remove-MdfRun a", "b x1 x2", "b c")]
    [InlineData("Remove-MdfRun -RunId RUN_B", "run_a x1 x2", "b c")]
    [InlineData("Remove-MdfRun x*, run_a", "b", "b c")]
    [InlineData("Remove-MdfRun y*", "run_a b x1 x2", "b c")]
    [InlineData("Remove-MdfRun b -Path metrics, other", "run_a x1 x2", "c")]
    [InlineData("'b', 'x[1]' | Remove-MdfRun", "run_a x2", "b c")]
    [InlineData("Get-MdfRun -Path metrics, other | Where-Object run_id -eq b | Remove-MdfRun", "run_a x1 x2", "c")]
    [InlineData("Get-MdfRun | Remove-MdfRun -Confirm:$false", "", "b c")]
    [InlineData("Get-MdfRun none* | Remove-MdfRun", "run_a b x1 x2", "b c")]
    [InlineData("Get-MdfRun | Remove-MdfRun -WhatIf", "run_a b x1 x2", "b c")]
    public void Remove_Runs_LeavesTheOthers(string script, string left, string other)
    {
        Assert.Empty(_session.Invoke(script).Clean().Output);

        Assert.Equal(left, Runs("metrics"));
        Assert.Equal(other, Runs("other"));
    }

    [Theory]
    [InlineData("Remove-MdfRun none, b", "RunNotFound", "run_a x1 x2")]
    [InlineData("Remove-MdfRun ../b", "RunNotFound", "run_a b x1 x2")]
    [InlineData("Remove-MdfRun b -Path nowhere", "StoreNotFound RunNotFound", "run_a b x1 x2")]
    public void Remove_WhatIsNotThere_IsAnErrorAndTheOthersGo(string script, string ids, string left)
    {
        Assert.Equal(ids.Split(' '), _session.Invoke(script).Errors.Select(error => error.Id()));
        Assert.Equal(left, Runs("metrics"));
    }

    [Theory]
    [InlineData("Remove-MdfRun ''")]
    [InlineData("Remove-MdfRun $null")]
    [InlineData("Remove-MdfRun @()")]
    public void Remove_NoId_IsRefused(string script)
    {
        Assert.StartsWith("ParameterArgumentValidationError", _session.Refusal(script).Id(), StringComparison.Ordinal);
        Assert.Equal("run_a b x1 x2", Runs("metrics"));
    }

    [Fact]
    public void Remove_PassThru_GivesTheRunsThatAreGone() =>
        Assert.Equal(
            ["x1 completed", "x2 completed"],
            _session.Invoke("Remove-MdfRun x* -PassThru | Show run_id, status").Clean().Texts());

    [Fact]
    public void Remove_LiveRun_IsRefusedAndTheOthersGo()
    {
        _session.Invoke("$null = Start-MdfRun -RunId live").Clean();

        ScriptResult result = _session.Invoke("Remove-MdfRun live, b");

        Assert.Equal("RunIsLive", Assert.Single(result.Errors).Id());
        _session.Invoke("$null = Stop-MdfRun").Clean();
        Assert.Equal("run_a x1 x2 live", Runs("metrics"));
    }

    [Fact]
    public void Remove_CrashedRun_TakesItsJournal()
    {
        KilledPipeline.Run(_session.Store, "crashed", endless: true, from: "started", TimeSpan.FromMilliseconds(100));

        _session.Invoke("Get-MdfRun -Status abandoned | Remove-MdfRun").Clean();

        Assert.Empty(_session.Invoke("Get-MdfRun -Status abandoned").Clean().Output);
        Assert.Empty(Directory.GetDirectories(Path.Combine(_session.Store, "_journal")));
    }

    private string Runs(string store) =>
        string.Join(' ', _session.Invoke("param($store) Get-MdfRun -Path $store | % run_id", store).Clean().Texts());
}
