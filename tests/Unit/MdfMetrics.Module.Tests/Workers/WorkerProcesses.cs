using MdfMetrics.Module.Tests.Harness;
using MdfMetrics.Module.Tests.Host;

namespace MdfMetrics.Module.Tests.Workers;

/// <summary>
/// A run of sixteen processes that has been stopped: each did an operator, and was at work on another when some were
/// killed; of the others some left the run, and some just ended.
/// </summary>
public sealed class WorkerProcesses : IDisposable
{
    private const string Worker = """
        param($Store, $Id)
        $null = Connect-MdfRun r -Path $Store -WorkerId $Id
        Enter-MdfStage s
        1..100 | Measure-MdfOperator done { $_ } | Out-Null
        [Console]::WriteLine('done')
        1..100000 | Measure-MdfOperator open { if ($Id -like 'killed*') { Start-Sleep -Milliseconds 50 } elseif ($_ -le 50) { $_ } } | Out-Null
        Exit-MdfStage
        if ($Id -notlike 'exits*') { Disconnect-MdfRun }
        """;

    private readonly ModuleSession _session = Scripts.Open();

    public WorkerProcesses()
    {
        _session.Invoke("$null = Start-MdfRun -RunId r -Path ./metrics").Clean();
        Ids = [.. Enumerable.Range(0, 16).Select(n => (n % 4) switch
        {
            0 => $"killed{n}",
            1 => $"exits{n}",
            _ => $"leaves{n}",
        })];
        Killed = [.. Ids.Where(id => id.StartsWith("killed", StringComparison.Ordinal))];
        MdfProcess[] processes = [.. Ids.Select(id => new MdfProcess(Worker, "-Store", _session.Store, "-Id", id))];
        foreach ((MdfProcess process, string id) in processes.Zip(Ids))
        {
            Assert.Equal("done", process.ReadLine());
            if (Killed.Contains(id))
            {
                process.Kill();
            }
        }

        ScriptResult stopped = _session.Invoke(
            "param($ids) $m = Stop-MdfRun -ExpectedWorker $ids -WaitTimeout 300; $m.status",
            (object)Ids);
        processes.ToList().ForEach(process => process.Dispose());
        Status = $"{stopped.Single}";
        Warnings = stopped.Warnings;
        Rows = [.. Texts("$m | Get-MdfOperatorMetric | Show operator_name, worker_id, input_records")];
    }

    public string[] Ids { get; }

    public string[] Killed { get; }

    public string Store => _session.Store;

    public string Status { get; }

    public IReadOnlyList<string> Warnings { get; }

    /// <summary>The run's rows as operator, worker, input.</summary>
    public string[] Rows { get; }

    /// <summary>What a script puts out that has the run in $m.</summary>
    public IEnumerable<string> Texts(string script) => _session.Invoke(script).Clean().Texts();

    public void Dispose() => _session.Dispose();
}
