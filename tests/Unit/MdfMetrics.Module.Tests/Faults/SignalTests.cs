using System.Globalization;
using MdfMetrics.Module.Tests.Harness;
using MdfMetrics.Module.Tests.Host;

namespace MdfMetrics.Module.Tests.Faults;

/// <summary>Signals end the run as failed and written, and leave the exit code what it is without a run.</summary>
public sealed class SignalTests
{
    private const string Work =
        "1..5 | Measure-MdfOperator done { $_ } | Out-Null; "
        + "1..6000 | Measure-MdfOperator open { if ($_ -eq 3) { [Console]::WriteLine('ready') }; Start-Sleep "
        + "-Milliseconds 10 }";

    private const string Block = $"Start-MdfRun -RunId r {{ Enter-MdfStage s {{ {Work} }} }}";
    private const string Pair = $"$null = Start-MdfRun -RunId r; Enter-MdfStage s; {Work}";

    [SignalTheory]
    [InlineData(Block, 15, 143)]
    [InlineData(Pair, 15, 143)]
    [InlineData(Block, 2, 130)]
    [InlineData(Pair, 2, 130)]
    public void Signal_PipelineAtWork_WritesTheRunAsFailed(string script, int signal, int exitCode)
    {


        using var process = new MdfProcess(script);
        Assert.Equal("ready", process.ReadLine());
        process.Signal(signal);
        Assert.Equal(exitCode, process.Finish().ExitCode);

        using ModuleSession session = Scripts.Open();
        string store = Path.Combine(process.Folder.Path, "metrics");
        Assert.Equal(
            ["failed True s 1"],
            session.Invoke("param($store) Get-MdfRun -Path $store | % { \"$($_.status) $([bool]$_.error) \" +"
                + " ($_ | Get-MdfStageMetric | % { \"$($_.stage_name) $($_.num_workers)\" }) }", store).Clean().Texts());
        string[] rows = [.. session.Invoke(
            "param($store) Get-MdfOperatorMetric r -Path $store | Show operator_name, input_records", store).Clean().Texts()];
        Assert.Equal("done 5", rows[0]);
        Assert.InRange(int.Parse(rows[1]["open ".Length..], CultureInfo.InvariantCulture), 3, 6000);
        Assert.Empty(Directory.GetDirectories(Path.Combine(store, "_journal")));
        Assert.Equal(1, DuckDbFiles.Read(store));
    }
}
