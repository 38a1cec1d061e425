using System.Management.Automation;
using MdfMetrics.Module.Tests.Harness;

namespace MdfMetrics.Module.Tests.Workers;

/// <summary>Connect-, Disconnect- and Stop-MdfRun between two sessions, which stand for two processes.</summary>
public sealed class ConnectTests : IDisposable
{
    private static readonly TimeSpan s_patience = TimeSpan.FromMinutes(1);

    private readonly ModuleSession _starter = Scripts.Open();
    private readonly ModuleSession _worker = Scripts.Open();

    public ConnectTests() => _starter.Invoke("$run = Start-MdfRun -RunId r -Path ./metrics").Clean();

    public void Dispose()
    {
        _worker.Dispose();
        _starter.Dispose();
    }

    [Fact]
    public void Connect_RunOfAnotherSession_IsCurrentAndCounted()
    {
        PSObject handle = Join("-WorkerId w").Single;
        Assert.Equal(("r", "running", _starter.Store), ($"{handle.Properties["run_id"].Value}", $"{handle.Properties["status"].Value}", $"{handle.Properties["store"].Value}"));
        _worker.Invoke(
            "Enter-MdfStage s; $null = 1..7 | Measure-MdfOperator o { $_ }; Exit-MdfStage; Disconnect-MdfRun").Clean();

        Assert.Equal(["s o w 7"], _starter.Invoke($"Stop-MdfRun | {Rows}").Clean().Texts());
        Assert.Equal("NoCurrentRun", _worker.Refusal("Get-MdfRun -Current").Id());
    }

    [Theory]
    [InlineData("$args[0]")]
    [InlineData("$args[0] | ConvertTo-CliXml | ConvertFrom-CliXml")]
    public void Connect_HandleFromThePipeline_BringsIdAndStore(string handle)
    {
        PSObject run = _starter.Invoke("$run").Single;

        Assert.Equal("r", $"{_worker.Invoke($"{handle} | Connect-MdfRun", run).Clean().Single}");
        _worker.Invoke("Disconnect-MdfRun").Clean();
    }

    [Fact]
    public void Connect_RunspaceIsClosed_LeavesTheRun()
    {
        using (ModuleSession thread = Scripts.Open())
        {
            thread.Invoke(
                "param($store) $null = Connect-MdfRun r -Path $store -WorkerId w; Enter-MdfStage s; $null = 1..3 | "
                    + "Measure-MdfOperator o { $_ }",
                _starter.Store).Clean();
        }

        Assert.Equal(["s o w 3"], _starter.Invoke($"Stop-MdfRun | {Rows}").Clean().Texts());
    }

    [Fact]
    public void Connect_DisabledRun_RecordsNothingAndPassesDataOn()
    {
        _starter.Invoke(
            "$off = Start-MdfRun -Configuration @{ executor = @{ metrics = @{ enabled = $false } } }").Clean();
        PSObject off = _starter.Invoke("$off").Single;

        Assert.Equal(
            ["False", "2", "4"],
            _worker.Invoke(
                "($args[0] | Connect-MdfRun).enabled; Enter-MdfStage s; 1, 2 | Measure-MdfOperator o { 2 * $_ }; "
                    + "Disconnect-MdfRun",
                off).Clean().Texts());
    }

    [Theory]
    [InlineData("Connect-MdfRun unknown -Path $args[0]", "RunNotFound")]
    [InlineData("Connect-MdfRun r -Path ./none", "StoreNotFound")]
    [InlineData("Connect-MdfRun ../r -Path $args[0]", "InvalidRunId")]
    [InlineData(
        "$null = Connect-MdfRun r -Path $args[0]; try { Stop-MdfRun } finally { Disconnect-MdfRun }",
        "RunIsJoined")]
    [InlineData("$null = Start-MdfRun; try { Disconnect-MdfRun } finally { $null = Stop-MdfRun }", "RunNotJoined")]
    [InlineData("Disconnect-MdfRun", "NoCurrentRun")]
    [InlineData("$j = Connect-MdfRun r -Path $args[0]; Disconnect-MdfRun; Disconnect-MdfRun -Run $j", "RunStopped")]
    public void Refused_SaysWhy(string script, string id) =>
        Assert.Equal(id, _worker.Refusal(script, _starter.Store).Id());

