using MdfMetrics.Module.Tests.Harness;

namespace MdfMetrics.Module.Tests.Keeping;

/// <summary>Restore-MdfRun: which runs it asks for.</summary>
public sealed class RestoreTests
{
    [Fact]
    public void Restore_RunThatIsNamedMoreThanOnce_IsAskedForOnce()
    {
        using ModuleSession session = Scripts.Record();

        ScriptResult result = session.Invoke("""
            Copy-Item metrics crashed -Recurse
            'r', 'run_R', 'r*' | Restore-MdfRun -Path crashed -Force -Verbose 4>&1 | ForEach-Object { "$_" } |
                Where-Object { $_ -like '*Restore the run*' }
            (Get-MdfRun -Path crashed).status
            """).Clean();

        Assert.Equal(2, result.Output.Count);
        Assert.Contains("Restore the run 'r'", result.Texts().First(), StringComparison.Ordinal);
        Assert.Equal("abandoned", result.Texts().Last());
    }

    [Fact]
    public void Restore_IdInAStoreThatIsNotThereYet_IsAnError()
    {
        using ModuleSession session = Scripts.Open();

        Assert.Equal("StoreNotFound", Assert.Single(session.Invoke("Restore-MdfRun r").Errors).Id());
    }

    [Theory]
    [InlineData("Restore-MdfRun -All -Path none")]
    [InlineData("Restore-MdfRun r* -Path none")]
    [InlineData("Restore-MdfRun -All -LiteralPath none")]
    [InlineData("Restore-MdfRun r -Path none")]
    [InlineData("$null = Restore-MdfRun -All -Path none, metrics -Force")]
    public void Restore_StoreThatIsNotThere_IsAnError(string script)
    {
        using ModuleSession session = Scripts.Record();

        ScriptResult result = session.Invoke(script);

        Assert.Empty(result.Output);
        Assert.Equal("StoreNotFound", Assert.Single(result.Errors).Id());
    }
}
