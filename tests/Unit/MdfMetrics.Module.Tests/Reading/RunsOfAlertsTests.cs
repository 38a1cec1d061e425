using System.Management.Automation;
using MdfMetrics.Module.Tests.Harness;

namespace MdfMetrics.Module.Tests.Reading;

/// <summary>Alerts and changes of runs, piped to the cmdlets that explain the run.</summary>
public sealed class RunsOfAlertsTests : IDisposable
{
    private const string Alerts = "$alerts = Test-MdfAlert -Path other -Rule @{ operator = '*'; condition = 'pass_rate < 90' }";

    private readonly ModuleSession _session = Scripts.Open();

    public RunsOfAlertsTests() => _session.Invoke("""
        foreach ($id in 'good', 'bad') {
            Start-MdfRun -RunId $id -Path other {
                Enter-MdfStage s { $null = 1..10 | Measure-MdfOperator op { if ($_ -le 5 -or $id -eq 'good') { $_ } } }
            }
        }
        """).Clean();

    public void Dispose() => _session.Dispose();

    [Theory]
    [InlineData("$alerts | Export-MdfReport -Path r.html", "r.html")]
    [InlineData("Export-MdfReport $alerts r.html", "r.html")]
    [InlineData("Export-MdfReport good r.html -LiteralPath other -Reference $alerts[0]", "r.html")]
    [InlineData("$alerts | ConvertTo-CliXml | ConvertFrom-CliXml | Export-MdfReport -Path r.html", "r.html")]
    [InlineData("$alerts | Export-MdfTrace -Path t.json", "t.json")]
    [InlineData("Watch-MdfRun bad -Path other | Where-Object change -eq run_ended | Export-MdfTrace -Path t.json", "t.json")]
    [InlineData("Watch-MdfRun bad -Path other | Export-MdfReport -Path r.html", "r.html")]
    public void Export_AlertOrChange_IsOfItsRun(string script, string file)
    {
        _session.Invoke($"{Alerts}; {script}").Clean();

        Assert.Contains("bad", File.ReadAllText(Path.Combine(_session.Folder, file)), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("$alerts | Compare-MdfRun good")]
    [InlineData("$alerts | Compare-MdfRun -Last 10")]
    [InlineData("Compare-MdfRun -Last 10 $alerts[0]")]
    [InlineData("Compare-MdfRun good $alerts[0] -Path other")]
    [InlineData("$alerts | ConvertTo-CliXml | ConvertFrom-CliXml | Compare-MdfRun -Last 10")]
    [InlineData("Watch-MdfRun bad -Path other | Where-Object change -eq run_ended | Compare-MdfRun -Last 10")]
    public void Compare_AlertOrChange_IsOfItsRun(string script) => Assert.Equal(
        ["bad"],
        _session.Invoke($"{Alerts}; {script} | ForEach-Object run_id | Sort-Object -Unique").Clean().Texts());

    [Fact]
    public void Watch_ReferenceIsAnAlert_IsItsRun() => Assert.Equal(
        ["bad"],
        _session.Invoke($"{Alerts}; (Watch-MdfRun bad -Path other -Reference $alerts[0]).run_id").Clean().Texts());

    [Theory]
    [InlineData("Export-MdfReport -Path r.html")]
    [InlineData("Export-MdfTrace -Path t.json")]
    [InlineData("Compare-MdfRun -Last 10")]
    public void Alert_ThatThereIsNoRun_IsOneErrorAndTheOthersGoOn(string command)
    {
        ScriptResult result = _session.Invoke(
            $"{Alerts}; (Test-MdfAlert -Path none -Rule 'no run in 26h'), $alerts[0] | {command}");

        ErrorRecord error = Assert.Single(result.Errors);
        Assert.Equal("RunNotFound", error.Id());
        Assert.Contains("alert", error.ToString(), StringComparison.Ordinal);
        Assert.True(result.Output.Count > 0 || Directory.GetFiles(_session.Folder).Length == 1);
    }

    [Fact]
    public void Alert_OfARunThatIsGone_IsNotFoundInItsStore()
    {
        ScriptResult result = _session.Invoke(
            $"{Alerts}; Remove-MdfRun bad -Path other; $alerts | Export-MdfReport -Path r.html");

        ErrorRecord error = Assert.Single(result.Errors);
        Assert.Equal("RunNotFound", error.Id());
        Assert.Contains(Path.Combine(_session.Folder, "other"), error.ToString(), StringComparison.Ordinal);
    }
}
