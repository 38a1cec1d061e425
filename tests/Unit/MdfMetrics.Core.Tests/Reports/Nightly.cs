using MdfMetrics.Alerts;
using MdfMetrics.Reports;
using MdfMetrics.Reports.Data;
using MdfMetrics.Reports.Words;
using MdfMetrics.Tests.Storage;
using Microsoft.Extensions.Time.Testing;

namespace MdfMetrics.Tests.Reports;

/// <summary>
/// A store of a pipeline that runs each night from 1 January 2026 on. Of 1,000 records, read_csv takes 1 ms each
/// (1.0 s), drop_blank 0.1 ms (0.1 s) and drops a tenth, lookup_geo 10 ms on two workers (4.5 s), bulk_insert 2 ms
/// (1.8 s): 7.4 s.
/// </summary>
internal sealed class Nightly : IDisposable
{
    private const string Second = "worker_1";

    private static readonly DateTime s_first = new(2026, 1, 1, 2, 0, 0, DateTimeKind.Utc);

    private readonly TemporaryStore _store = new();
    private int _runs;

    public string Path => _store.Path;

    public FakeTimeProvider Clock { get; } = new(new DateTimeOffset(s_first.AddDays(100)));

    public static Nightly Of(int runs)
    {
        var nightly = new Nightly();
        nightly.Add(runs);
        return nightly;
    }

    /// <summary>Runs that are as usual.</summary>
    public void Add(int count)
    {
        for (int i = 0; i < count; i++)
        {
            Add(new Night());
        }
    }

    public RunMetrics Add(Night night)
    {
        DateTime start = s_first.Add(night.Every * _runs++);
        string id = $"nightly_{_runs:000}";
        RunMetrics run = MemoryRun.Of(id, 0, Rows(night));
        double duration = run.Stages!.Sum(stage => stage.total_time);
        run = run with
        {
            start_time = start,
            end_time = start.AddSeconds(duration),
            duration = duration,
            avg_throughput = run.total_input_records / duration,
            pipeline_name = night.Pipeline,
            status = night.Status,
            error = night.Error,
            host = "etl-1",
            context = JsonMap.FromJson(
                $$"""{"git_commit":"{{night.Commit}}","powershell_version":"7.4.6","process_id":{{_runs}}}"""),
            config = JsonMap.FromJson(night.Config),
            tags = JsonMap.FromJson("""{"team":"search"}"""),
        };
        OperatorMetrics[] rows = [.. run.Operators!.Select(row => row with { timestamp = start })];
        StageMetrics[] stages = [.. run.Stages!.Select(stage => stage with { timestamp = start })];
        return _store.Write(new Sample(run, stages, rows)) with { Stages = null, Operators = null };
    }

    public List<RunMetrics> Runs() => _store.Runs();

    /// <summary>The report of the newest run.</summary>
    public RunReport Report(RunMetrics? reference = null) =>
        (RunReport)Maker(reference).Make([_store.Runs()[^1]]);

    /// <summary>The report of all runs.</summary>
    public Report ReportOfAll() => Maker(null).Make(_store.Runs());

    public ReportMaker Maker(RunMetrics? reference, IReadOnlyList<AlertRule>? rules = null) =>
        new(Clock, error => throw error, default)
        {
            Reference = reference,
            Rules = rules,
        };

    public void Dispose() => _store.Dispose();

    /// <summary>What a page says first, with plain spaces.</summary>
    public static string Headline(Report report) => Plain(report.Verdict.Headline);

    public static string[] Leads(Report report) => [.. report.Verdict.Leads.Select(Plain)];

    public static string[] Notes(Report report) => [.. report.Verdict.Notes.Select(Plain)];

    public static string Plain(Sentence sentence) => Plain(sentence.ToString());

    public static string Plain(string text) => text.Replace('\u00A0', ' ');

    private static OperatorMetrics[] Rows(Night night)
    {
        int n = night.Records;
        int kept = (int)(n * night.Kept);
        OperatorMetrics[] rows = n == 0
            ? [Aggregation.Rows.Row("read_csv", 0, 0, "extract")]
            :
            [
                Step("extract", "read_csv", n, n, 0.001, errors: night.Errors),
                Step("clean", "drop_blank", n, kept, 0.0001),
                Step("enrich", "lookup_geo", kept / 2, kept / 2, 0.01 * night.Lookup),
                Step("enrich", "lookup_geo", kept / 2, kept / 2, 0.01 * night.Lookup * night.Straggler, worker: Second),
                Step("load", "bulk_insert", kept, kept, 0.002 * night.Insert),
            ];
        return [.. rows.Where(row => row.stage_name != night.Without)];
    }

    private static OperatorMetrics Step(
        string stage,
        string name,
        int input,
        int output,
        double latency,
        long errors = 0,
        string worker = "worker_0") =>
        MemoryRun.Operator(name, [.. Enumerable.Repeat(latency, input)], output, errors, worker) with
        {
            stage_name = stage,
        };
}
