using System.Diagnostics;
using System.Security.Cryptography;
using System.Text;
using MdfMetrics.Module.Tests.Harness;

namespace MdfMetrics.Module.Tests.Workers;

/// <summary>
/// python/mdf_worker.py: what it writes is gathered; a worker is killed, comes too late, or is named oddly. Its pipeline
/// (tests/Python/pipeline.py) passes, of each 100 records, 90 on to Parse, of which 85 are parsed and 84 inserted.
/// </summary>
public sealed class PythonWorkerTests : IDisposable
{
    private static readonly string s_tests = Path.Combine(RepositoryRoot.Path, "tests", "Python");
    private static readonly TimeSpan s_patience = TimeSpan.FromMinutes(1);

    private readonly ModuleSession _session = Scripts.Open();

    public PythonWorkerTests() => _session.Invoke("$null = Start-MdfRun -RunId r -Path ./metrics").Clean();

    public void Dispose() => _session.Dispose();

    [PythonFact]
    public void Worker_ItsOwnTests_Pass()
    {
        using Process python = Run([], "-m", "unittest", "discover", "-s", s_tests);

        string told = Eventually.Ends(python.StandardError.ReadToEndAsync(), s_patience, "the tests");
        Assert.True(python.WaitForExit(s_patience));
        Assert.True(python.ExitCode == 0, told);
    }

    [PythonFact]
    public void Workers_ThatEnd_AreInEveryFigure()
    {
        Process[] workers = [Start("actor 0/é", 20), Start("actor_1", 30), Start("actor_1", 50)];
        Assert.All(workers, worker => Assert.Equal(("done", string.Empty), End(worker)));

        Assert.Equal(
            [
                "clean Parse actor 0/é  1800 1700 100 100",
                "clean Parse actor_1  7200 6800 400 400",
                "clean Read actor 0/é source 0 2000 0 0",
                "clean Read actor_1 source 0 8000 0 0",
                "clean UrlFilter actor 0/é  2000 1800 0 0",
                "clean UrlFilter actor_1  8000 7200 0 0",
                "embed Embed actor 0/é  1700 1700 0 0",
                "embed Embed actor_1  6800 6800 0 0",
                "load Insert actor 0/é sink 1700 1680 20 20",
                "load Insert actor_1 sink 6800 6720 80 80",
            ],
            Texts("""
                $run = Stop-MdfRun -ExpectedWorker 'actor 0/é', actor_1
                $run | Get-MdfOperatorMetric | Show stage_name, operator_name, worker_id, role, input_records, output_records, error_count, failed_records
                """));
        Assert.Equal(
            ["completed 10000 8400 84 600 3"],
            Texts("$run | Show status, total_input_records, total_output_records, overall_pass_rate, total_errors, num_stages"));
        Assert.Equal(["clean 2 10000 8500 85", "embed 2 8500 8500 100", "load 2 8500 8400 98.82"], Texts("""
            $run | Get-MdfStageMetric | % { "$($_.stage_name) $($_.num_workers) $($_.input_records) $($_.output_records) $([Math]::Round($_.pass_rate, 2))" }
            """));
        Assert.Empty(Directory.GetFileSystemEntries(Path.Combine(_session.Store, "_journal")));
    }

    [PythonFact]
    public void Workers_LatenciesThatAreKnown_HaveTheirPercentilesWhenMerged()
    {
        // 1 to 200 ms in the one, 201 to 400 ms in the other; and batches of 10, whose means are 1 to 40 ms.
        Process[] workers =
        [
            .. new[] { 1, 201 }.Select(first => Run(
                Environment($"from_{first}"),
                "-c",
                """
                import sys
                sys.path.insert(0, sys.argv[1])
                import mdf_worker as mdf
                first = int(sys.argv[2])
                for n in range(first, first + 200):
                    mdf.join().operator("Each", "s").add(n / 1000)
                for n in range(first, first + 200, 10):
                    mdf.join().operator("Batch", "s").add(n / 1000, inputs=10, outputs=9)
                """,
                Path.Combine(RepositoryRoot.Path, "python"),
                $"{first}")),
        ];
        Assert.All(workers, worker => Assert.Equal(string.Empty, End(worker).Errors));

        string[] rows = Texts("""
            Stop-MdfRun | Get-MdfOperatorMetric -Merge | % {
                $row = $_
                $ratios = @($row.p50_latency / 0.2; $row.p95_latency / 0.38; $row.p99_latency / 0.396; $row.max_latency / 0.4; $row.total_time / 80.2)
                if ($row.operator_name -eq 'Batch') {
                    # Of the means 0.1, 1.1, … 39.1 ms: the 20th, 38th and 40th of 40.
                    $ratios = @($row.p50_latency / 0.0191; $row.p95_latency / 0.0371; $row.p99_latency / 0.0391; $row.max_latency / 0.0391; $row.total_time / 7.84)
                }
                $exact = ($ratios | % { [Math]::Abs($_ - 1) -le 0.011 }) -notcontains $false
                "$($row.operator_name) $($row.latency_method) $($row.input_records) $($row.output_records) $exact"
            }
            """);

        Assert.Equal(["Batch batch_mean 400 360 True", "Each histogram 400 400 True"], rows);
    }

