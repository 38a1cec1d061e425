using System.Text.Json;
using MdfMetrics.ParquetFiles.Columns;
using MdfMetrics.Records;
using MdfMetrics.Storage.Schema;

namespace MdfMetrics.Journal.Lines;

/// <summary>The beginning and the end of a run in its journal.</summary>
internal static class RunLine
{
    private const int LongestError = 32 * 1024;

    /// <summary>
    /// What the first line tells: not what only the end does, nor the totals, which follow from the stages. The host is
    /// that of the process.
    /// </summary>
    private static readonly Column<RunMetrics>[] s_start =
    [
        .. MetricsSchema.Runs.Columns.Where(column =>
            column.Kind is ColumnKind.Text or ColumnKind.Time or ColumnKind.Json
            && column.Name is not (nameof(RunMetrics.host)
                or nameof(RunMetrics.end_time)
                or nameof(RunMetrics.status)
                or nameof(RunMetrics.error))),
    ];

    /// <summary>What the last line tells: the end, and anew what may have changed since the start.</summary>
    private static readonly Column<RunMetrics>[] s_stop =
    [
        .. MetricsSchema.Runs.Columns.Where(column =>
            column.Kind is ColumnKind.Text or ColumnKind.Time or ColumnKind.Json or ColumnKind.Seconds
            && column.Name is not (nameof(RunMetrics.host)
                or nameof(RunMetrics.run_id)
                or nameof(RunMetrics.start_time)
                or nameof(RunMetrics.config)
                or nameof(RunMetrics.tags))),
    ];

    private static readonly TimeSpan s_longestRun = TimeSpan.FromDays(3650);

    public static void WriteStart(Utf8JsonWriter json, RunMetrics header)
    {
        foreach (Column<RunMetrics> column in s_start)
        {
            column.Write(json, header);
        }
    }

    public static void WriteStop(Utf8JsonWriter json, RunMetrics run)
    {
        run = run with { error = Beginning(run.error) };
        foreach (Column<RunMetrics> column in s_stop)
        {
            column.Write(json, run);
        }
    }

    /// <summary>The run as it began.</summary>
    /// <exception cref="FormatException">A value is missing or of a wrong type.</exception>
    /// <exception cref="MetricsException">InvalidRunId.</exception>
    public static RunMetrics ReadStart(JsonRecord record)
    {
        string id = record.Required("run_id");
        DateTime start = record.GetDateTime("start_time") ?? throw new FormatException("start_time is missing");
        RunId.Validate(id, start);
        var run = new RunMetrics
        {
            run_id = id,
            start_time = start,
            status = RunStatus.Running,
            host = record.GetString("host"),
        };
        Read(s_start, record, run);
        return run;
    }

    /// <summary>The run as it ended.</summary>
    /// <exception cref="FormatException">A value is missing or of a wrong type.</exception>
    public static RunMetrics ReadStop(JsonRecord record, RunMetrics started)
    {
        double duration = record.GetDouble("duration") is >= 0 and { } seconds
            ? seconds
            : throw new FormatException("duration is missing");
        RunMetrics run = started with { end_time = End(started.StartUtc, duration) };
        Read(s_stop, record, run);
        return run with { status = run.status is RunStatus.Completed ? RunStatus.Completed : RunStatus.Failed };
    }

    private static void Read(IEnumerable<Column<RunMetrics>> columns, JsonRecord record, RunMetrics run)
    {
        foreach (Column<RunMetrics> column in columns)
        {
            column.TryRead(record, run);
        }
    }

    /// <summary>A duration that can't be ends after ten years, or with the calendar.</summary>
    private static DateTime End(DateTime start, double duration)
    {
        TimeSpan left = DateTime.MaxValue - start;
        TimeSpan longest = left < s_longestRun ? left : s_longestRun;
        return duration < longest.TotalSeconds ? start.AddSeconds(duration) : start + longest;
    }

    /// <summary>Errors may quote whole documents; a line has a limit.</summary>
    private static string? Beginning(string? error) => error?.Length > LongestError ? error[..LongestError] : error;
}
