using MdfMetrics.Prometheus;
using MdfMetrics.Tests.Journal;
using MdfMetrics.Tests.Storage;

namespace MdfMetrics.Tests.Prometheus;

/// <summary>A store of runs given by their figures, and the textfile that is made of it.</summary>
internal sealed class Exported : IDisposable
{
    private readonly TemporaryStore _store = new();
    private readonly TemporaryStore _folder = new();
    private int _runs;

    /// <summary>Moment 0 of runs.</summary>
    public static DateTime Start { get; } = new(2026, 11, 26, 0, 0, 0, DateTimeKind.Utc);

    public TemporaryStore Store => _store;

    /// <summary>Where the textfile lies.</summary>
    public TemporaryStore Folder => _folder;

    public string Path => _folder.At("mdf.prom");

    public List<string> Warnings { get; } = [];

    public List<MetricsException> Errors { get; } = [];

    public byte[] Content => File.ReadAllBytes(Path);

    /// <summary>Adds a run that began so many seconds after <see cref="Start"/>.</summary>
    public RunMetrics Add(
        string? pipeline,
        double start,
        double duration,
        string status = RunStatus.Completed,
        Func<RunMetrics, RunMetrics>? with = null,
        IEnumerable<StageMetrics>? stages = null,
        IEnumerable<OperatorMetrics>? operators = null)
    {
        var run = new RunMetrics
        {
            run_id = $"r{++_runs}",
            start_time = Start.AddSeconds(start),
            end_time = Start.AddSeconds(start + duration),
            duration = duration,
            status = status,
            pipeline_name = pipeline,
        };
        run = with?.Invoke(run) ?? run;
        return _store.Write(new Sample(
            run,
            [.. (stages ?? []).Select(row => row with { run_id = run.run_id, pipeline_name = pipeline })],
            [.. (operators ?? []).Select(row => row with { run_id = run.run_id, pipeline_name = pipeline })]));
    }

    /// <summary>
    /// Adds the journal of a run on another machine, whose heartbeat alone would tell whether it is alive.
    /// </summary>
    /// <param name="pipeline">The name as it stands in the journal's JSON.</param>
    public void AddFar(string id, string pipeline) => Recording.NewJournal(
        _store,
        id,
        "elsewhere-1",
        $$"""
        {"event":"run_started","version":1,"time":"2026-11-26T00:00:00Z","run_id":"{{id}}","process_id":1,
        "host":"elsewhere","process_start":"2026-11-26T00:00:00Z","start_time":"2026-11-26T00:00:00Z","pipeline_name":"{{pipeline}}"}
        """.ReplaceLineEndings(string.Empty));

    public static StageMetrics Stage(string name) => new()
    {
        run_id = string.Empty,
        stage_name = name,
        timestamp = Start,
        stage_index = 0,
        wall_time = 1,
    };

    public static OperatorMetrics Operator(string stage, string name, string worker = "worker_0") => new()
    {
        run_id = string.Empty,
        stage_name = stage,
        operator_name = name,
        worker_id = worker,
        timestamp = Start,
        stage_index = 0,
        operator_index = 0,
    };

    /// <summary>Seconds since 1970 of a moment of runs.</summary>
    public static double Unix(double seconds) => (Start - DateTime.UnixEpoch).TotalSeconds + seconds;

    /// <summary>Writes the textfile.</summary>
    /// <returns>How many series are told of.</returns>
    public long Write(PrometheusOptions? options = null, params string[] more) => new PrometheusExporter(
        [_store.Path, .. more],
        options ?? new PrometheusOptions(),
        TimeProvider.System,
        Errors.Add,
        Warnings.Add,
        default).Write(Path);

    /// <summary>Writes the textfile and reads it back.</summary>
    public IReadOnlyList<ReadSeries> Read(PrometheusOptions? options = null, params string[] more)
    {
        long count = Write(options, more);
        IReadOnlyList<ReadSeries> series = StrictReader.Read(Content);
        Assert.Equal(count, series.Count);
        return series;
    }

    public void Dispose()
    {
        _store.Dispose();
        _folder.Dispose();
    }
}
