using System.Management.Automation;
using MdfMetrics.Module.Tests.Harness;

namespace MdfMetrics.Module.Tests.Recording;

/// <summary>
/// The streams of measured blocks, where they are counted, or where ForEach-Object is no example: what it has in common
/// with Measure-MdfOperator is in ForEachSnippets.ps1.
/// </summary>
public sealed class MeasureStreamTests : IDisposable
{
    private const string Native = "/bin/sh -c 'echo warn >&2; echo out'";
    private const string Rows = "Exit-MdfStage; Stop-MdfRun | Get-MdfOperatorMetric | Show output_records, error_count";

    private readonly ModuleSession _session = Scripts.Record();

    public void Dispose() => _session.Dispose();

    [Theory]
    [InlineData("op { Get-Item ./nope; Write-Error bad; $_ }", "1 2")]
    [InlineData("op { Get-Item ./nope | Out-Null; $_ }", "1 1")]
    [InlineData("op { Get-Item ./nope 2>&1; $_ }", "2 0")]
    [InlineData("op { Get-Item ./nope 2>$null; $_ }", "1 0")]
    [InlineData("op { 1 | ForEach-Object { Get-Item ./nope }; $_ }", "1 1")]
    [InlineData("op -Pipeline { ForEach-Object { Get-Item ./nope; $_ } | Sort-Object }", "1 1")]
    [InlineData("op { try { Get-Item ./nope -ErrorAction Stop } catch { $_ } }", "1 0")]
    public void Errors_OfABlock_AreCountedWhereTheyAreWritten(string operation, string counted)
    {
        _session.Invoke($"$null = 1 | Measure-MdfOperator {operation} 2>$null");

        Assert.Equal([counted], _session.Invoke(Rows).Clean().Texts());
    }

    [UnixFact]
    public void NativeStandardError_IsNeverCounted()
    {
        _session.Invoke($"$null = 1 | Measure-MdfOperator op {{ {Native} }}");

        Assert.Equal(["1 0"], _session.Invoke(Rows).Clean().Texts());
    }

    [UnixFact]
    public void MergedErrors_AreAmongTheOutput()
    {
        ScriptResult result = _session.Invoke(
            $"$all = 1 | Measure-MdfOperator op {{ Get-Item ./nope; {Native} }} 2>&1; "
                + "$all | % { \"$($_.GetType().Name) $($_.InvocationInfo.MyCommand.Name)\" } | Sort-Object");

        Assert.Equal(["ErrorRecord Get-Item", "ErrorRecord sh", "String "], result.Clean().Texts());
    }

    [Fact]
    public void ErrorAction_GovernsTheErrorsOfTheBlock_WhichKeepTheirOrigin()
    {
        const string Block = "1..2 | Measure-MdfOperator op { Get-Item ./nope; $_ } -ErrorVariable v";

        ScriptResult silent =
            _session.Invoke($"{Block} -ErrorAction SilentlyContinue; \"$($v.InvocationInfo.MyCommand)\"");
        Assert.Equal(["1", "2", "Get-Item Get-Item"], silent.Clean().Texts());
        Assert.Equal(["1", "2", "0"], _session.Invoke($"{Block} -ErrorAction Ignore; $v.Count").Clean().Texts());
        ErrorRecord error = _session.Failure($"{Block} -ErrorAction Stop");
        Assert.Equal("PathNotFound,Microsoft.PowerShell.Commands.GetItemCommand", error.FullyQualifiedErrorId);
    }

    [Fact]
    public void Skip_TerminatingErrorOfACommand_KeepsItsOrigin()
    {
        ScriptResult result = _session.Invoke(
            "1..2 | Measure-MdfOperator op { if ($_ -eq 1) { Get-Item ./nope -ErrorAction Stop }; $_ } -OnError Skip");

        Assert.Equal(["2"], result.Texts());
        Assert.Equal("Get-Item", Assert.Single(result.Errors).InvocationInfo.MyCommand.Name);
    }

    /// <summary>Only a process of its own has a standard error to write to.</summary>
    [UnixFact]
    public void NativeStandardError_OfAConsole_IsThatOfTheProcess()
    {
        string command = $"Import-Module '{RepositoryRoot.ManifestPath}'; $null = Start-MdfRun; Enter-MdfStage s; "
            + $"1 | Measure-MdfOperator op {{ {Native} }}; $null = Stop-MdfRun 3>$null";
        (int exitCode, string output) = NativeProgram.Run(
            _session.Folder, BuildOutput.Pwsh, "-NoProfile", "-Command", command);

        Assert.Equal((0, "out\nwarn\n"), (exitCode, output));
    }
}
