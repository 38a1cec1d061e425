using System.Collections;
using System.Text.RegularExpressions;
using MdfMetrics.Collection;
using MdfMetrics.Configuration;
using MdfMetrics.Journal.Lines;
using MdfMetrics.Journal.Replay;
using MdfMetrics.Journal.Writing;
using MdfMetrics.Runs;
using MdfMetrics.Storage.Layout;
using MdfMetrics.Tests.Storage;
using Microsoft.Extensions.Time.Testing;

namespace MdfMetrics.Tests.Journal;

/// <summary>A run that records under a clock that only tests move, in a store of its own.</summary>
internal sealed partial class Recording : IDisposable
{
    /// <summary>A process id above those of every system.</summary>
    private const int DeadProcess = int.MaxValue - 1;

    /// <summary>Begins the run.</summary>
    /// <param name="runId">Its id.</param>
    /// <param name="options">Keys of executor.metrics.</param>
    /// <param name="store">The store; null: a new one.</param>
    /// <param name="dryRun">As under -WhatIf.</param>
    public Recording(string runId = "r", Hashtable? options = null, string? store = null, bool dryRun = false)
    {
        Run = new MetricsRun(
            runId,
            store ?? Store.Path,
            PipelineConfiguration.FromDictionary(new Hashtable
            {
                ["executor"] = new Hashtable { ["metrics"] = options ?? [] },
                ["note"] = "été 数据 𝄞",
            }),
            new Hashtable { ["team"] = "data" },
            new RunOrigin(Path.GetTempPath(), null, "7.6.5", "0.1.0"),
            Clock)
        {
            IsDryRun = dryRun,
        };
        Run.Begin();
    }

    private TemporaryStore? _store;

    public FakeTimeProvider Clock { get; } = new(Sample.Start);

    /// <summary>A store of its own, made when it is first asked for.</summary>
    public TemporaryStore Store => _store ??= new TemporaryStore();

    public MetricsRun Run { get; }

    /// <summary>The folder of the run's journal.</summary>
    public string Folder => JournalLayout.Folder(Run.StorePath, Run.RunId);

    /// <summary>This process's journal.</summary>
    public string Journal => Assert.Single(Directory.GetFiles(Folder, "*.ndjson"));

    /// <summary>What this process has going on.</summary>
    public string Progress => Assert.Single(Directory.GetFiles(Folder, "*.progress.json"));

    /// <summary>A folder name that no journal writes into: where a test's own journals lie.</summary>
    public static string NewJournal(TemporaryStore store, string runId, string name, params string[] lines)
    {
        string folder = JournalLayout.Folder(store.Path, runId);
        Directory.CreateDirectory(folder);
        string path = Path.Combine(folder, name + ".ndjson");
        File.WriteAllText(path, string.Concat(lines.Select(line => line + "\n")));
        return path;
    }

    /// <summary>
    /// Counts records of an operator that goes on; each takes a millisecond more than the one before.
    /// </summary>
    public OperatorRecorder Work(string stage, string name, int input, int output, string worker = "worker_0")
    {
        OperatorRecorder recorder = Run.Collector.OpenOperator(stage, name, worker);
        Count(recorder, input, output);
        return recorder;
    }

    public static void Count(OperatorRecorder recorder, int input, int output)
    {
        for (int i = 1; i <= input; i++)
        {
            recorder.RecordInput();
            recorder.RecordLatency(
                i * TimeSpan.TicksPerMillisecond * (System.Diagnostics.Stopwatch.Frequency / 10_000_000));
        }

        for (int i = 0; i < output; i++)
        {
            recorder.RecordOutput();
        }
    }

    /// <summary>An operator from its begin to its end.</summary>
    public void Finish(string stage, string name, int input, int output, string worker = "worker_0") =>
        Run.Collector.CloseOperator(
            Work(stage, name, input, output, worker),
            JsonMap.FromJson("""{"note":"naïve 𝄞","gpu":0.5}"""));

    /// <summary>
    /// Two stages with operators, one of them still going on; the last line comes a second after the start.
    /// </summary>
    public Recording WithWork()
    {
        using (Run.Collector.EnterStage("clean"))
        {
            Finish("clean", "drop", 200, 150);
            Finish("clean", "normalise", 150, 150);
            Clock.Advance(TimeSpan.FromSeconds(1));
        }

        Run.Collector.EnterStage("load");
        Finish("load", "insert", 150, 149, "worker_1");
        Work("load", "index", 40, 39);
        Clock.Advance(TimeSpan.FromSeconds(1));
        return this;
    }

    /// <summary>Does what the journal does not hear of, as where the disk is full for a moment.</summary>
    public void WhileTheJournalFails(Action work)
    {
        var journal = (ProcessJournal)Run.Collector.Journal!;
        journal.Write(JournalEvents.Stage, static _ => throw new IOException("No space left on device."));
        Run.Collector.Journal = null;
        work();
        Run.Collector.Journal = journal;
    }

    /// <summary>A copy of the store as it is now, its processes dead.</summary>
    public TemporaryStore Killed()
    {
        var copy = new TemporaryStore();
        Store.CopyTo(copy.Path);
        foreach (string file in copy.Files().Where(file => !file.EndsWith(".parquet", StringComparison.Ordinal)))
        {
            string dead = $"\"process_id\":{DeadProcess}";
            File.WriteAllText(copy.At(file), ProcessIdField().Replace(File.ReadAllText(copy.At(file)), dead));
        }

        return copy;
    }

    /// <summary>The picture that the journals give.</summary>
    public JournaledRun Replay(Action<MetricsException>? onError = null) =>
        JournalReplay.Read(Folder, onError ?? (static error => throw error))!;

    public void Dispose()
    {
        if (Run.IsRunning)
        {
            Run.Stop(RunStatus.Failed, null);
            Run.Discard();
        }

        _store?.Dispose();
    }

    [GeneratedRegex("\"process_id\":[0-9]+")]
    private static partial Regex ProcessIdField();
}
