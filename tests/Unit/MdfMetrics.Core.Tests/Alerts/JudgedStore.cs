using MdfMetrics.Alerts;
using MdfMetrics.Tests.Aggregation;
using MdfMetrics.Tests.Storage;
using Microsoft.Extensions.Time.Testing;

namespace MdfMetrics.Tests.Alerts;

/// <summary>A store of runs that rules judge, 100 hours after <see cref="Rows.Start"/>.</summary>
internal sealed class JudgedStore : IDisposable
{
    private readonly TemporaryStore _store = new();
    private readonly FakeTimeProvider _clock = new(new DateTimeOffset(Rows.Start.AddHours(100)));

    public string Path => _store.Path;

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
        string status = RunStatus.Completed)
    {
        RunMetrics run = MemoryRun.Of(id, hours) with
        {
            overall_pass_rate = passRate,
            pipeline_name = pipeline,
            status = status,
        };
        return _store.Write(new Sample(run, [], [])) with { Stages = null, Operators = null };
    }

    /// <summary>The judge of these rules; files that can't be read are unexpected.</summary>
    public AlertEvaluator JudgeOf(params object[] rules) => JudgeOf(error => throw error, rules);

    public AlertEvaluator JudgeOf(Action<MetricsException> onError, params object[] rules) =>
        new(Rules.Of(rules), _clock, onError, default);

    /// <summary>A judge of the pipelines of some names alone.</summary>
    public AlertEvaluator JudgeOf(Func<string?, bool> pipelines, params object[] rules) =>
        new(Rules.Of(rules), _clock, static error => throw error, default) { Pipelines = pipelines };

    /// <summary>The alerts of the store.</summary>
    public Alert[] Judge(params object[] rules) => [.. JudgeOf(rules).JudgeStore(Path)];
}
