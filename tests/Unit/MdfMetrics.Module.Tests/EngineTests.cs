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

    /// <summary>What a user's pwsh does, whichever module of it has the command.</summary>
    [Theory]
    [InlineData("3, 1, 2 | Sort-Object -Descending | Select-Object -First 2", "3 2")]
    [InlineData("(ConvertFrom-Json '{ \"a\": [1, 2] }').a | ConvertTo-Json -Compress", "[1,2]")]
    [InlineData("@{ a = 1 } | Export-Csv x.csv; (Import-Csv x.csv).a", "1")]
    [InlineData("Start-Job { 6 * 7 } | Receive-Job -Wait -AutoRemoveJob", "42")]
    [InlineData("1..3 | ForEach-Object -Parallel { $_ * 2 } | Sort-Object", "2 4 6")]
    [InlineData("([pscustomobject]@{ a = 1; b = 2 } | Format-Table b -HideTableHeaders | Out-String -Width 40).Trim()", "2")]
    [InlineData("(Get-Module).Name -contains 'Pester'", "False")]
    public void Invoke_Command_IsThatOfPwsh(string script, string expected)
    {
        using var session = new ModuleSession(import: false);

        Assert.Equal(expected, string.Join(' ', session.Invoke(script).Clean().Texts()));
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