    [Fact]
    public void Disconnect_OneOfSeveralPipedHasBeenLeft_LeavesTheOthers()
    {
        _starter.Invoke("$null = Start-MdfRun -RunId r2 -Path ./metrics").Clean();

        ScriptResult result = _worker.Invoke(
            """
            $left = Connect-MdfRun r -Path $args[0]
            Disconnect-MdfRun $left
            $left, (Connect-MdfRun r2 -Path $args[0]) | Disconnect-MdfRun
            """,
            _starter.Store);

        Assert.Equal("RunStopped", Assert.Single(result.Errors).Id());
        Assert.Equal("NoCurrentRun", _worker.Refusal("Disconnect-MdfRun").Id());
    }

    [Fact]
    public void Connect_StoppedRun_IsRefused()
    {
        _starter.Invoke("$null = Stop-MdfRun").Clean();

        Assert.Equal("RunStopped", _worker.Refusal("Connect-MdfRun r -Path $args[0]", _starter.Store).Id());
    }

    [Theory]
    [InlineData("Enter-MdfStage x -Run $h")]
    [InlineData("Exit-MdfStage -Run $h")]
    [InlineData("1 | Measure-MdfOperator o { $_ } -Run $h")]
    [InlineData("Add-MdfOperatorMetric o -Run $h")]
    [InlineData("Add-MdfStageMetric s -Run $h")]
    [InlineData("Stop-MdfRun -Run $h")]
    [InlineData("Disconnect-MdfRun -Run $h")]
    public void Run_HandleOfAnotherProcess_PointsToConnect(string use)
    {
        const string Handle = "$h = $run | ConvertTo-CliXml | ConvertFrom-CliXml; ";

        Assert.Contains("| Connect-MdfRun", _starter.Refusal(Handle + use).ToString(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("0")]
    [InlineData("(-1)")]
    [InlineData("1, 2")]
    [InlineData("'w', 2")]
    [InlineData("1.5")]
    public void ExpectedWorker_NeitherIdsNorANumber_IsRefused(string expected) =>
        Assert.Equal("InvalidName", _starter.Refusal($"Stop-MdfRun -ExpectedWorker {expected}").Id());

    [Theory]
    [InlineData("'8', 'w'", "8, w")]
    [InlineData("8", "8 more")]
    public void ExpectedWorker_ThatDoesNotCome_IsNamedAndTheRunIsWritten(string expected, string missing)
    {
        ScriptResult result = _starter.Invoke($"(Stop-MdfRun -ExpectedWorker {expected} -WaitTimeout 0.3).path");

        Assert.Contains($"without its workers {missing},", Assert.Single(result.Warnings), StringComparison.Ordinal);
        Assert.True(File.Exists($"{result.Single}"));
    }

    [Fact]
    public void Start_BlockFormWithExpectedWorkers_WaitsForThem()
    {
        const string Script =
            "Start-MdfRun -RunId block -Path ./metrics -ExpectedWorker late -WaitTimeout 60 -PassThru { 'in' } "
            + "| ForEach-Object { if ($_ -is [string]) { $_ } else { $_.total_input_records } }";
        using PowerShell starting = _starter.Start(Script);
        var output = new PSDataCollection<PSObject>();
        IAsyncResult running = starting.BeginInvoke<PSObject, PSObject>(null, output);
        string claim = Path.Combine(_starter.Store, "_journal", "run_block", "run.json");
        Eventually.Holds(() => File.Exists(claim), s_patience, "the start of the run");
        _worker.Invoke(
            "param($store) $null = Connect-MdfRun block -Path $store -WorkerId late; Enter-MdfStage s; "
                + "$null = 1..5 | Measure-MdfOperator o { $_ }; Disconnect-MdfRun",
            _starter.Store).Clean();

        starting.EndInvoke(running);
        Assert.Equal(["in", "5"], output.Select(item => $"{item}"));
        Assert.Empty(starting.Streams.Warning);
    }

    [Fact]
    public void Stop_InterruptedWhileItWaits_LeavesTheRunGoing()
    {
        Join("-WorkerId slow");
        using PowerShell stopping = _starter.Start("Stop-MdfRun -WaitTimeout 600");
        IAsyncResult running = stopping.BeginInvoke();
        Eventually.Holds(() => stopping.Streams.Progress.Count > 0, s_patience, "the waiting for workers");
        stopping.Stop();

        Assert.ThrowsAny<PipelineStoppedException>(() => stopping.EndInvoke(running));
        Assert.Equal("running", $"{_starter.Invoke("(Get-MdfRun -Current).status").Single}");
        _worker.Invoke("Disconnect-MdfRun").Clean();
        _starter.Invoke("$null = Stop-MdfRun").Clean();
    }

    /// <summary>Its end stands in the journal twice more, cut off.</summary>
    [Theory]
    [InlineData("Start-MdfRun -RunId b -Path ./metrics { $join.Invoke() }")]
    [InlineData("$null = Start-MdfRun -RunId b -Path ./metrics; $join.Invoke(); $null = Stop-MdfRun")]
    public void Stop_DamagedWorkerJournalAndErrorActionStop_CompletesTheRunBeforeItTells(string run)
    {
        ErrorRecord error = _starter.Refusal(
            $"$join = $args[0]; $ErrorActionPreference = 'Stop'; {run}",
            (Action)JoinWithADamagedJournal);

        Assert.Equal("FileCorrupt", error.Id());
        Assert.Equal(
            ["completed", "s o w 3"],
            _starter.Invoke($"Get-MdfRun b | ForEach-Object status; Get-MdfRun b | {Rows}").Clean().Texts());
    }

    [Fact]
    public void Stop_DamagedWorkerJournal_TellsOfEachLine()
    {
        ScriptResult result = _starter.Invoke(
            "$null = Start-MdfRun -RunId b -Path ./metrics; $args[0].Invoke(); (Stop-MdfRun).status",
            (Action)JoinWithADamagedJournal);

        Assert.Equal(["completed"], result.Texts());
        Assert.Equal(["FileCorrupt", "FileCorrupt"], result.Errors.Select(error => error.Id()));
    }

    [Fact]
    public void Complete_RunId_OffersRunsThatTakeWorkers()
    {
        const string Text = "Connect-MdfRun -Path ./metrics -RunId ";

        Assert.Contains("r", CommandCompletion(Text));
        _starter.Invoke("$null = Stop-MdfRun").Clean();
        Assert.DoesNotContain("r", CommandCompletion(Text));
    }

    private const string Rows = "Get-MdfOperatorMetric | Show stage_name, operator_name, worker_id, input_records";

    private ScriptResult Join(string parameters) =>
        _worker.Invoke($"param($store) Connect-MdfRun r -Path $store {parameters}", _starter.Store).Clean();

    private void JoinWithADamagedJournal()
    {
        _worker.Invoke(
            """
            $null = Connect-MdfRun b -Path $args[0] -WorkerId w
            Enter-MdfStage s
            $null = 1..3 | Measure-MdfOperator o { $_ }
            Disconnect-MdfRun
            """,
            _starter.Store).Clean();
        string journal = Assert.Single(
            Directory.GetFiles(Path.Combine(_starter.Store, "_journal", "run_b"), "*.ndjson"),
            path => File.ReadAllText(path).Contains("worker_stopped", StringComparison.Ordinal));
        string end = File.ReadLines(journal).Last();
        File.AppendAllText(journal, $"{end[..^9]}\n{end[..^5]}\n");
    }

    private IEnumerable<string> CommandCompletion(string text) => _starter.Invoke(
        "param($text) [System.Management.Automation.CommandCompletion]::CompleteInput($text, $text.Length, "
            + "$null).CompletionMatches"
            + " | ForEach-Object CompletionText",
        text).Texts();
}
