using System.Management.Automation;
using MdfMetrics.Module.Tests.Harness;

namespace MdfMetrics.Module.Tests;

/// <summary>What the harness itself can rely on.</summary>
public sealed class EngineTests
{
    [Fact]
    public void Open_PlainTestProcess_IsTheRealEngine()
    {
        using var session = new ModuleSession(import: false);

        object?[] values = [.. session.Invoke("$PSVersionTable.PSEdition; $PSHOME; $PWD.Path").Clean().Values];

        Assert.Equal("Core", values[0]);
        Assert.Equal(Path.GetDirectoryName(typeof(PSObject).Assembly.Location), values[1]);
        Assert.Equal(session.Folder, values[2]);
    }

    [Fact]
    public void Invoke_OutputErrorsAndWarnings_AreKeptApart()
    {
        using var session = new ModuleSession(import: false);

        ScriptResult result = session.Invoke(
            """
            param($a, $b)
            $a + $b
            Import-Module NoSuchModule
            """,
            1,
            2);

        Assert.Equal([3], result.Values);
        Assert.Equal(
            "Modules_ModuleNotFound,Microsoft.PowerShell.Commands.ImportModuleCommand",
            Assert.Single(result.Errors).FullyQualifiedErrorId);
        Assert.Empty(result.Warnings);
    }

    [Fact]
    public void Failure_Throw_IsTheErrorRecord()
    {
        using var session = new ModuleSession(import: false);

        Assert.Equal("stop here", session.Failure("param($text) throw $text", "stop here").Exception.Message);
        Assert.Equal("CommandNotFoundException", session.Failure("No-SuchCommand; 1").FullyQualifiedErrorId);
    }

    [Theory]
    [InlineData("ForEach-Object", true)]
    [InlineData("Where-Object", true)]
    [InlineData("Start-Job", true)]
    [InlineData("Out-Default", true)]
    [InlineData("Write-Output", false)]
    [InlineData("Sort-Object", false)]
    [InlineData("Get-Content", false)]
    [InlineData("Set-Location", false)]
    public void Invoke_Command_IsThereOnlyIfOfCore(string name, bool exists)
    {
        using var session = new ModuleSession(import: false);

        PSObject found = session
            .Invoke("param($name) [bool]$ExecutionContext.InvokeCommand.GetCommand($name, 'All')", name)
            .Clean()
            .Single;

        Assert.Equal(exists, found.BaseObject);
    }

    [Fact]
    public void Dispose_Folder_IsGone()
    {
        string folder;
        using (var session = new ModuleSession(import: false))
        {
            folder = session.Folder;
            Assert.True(Directory.Exists(folder));
        }

        Assert.False(Directory.Exists(folder));
    }
}
