using MdfMetrics.Collection;
using MdfMetrics.Records;
using MdfMetrics.Runs;
using MdfMetrics.Tests.Journal;

namespace MdfMetrics.Tests.Workers;

/// <summary>Workers of a recorded run, as tests make them.</summary>
internal static class WorkerRecording
{
    /// <summary>Joins the run as another process would.</summary>
    public static JoinedRun Join(this Recording recording, string? workerId) =>
        JoinedRun.Join(recording.Run.StorePath, recording.Run.RunId, new object(), workerId, recording.Clock);

    /// <summary>Measures an operator from its begin to its end; again, its row goes on.</summary>
    public static void Finish(this JoinedRun run, string stage, string name, int input, string worker)
    {
        OperatorRecorder recorder = run.Collector.OpenOperator(stage, name, worker);
        Recording.Count(recorder, input, input);
        run.Collector.CloseOperator(recorder, null);
    }

    /// <summary>A worker that did one thing and has left.</summary>
    public static void Work(this Recording recording, string workerId, int input, string stage = "s", string name = "o")
    {
        JoinedRun run = recording.Join(workerId);
        run.Finish(stage, name, input, workerId);
        run.Leave();
    }

    /// <summary>Gathers without waiting, unless a time is given, which then passes second by second.</summary>
    public static RunMetrics Stop(
        this Recording recording,
        TimeSpan wait = default,
        Action<MetricsException>? onError = null)
    {
        recording.Run.Gather(
            wait,
            _ => recording.Clock.Advance(TimeSpan.FromSeconds(1)),
            onError ?? (static error => throw error));
        return recording.Run.Stop(RunStatus.Completed, null);
    }

    /// <summary>Gathers and writes.</summary>
    public static RunMetrics End(this Recording recording, TimeSpan wait = default) =>
        recording.Run.Write(recording.Stop(wait));

    /// <summary>The names of the files in the run's journal folder.</summary>
    public static string[] JournalFiles(this Recording recording) => Directory.Exists(recording.Folder)
        ? [.. Directory.GetFiles(recording.Folder).Select(file => Path.GetFileName(file)!).Order(StringComparer.Ordinal)]
        : [];

    /// <summary>The first line of a worker whose process is on another machine, or is no more.</summary>
    public static string Started(string workerId, string host, int processId = int.MaxValue - 1) =>
        $$"""{"event":"worker_started","time":"2026-01-24T12:35:00Z","version":1,"worker_id":"{{workerId}}","host":"{{host}}","process_id":{{processId}},"process_start":"2026-01-24T12:00:00Z","checkpoint_interval":5}""";

    /// <summary>An operator row of stage s.</summary>
    public static string Row(string workerId, long input, string entry, long revision = 0, string name = "o") =>
        $$"""{"event":"operator","time":"2026-01-24T12:35:01Z","stage_name":"s","operator_name":"{{name}}","worker_id":"{{workerId}}","input_records":{{input}},"entry_id":"{{entry}}","revision":{{revision}}}""";

    /// <summary>Each row as worker: in.</summary>
    public static string[] ByWorker(this IEnumerable<OperatorMetrics> rows) =>
        [.. rows.Select(row => $"{row.worker_id}: {row.input_records}").Order(StringComparer.Ordinal)];

    /// <summary>The last event in a journal.</summary>
    public static string? LastEvent(string path) =>
        new JsonLines(path).Read(static (_, problem) => Assert.Fail(problem)).Last().Event;
}