    [PythonFact]
    public void Worker_ThatIsKilled_CountsUpToItsLastHeartbeat()
    {
        _session.Invoke(
            "$null = Stop-MdfRun; $null = Start-MdfRun -RunId short -Path ./metrics -Configuration "
                + "@{ executor = @{ metrics = @{ checkpoint_interval = 0.05 } } }").Clean();
        using Process worker = Start("actor", 100_000_000, "short");
        string progress = Path.Combine(_session.Store, "_journal", "run_short", "actor.progress.json");
        Eventually.Holds(
            () => File.Exists(progress) && File.ReadAllText(progress).Contains("Insert", StringComparison.Ordinal),
            s_patience,
            "the last operator of the first batch");
        worker.Kill();
        worker.WaitForExit();

        ScriptResult result =
            _session.Invoke("Stop-MdfRun | Get-MdfOperatorMetric | ? output_records -GT 0 | Show operator_name, worker_id");

        Assert.Contains("Insert actor", result.Texts());
        Assert.Contains("actor", Assert.Single(result.Warnings), StringComparison.Ordinal);
    }

    [PythonFact]
    public void Worker_OfAStoppedRun_WorksOnUnmeasuredAndLeavesNothing()
    {
        _session.Invoke("$null = Stop-MdfRun").Clean();

        (string output, string errors) = End(Start("late", 1));

        Assert.Equal("done", output);
        Assert.Contains("no such run is going on", errors, StringComparison.Ordinal);
        Assert.Empty(Directory.GetFileSystemEntries(Path.Combine(_session.Store, "_journal")));
    }

    [PythonFact]
    public void Histogram_SameLatencies_IsTheSameTextAsOurs()
    {
        string[] latencies =
        [
            "0.0", "0.25", "0.5", "1.0", "2.0", "1e-9",
            .. Enumerable.Range(1, 300).Select(i => $"{i * i}e-6"),
        ];
        string list = string.Join(',', latencies);
        using Process python = Run(
            Environment("w"),
            "-c",
            """
            import sys
            sys.path.insert(0, sys.argv[1])
            import mdf_worker as mdf
            op = mdf.join().operator("o", "s")
            for latency in sys.argv[2].split(","):
                op.add(float(latency))
            print(op.row()["latency_histogram"], end="")
            """,
            Path.Combine(RepositoryRoot.Path, "python"),
            list);
        string text = Eventually.Ends(python.StandardOutput.ReadToEndAsync(), s_patience, "the histogram");

        Assert.Equal(
            [text],
            _session.Invoke(
                "param($list) Add-MdfOperatorMetric o -StageName s -Latency $list.Split(',') -PassThru | % "
                    + "latency_histogram",
                list).Clean().Texts());
    }

    [PythonFact]
    public void Worker_WithALongId_HasItsJournalWhereOursWouldHaveIt()
    {
        string id = string.Concat(Enumerable.Repeat("é", 60));
        string hash = Convert.ToHexString(SHA256.HashData(Encoding.UTF8.GetBytes(id)))[..16];
        string encoded = string.Concat(Enumerable.Repeat("%C3%A9", 60))[..100];
        using Process worker = Start(id, 100_000_000);
        string journal = Path.Combine(_session.Store, "_journal", "run_r", $"{encoded}-{hash}.ndjson");

        Eventually.Holds(() => File.Exists(journal) || worker.HasExited, s_patience, "the journal");
        Assert.True(File.Exists(journal));
        worker.Kill();
        worker.WaitForExit();
    }

    private string[] Texts(string script) =>
        [.. _session.Invoke(script).Clean().Texts().Order(StringComparer.Ordinal)];

    private Dictionary<string, string> Environment(string workerId, string runId = "r") => new()
    {
        ["MDF_METRICS_PATH"] = _session.Store,
        ["MDF_RUN_ID"] = runId,
        ["MDF_WORKER_ID"] = workerId,
    };

    private Process Start(string workerId, int batches, string runId = "r") =>
        Run(Environment(workerId, runId), Path.Combine(s_tests, "pipeline.py"), $"{batches}");

    private static Process Run(Dictionary<string, string> environment, params string[] arguments)
    {
        var start = new ProcessStartInfo("python3", arguments)
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        start.Environment["PYTHONDONTWRITEBYTECODE"] = "1";
        foreach ((string name, string value) in environment)
        {
            start.Environment[name] = value;
        }

        return Process.Start(start)!;
    }

    private static (string Output, string Errors) End(Process worker)
    {
        using (worker)
        {
            string errors = Eventually.Ends(worker.StandardError.ReadToEndAsync(), s_patience, "the end of a worker");
            Assert.True(worker.WaitForExit(s_patience));
            return (worker.StandardOutput.ReadToEnd().Trim(), errors);
        }
    }
}
