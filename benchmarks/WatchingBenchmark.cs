using System.Diagnostics;
using MdfMetrics.Configuration;
using MdfMetrics.Journal.Replay;
using MdfMetrics.Journal.Writing;
using MdfMetrics.Latency;
using MdfMetrics.Runs;
using MdfMetrics.Storage.Layout;
using MdfMetrics.Storage.Reading;
using MdfMetrics.Watching;

namespace MdfMetrics.Benchmarks;

/// <summary>
/// What Watch-MdfRun takes of a processor at a look a second, beside Get-MdfRun -Status running, which reads the
/// journals anew. Of the workers' 40 operators 36 are done, and 4 beat every 5 s with other figures.
/// </summary>
internal static class WatchingBenchmark
{
    private const int Looks = 20;
    private const int Done = 36;
    private const int Open = 4;

    private static readonly TimeSpan s_second = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan s_heartbeat = TimeSpan.FromSeconds(5);

    public static void Print()
    {
        Print(workers: 1, budget: 1);
        Print(workers: 64, budget: 3);
    }

    private static void Print(int workers, int budget)
    {
        using var store = new TemporaryFolder();
        var origin = new RunOrigin(store.Path, null, "7.6", "0.1.0");
        var run = new MetricsRun("r", store.Path, PipelineConfiguration.Default, null, origin, TimeProvider.System);
        run.Begin();
        ProcessJournal[] journals = [.. Enumerable.Range(0, workers).Select(number => Begin(run, $"worker-{number}"))];
        var watch = new StoreWatch(
            store.Path,
            new RunQuery(),
            TimeProvider.System,
            static error => throw error,
            CancellationToken.None);
        watch.Discover();
        watch.Look();
        double ours = Share(() => watch.Look()[0].Run);
        double anew = Share(() => new JournalReader(store.Path, TimeProvider.System)
            .ReadRuns(new RunQuery(), static error => throw error)[0]);
        Array.ForEach(journals, WorkerJournal.Stop);
        run.Stop(RunStatus.Completed, null);
        run.Discard();
        Console.WriteLine($"{workers,2} workers, a look a second: Watch-MdfRun {ours,6:P2} of a processor (budget "
            + $"{budget} %), Get-MdfRun -Status running {anew,7:P2}, {ours / anew:F2}x of it");
    }

    private static ProcessJournal Begin(MetricsRun run, string worker)
    {
        string folder = JournalLayout.Folder(run.StorePath, run.RunId);
        ProcessJournal journal = WorkerJournal.Begin(folder, worker, run.Options, TimeProvider.System);
        for (int i = 0; i < Done; i++)
        {
            journal.Write(Row(run, worker, i, 1_000));
        }

        int beat = 0;
        journal.BeginProgress(
            s_heartbeat,
            () => ([], Enumerable.Range(Done, Open).Select(i => Row(run, worker, i, 1_000 * (++beat + 1)))));
        return journal;
    }

    /// <summary>Latencies about 2 ms.</summary>
    private static OperatorMetrics Row(MetricsRun run, string worker, int index, int records) =>
        new OperatorMetrics
        {
            run_id = run.RunId,
            stage_name = $"stage_{index / 8}",
            operator_name = $"operator_{index % 8}",
            worker_id = worker,
            timestamp = run.StartUtc,
            input_records = records,
            output_records = records,
            total_time = 0.002 * records,
            stage_index = index / 8,
            operator_index = index % 8,
            entry_id = $"{worker}/{index}",
        }.WithLatencies(LatencyDistribution.FromValues(
            Enumerable.Range(0, 1_000).Select(_ => LatencyValues.Lognormal(0.5))));

    /// <summary>The mean time of a look, as part of the second that it is given.</summary>
    private static double Share(Func<RunMetrics> look)
    {
        TimeSpan taken = TimeSpan.Zero;
        for (int i = 0; i < Looks; i++)
        {
            Thread.Sleep(s_second);
            long begin = Stopwatch.GetTimestamp();
            if (look().status != RunStatus.Running)
            {
                throw new InvalidOperationException("The run is live.");
            }

            taken += Stopwatch.GetElapsedTime(begin);
        }

        return taken / Looks / s_second;
    }
}
