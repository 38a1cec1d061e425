using System.Globalization;
using MdfMetrics.Module.Tests.Faults;
using MdfMetrics.Module.Tests.Harness;
using MdfMetrics.Module.Tests.Host;

namespace MdfMetrics.Module.Tests.Workers;

/// <summary>
/// Sixteen processes in one run, some of them killed: what was done counts once, and who is missing is named.
/// </summary>
public sealed class ProcessTests
{
    private const int Workers = 16;

    private const string Worker = """
        param($Store, $Id)
        $null = Connect-MdfRun r -Path $Store -WorkerId $Id
        Enter-MdfStage s
        1..100 | Measure-MdfOperator done { $_ } | Out-Null
        [Console]::WriteLine('done')
        1..100000 | Measure-MdfOperator open { if ($Id -like 'killed*') { [System.Threading.Thread]::Sleep(50) } elseif ($_ -le 50) { $_ } } | Out-Null
        Exit-MdfStage
        if ($Id -notlike 'exits*') { Disconnect-MdfRun }
        """;

    [Fact]
    public void Processes_SomeKilled_EveryFinishedOperatorCountsOnce()
    {
        using ModuleSession session = Scripts.Open();
        session.Invoke("$null = Start-MdfRun -RunId r -Path ./metrics").Clean();
        string[] ids = [.. Enumerable.Range(0, Workers).Select(n => (n % 4) switch
        {
            0 => $"killed{n}",
            1 => $"exits{n}",
            _ => $"leaves{n}",
        })];
        string[] killed = [.. ids.Where(id => id.StartsWith("killed", StringComparison.Ordinal))];
        MdfProcess[] processes = [.. ids.Select(id => new MdfProcess(Worker, "-Store", session.Store, "-Id", id))];
        foreach ((MdfProcess process, string id) in processes.Zip(ids))
        {
            Assert.Equal("done", process.ReadLine());
            if (killed.Contains(id))
            {
                process.Kill();
            }
        }

        ScriptResult stopped = session.Invoke(
            "param($ids) $m = Stop-MdfRun -ExpectedWorker $ids -WaitTimeout 300; $m.status",
            (object)ids);
        processes.ToList().ForEach(process => process.Dispose());

        Assert.Equal("completed", $"{stopped.Single}");
        string warning = Assert.Single(stopped.Warnings);
        Assert.All(killed, id => Assert.Contains(id, warning, StringComparison.Ordinal));
        Assert.DoesNotContain("leaves", warning, StringComparison.Ordinal);
        string[] rows =
            [.. session.Invoke(
                "$m | Get-MdfOperatorMetric | Show operator_name, worker_id, input_records").Clean().Texts()];
        Assert.All(ids, id => Assert.Contains($"done {id} 100", rows));
        Assert.All(ids.Except(killed), id => Assert.Contains($"open {id} 100000", rows));
        Assert.Equal(
            Workers.ToString(CultureInfo.InvariantCulture),
            $"{session.Invoke("($m | Get-MdfStageMetric).num_workers").Single}");
        Assert.Empty(Directory.GetFileSystemEntries(Path.Combine(session.Store, "_journal")));
        Assert.Equal(1, DuckDbFiles.Read(session.Store));
    }
}
