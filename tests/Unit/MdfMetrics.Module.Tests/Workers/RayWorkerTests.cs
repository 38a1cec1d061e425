using System.Diagnostics;
using System.Security.Cryptography;
using System.Text;
using MdfMetrics.Module.Tests.Harness;

namespace MdfMetrics.Module.Tests.Workers;

/// <summary>examples/ray_worker.py: a worker in another language joins, is gathered, is killed and restored.</summary>
public sealed class RayWorkerTests : IDisposable
{
    private const string Rows =
        "Get-MdfOperatorMetric | Show stage_name, operator_name, worker_id, input_records, output_records";

    private static readonly TimeSpan s_patience = TimeSpan.FromMinutes(1);

    private readonly ModuleSession _session = Scripts.Open();

    public RayWorkerTests() => _session.Invoke("$null = Start-MdfRun -RunId r -Path ./metrics").Clean();

    public void Dispose() => _session.Dispose();

    [PythonFact]
    public void Workers_ThatEnd_AreGathered()
    {
        // Of each 100 records 10 have no https: address.
        Process[] workers = [Start("actor 0/é", 20), Start("actor_1", 30), Start("actor_1", 50)];
        Assert.All(workers, worker => Assert.Equal(string.Empty, End(worker)));

        Assert.Equal(
            [
                "filter TextLength actor 0/é 1800 1800",
                "filter TextLength actor_1 7200 7200",
                "filter UrlFilter actor 0/é 2000 1800",
                "filter UrlFilter actor_1 8000 7200",
            ],
            _session.Invoke($"Stop-MdfRun -ExpectedWorker 'actor 0/é', actor_1 | {Rows}").Clean().Texts().Order(StringComparer.Ordinal));
        Assert.Empty(Directory.GetFileSystemEntries(Path.Combine(_session.Store, "_journal")));
    }

    [PythonFact]
    public void Worker_ThatIsKilled_CountsUpToItsLastLine()
    {
        _session.Invoke(
            "$null = Stop-MdfRun; $null = Start-MdfRun -RunId short -Path ./metrics -Configuration "
                + "@{ executor = @{ metrics = @{ checkpoint_interval = 0.05 } } }").Clean();
        using Process worker = Start("actor", 100_000_000, "short");
        string journal = Path.Combine(_session.Store, "_journal", "run_short", "actor.ndjson");
        Eventually.Holds(
            () => File.Exists(journal) && File.ReadAllText(journal).Contains("TextLength", StringComparison.Ordinal),
            s_patience,
            "the last operator of the first batch");
        worker.Kill();
        worker.WaitForExit();

        ScriptResult result = _session.Invoke("Stop-MdfRun | Get-MdfOperatorMetric | Show operator_name, worker_id");

        Assert.Equal(["UrlFilter actor", "TextLength actor"], result.Texts());
        Assert.Contains("actor", Assert.Single(result.Warnings), StringComparison.Ordinal);
    }

    [PythonFact]
    public void Worker_OfAStoppedRun_IsRefusedAndLeavesNothing()
    {
        _session.Invoke("$null = Stop-MdfRun").Clean();

        Assert.Contains("No run is going on", End(Start("late", 1)), StringComparison.Ordinal);
        Assert.Empty(Directory.GetFileSystemEntries(Path.Combine(_session.Store, "_journal")));
    }

    [PythonFact]
    public void Worker_WithSamples_SendsAHistogramAndTheOriginalsFormReportedPercentiles()
    {
        Process[] workers = [Start("actor_0", 20), Start("actor_1", 30)];
        Assert.All(workers, worker => Assert.Equal(string.Empty, End(worker)));

        Assert.Equal(
            ["TextLength histogram 4500 True", "UrlFilter reported 5000 False"],
            _session.Invoke("""
                Stop-MdfRun | Get-MdfOperatorMetric -Merge | % {
                    "$($_.operator_name) $($_.latency_method) $($_.input_records) $($_.p95_latency -ge $_.min_latency)"
                }
                """).Clean().Texts().Order(StringComparer.Ordinal));
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
            "-c",
            """
            import sys
            sys.path.insert(0, sys.argv[1])
            from ray_worker import Histogram
            histogram = Histogram()
            for latency in sys.argv[2].split(","):
                histogram.add(float(latency))
            print(histogram.encode(), end="")
            """,
            Path.Combine(RepositoryRoot.Path, "examples"),
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

    private Process Start(string workerId, int batches, string runId = "r") => Run(
        Path.Combine(RepositoryRoot.Path, "examples", "ray_worker.py"),
        "--store",
        _session.Store,
        "--run",
        runId,
        "--worker",
        workerId,
        "--batches",
        $"{batches}");

    private static Process Run(params string[] arguments) => Process.Start(
        new ProcessStartInfo("python3", arguments)
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        })!;

    private static string End(Process worker)
    {
        using (worker)
        {
            string errors = Eventually.Ends(worker.StandardError.ReadToEndAsync(), s_patience, "the end of a worker");
            Assert.True(worker.WaitForExit(s_patience));
            return errors;
        }
    }
}
