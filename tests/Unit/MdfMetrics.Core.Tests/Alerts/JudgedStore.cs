using MdfMetrics.Alerts;
using MdfMetrics.Processes;
using MdfMetrics.Records;
using MdfMetrics.Tests.Aggregation;
using MdfMetrics.Tests.Journal;
using MdfMetrics.Tests.Storage;
using Microsoft.Extensions.Time.Testing;

namespace MdfMetrics.Tests.Alerts;

/// <summary>A store of runs that rules judge, 100 hours after <see cref="Rows.Start"/>.</summary>
internal sealed class JudgedStore : IDisposable
{
    private readonly TemporaryStore _store = new();

    public FakeTimeProvider Clock { get; } = new(new DateTimeOffset(Rows.Start.AddHours(100)));

    public string Path => _store.Path;

    public TemporaryStore Files => _store;

    public void Dispose() => _store.Dispose();

    /// <summary>Writes a run that started so many hours after <see cref="Rows.Start"/>.</summary>
    public RunMetrics Write(string id, double hours, double passRate, params OperatorMetrics[] rows) =>
        Write(id, hours, passRate, null, RunStatus.Completed, rows);

    public RunMetrics Write(
        string id,
        double hours,
        double passRate,
        string? tags = null,
        string status = RunStatus.Completed,
        params OperatorMetrics[] rows)
    {
        RunMetrics run = MemoryRun.Of(id, hours, rows) with
        {
            overall_pass_rate = passRate,
            tags = JsonMap.FromJson(tags),
            status = status,
        };
        return _store.Write(new Sample(run, run.Stages!, run.Operators!)) with { Stages = null, Operators = null };
    }

    /// <summary>Writes a run of a pipeline.</summary>
    public RunMetrics WriteOf(
        string? pipeline,
        string id,
        double hours,
        double passRate = 100,
        string status = RunStatus.Completed,
        string? error = null,
        double lasted = 100.0 / 3_600)
    {
        RunMetrics run = MemoryRun.Of(id, hours) with
        {
            end_time = Rows.Start.AddHours(hours + lasted),
            duration = lasted * 3_600,
            overall_pass_rate = passRate,
            pipeline_name = pipeline,
            status = status,
            error = error,
        };
        return _store.Write(new Sample(run, [], [])) with { Stages = null, Operators = null };
    }

    /// <summary>Writes a run of a pipeline as others may: when it started is not known.</summary>
    public void WriteUndated(string pipeline, string id) =>
        DuckDb.Replace(WriteOf(pipeline, id, 0).path!, "NULL::TIMESTAMP AS start_time");

    /// <summary>Begins a run that is not written: its journal has an operator with 3 errors.</summary>
    /// <param name="hours">When it started, in hours after <see cref="Rows.Start"/>.</param>
    /// <param name="last">When its process told the last thing.</param>
    /// <param name="isDead">Whether its process has died since; else it is this one.</param>
    public void Begin(string id, double hours, double last, bool isDead, string? pipeline = null)
    {
        ProcessIdentity process = ProcessIdentity.Current;
        string start = JsonRecordWriter.Text(Rows.Start.AddHours(hours));
        string end = JsonRecordWriter.Text(Rows.Start.AddHours(last));
        string name = pipeline is null ? string.Empty : $"\"pipeline_name\":\"{pipeline}\",";
        string who = $"\"host\":\"{process.Host}\",\"process_id\":{(isDead ? int.MaxValue - 1 : process.ProcessId)},"
            + $"\"process_start\":\"{JsonRecordWriter.Text(process.StartedUtc)}\"";
        Recording.NewJournal(
            _store,
            id,
            "p",
            $$"""{"event":"run_started","time":"{{start}}","version":1,"run_id":"{{id}}",{{name}}"start_time":"{{start}}",{{who}} }""",
            $$"""{"event":"operator","time":"{{end}}","stage_name":"s","operator_name":"o","error_count":3}""");
    }

    /// <summary>The judge of these rules; files that can't be read are unexpected.</summary>
    public AlertEvaluator JudgeOf(params object[] rules) => JudgeOf(error => throw error, rules);

    public AlertEvaluator JudgeOf(Action<MetricsException> onError, params object[] rules) =>
        new(Rules.Of(rules), null, Clock, onError, default);

    /// <summary>A judge of the pipelines of some names alone.</summary>
    public AlertEvaluator JudgeOf(Func<string?, bool> pipelines, params object[] rules) =>
        new(Rules.Of(rules), pipelines, Clock, static error => throw error, default);

    /// <summary>The alerts of the store.</summary>
    public Alert[] Judge(params object[] rules) => [.. JudgeOf(rules).JudgeStore(Path)];
}
