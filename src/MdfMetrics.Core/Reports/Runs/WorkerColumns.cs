using MdfMetrics.Reports.Data;
using MdfMetrics.Reports.Facts;

namespace MdfMetrics.Reports.Runs;

/// <summary>The rows of a run as columns.</summary>
internal static class WorkerColumns
{
    /// <summary>The names of the workers, as natural reading orders them: worker_2 before worker_10.</summary>
    public static IReadOnlyList<string> Names(RunFacts facts) => [.. facts.Operators
        .SelectMany(step => step.Workers)
        .Select(row => row.worker_id)
        .Distinct()
        .OrderBy(name => name.TrimEnd("0123456789".ToCharArray()), StringComparer.Ordinal)
        .ThenBy(name => name.Length)
        .ThenBy(name => name, StringComparer.Ordinal)];

    public static WorkerRows Of(RunFacts facts, IReadOnlyList<string> names)
    {
        Dictionary<string, int> places = Enumerable.Range(0, names.Count).ToDictionary(i => names[i]);
        (int Op, int Worker, OperatorMetrics Row)[] rows = [.. facts.Operators
            .SelectMany(step => step.Workers.Select(row => (step.Index, places[row.worker_id], row)))
            .OrderBy(row => row.Index)
            .ThenBy(row => row.Item2)];
        return new WorkerRows
        {
            Op = [.. rows.Select(row => row.Op)],
            Worker = [.. rows.Select(row => row.Worker)],
            Start = [.. rows.Select(row => (row.Row.TimestampUtc - facts.Run.StartUtc)?.TotalSeconds ?? 0)],
            In = [.. rows.Select(row => row.Row.input_records)],
            Out = [.. rows.Select(row => row.Row.output_records)],
            Time = [.. rows.Select(row => row.Row.total_time)],
            P50 = [.. rows.Select(row => row.Row.p50_latency)],
            P95 = [.. rows.Select(row => row.Row.p95_latency)],
            P99 = [.. rows.Select(row => row.Row.p99_latency)],
            Max = [.. rows.Select(row => row.Row.max_latency)],
            Errors = [.. rows.Select(row => row.Row.error_count)],
        };
    }
}
