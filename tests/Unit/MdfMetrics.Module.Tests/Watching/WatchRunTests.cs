using System.Management.Automation;
using MdfMetrics.Module.Tests.Harness;

namespace MdfMetrics.Module.Tests.Watching;

/// <summary>Watch-MdfRun in one runspace, while the run goes on in another.</summary>
public sealed class WatchRunTests : IDisposable
{
    private static readonly TimeSpan s_patience = TimeSpan.FromMinutes(1);

    private readonly ModuleSession _running = Scripts.Open();
    private readonly ModuleSession _watching = Scripts.Open();

    public void Dispose()
    {
        _running.Dispose();
        _watching.Dispose();
    }

    [Fact]
    public void Watch_RunToItsEnd_GivesAnObjectForEachChange()
    {
        _running.Invoke("$null = Start-MdfRun -RunId live -PipelineName sales").Clean();
        using var changes = new PSDataCollection<PSObject>();
        using PowerShell shell = _watching.Start("Watch-MdfRun -Path $args[0] -Interval 0.1", _running.Store);
        IAsyncResult watch = shell.BeginInvoke<PSObject, PSObject>(null, changes);
        Await(changes, "run_found");
        _running.Invoke("Enter-MdfStage clean; 1..10 | Measure-MdfOperator keep { if ($_ -le 5) { $_ } }").Clean();
        Await(changes, "operator_started");
        _running.Invoke("Exit-MdfStage; $null = Stop-MdfRun").Clean();
        shell.EndInvoke(watch);

        Assert.Empty(shell.Streams.Error);
        Assert.Equal(
            ["run_found", "stage_started", "operator_started", "run_ended"],
            Texts(changes, "change").Where(change => change is not ("worker_joined" or "stage_ended")));
        Assert.Equal("clean/keep", Value(changes, "operator_started", "name"));
        PSObject end = changes[^1];
        Assert.Equal(
            ["live", "sales", "completed", "10", "5"],
            ((string[])["run_id", "pipeline_name", "status", "total_input_records", "total_output_records"])
                .Select(name => Text(end, name)));
    }

    [Fact]
    public void Watch_RunThatHasEnded_GivesItsEndAtOnce()
    {
        _running.Invoke("Start-MdfRun -RunId done { }; try { Start-MdfRun -RunId bad { throw 'boom' } } catch { }");

        ScriptResult result = _running.Invoke("Watch-MdfRun done, BAD | Show change, run_id, status, error").Clean();

        Assert.Equal(
            ["run_ended bad failed boom", "run_ended done completed "],
            result.Values.Cast<string>().Order(StringComparer.Ordinal));
    }

    [Fact]
    public void Watch_NoSuchRun_IsAnError()
    {
        _running.Invoke("Start-MdfRun -RunId done { }").Clean();

        ErrorRecord error = Assert.Single(_running.Invoke("Watch-MdfRun other").Errors);

        Assert.StartsWith("RunNotFound,", error.FullyQualifiedErrorId, StringComparison.Ordinal);
        Assert.Equal("other", error.TargetObject);
    }

    [Fact]
    public void Watch_NoLiveRun_Warns()
    {
        _running.Invoke("Start-MdfRun -RunId done { }").Clean();

        ScriptResult result = _running.Invoke("Watch-MdfRun");

        Assert.Empty(result.Output);
        Assert.Contains("No run is live", Assert.Single(result.Warnings), StringComparison.Ordinal);
    }

    [Fact]
    public void Watch_NoSuchStore_IsAnError()
    {
        ErrorRecord error = Assert.Single(_running.Invoke("Watch-MdfRun -All -Path ./nowhere").Errors);

        Assert.StartsWith("StoreNotFound,", error.FullyQualifiedErrorId, StringComparison.Ordinal);
    }

    [Fact]
    public void Watch_RunsFromThePipeline_AreLookedForInTheirStore()
    {
        _running.Invoke("$null = Start-MdfRun -RunId live").Clean();
        using PowerShell shell = _watching.Start(
            "Get-MdfRun -Status running -Path $args[0] | Watch-MdfRun | Select-Object -First 1",
            _running.Store);

        PSObject change = Assert.Single(shell.Invoke());

        Assert.Equal(("live", "run_found"), (Text(change, "run_id"), Text(change, "change")));
    }

    [Fact]
    public void Watch_NothingFromThePipeline_WatchesNothing()
    {
        _running.Invoke("$null = Start-MdfRun -RunId live").Clean();

        Assert.Empty(_running.Invoke("Get-MdfRun | Watch-MdfRun").Clean().Output);
    }

    [Fact]
    public void Watch_All_GoesOnWithRunsToComeUntilItIsStopped()
    {
        _running.Invoke("Start-MdfRun -RunId first { }").Clean();
        using var changes = new PSDataCollection<PSObject>();
        using PowerShell shell = _watching.Start("Watch-MdfRun -All -Path $args[0] -Interval 0.1", _running.Store);
        IAsyncResult watch = shell.BeginInvoke<PSObject, PSObject>(null, changes);
        foreach (string id in (string[])["second", "third"])
        {
            _running.Invoke("$null = Start-MdfRun -RunId $args[0]", id).Clean();
            Eventually.Holds(() => Has(changes, id, "run_found"), s_patience, $"{id} is found");
            _running.Invoke("$null = Stop-MdfRun").Clean();
            Eventually.Holds(() => Has(changes, id, "run_ended"), s_patience, $"{id} has ended");
        }

        shell.Stop();

        Assert.Throws<PipelineStoppedException>(() => shell.EndInvoke(watch));
        Assert.DoesNotContain("first", Texts(changes, "run_id"));
    }

    [Fact]
    public void Clean_HostileName_HasNothingThatActsOnATerminal() => Assert.Equal(
        "a\uFFFD[31mb\uFFFD \uFFFD数据 é",
        _watching.Invoke("""[MdfMetrics.Cmdlets.Views.Cells]::Clean("a`e[31mb`a`n`u{202e}数据 é")""")
            .Clean().Single.BaseObject);

    private static void Await(PSDataCollection<PSObject> changes, string change) =>
        Eventually.Holds(() => Texts(changes, "change").Contains(change), s_patience, change);

    private static bool Has(PSDataCollection<PSObject> changes, string runId, string change) => changes.ToArray()
        .Any(item => Text(item, "run_id") == runId && Text(item, "change") == change);

    private static string?[] Texts(PSDataCollection<PSObject> changes, string name) =>
        [.. changes.ToArray().Select(change => Text(change, name))];

    private static string? Value(PSDataCollection<PSObject> changes, string change, string name) =>
        Text(changes.First(item => Text(item, "change") == change), name);

    private static string? Text(PSObject item, string name) => item.Properties[name].Value?.ToString();
}
