using System.Text.Json;
using MdfMetrics.ParquetFiles.Columns;
using MdfMetrics.Processes;
using MdfMetrics.Records;
using MdfMetrics.Storage.Schema;

namespace MdfMetrics.Journal.Lines;

/// <summary>The beginning and the end of a run in its journal.</summary>
internal static class RunLine
{
    private static readonly Column<RunMetrics>[] s_start = AllBut("end_time", "duration", "status", "error");

    /// <summary>What the start has told once and for all is not told again.</summary>
    private static readonly Column<RunMetrics>[] s_stop = AllBut("run_id", "start_time", "config", "tags", "pipeline_name");

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
        RunMetrics run = started with { end_time = End(started.StartUtc!.Value, duration) };
        Read(s_stop, record, run);
        return run with { status = run.status is RunStatus.Completed ? RunStatus.Completed : RunStatus.Failed };
    }

    /// <summary>
    /// No totals, which follow from the stages; and the host is the process's, see <see cref="ProcessLine"/>.
    /// </summary>
    private static Column<RunMetrics>[] AllBut(params string[] names) =>
        [.. MetricsSchema.Runs.Columns.Where(column =>
            column.Kind is not (ColumnKind.Count or ColumnKind.Percent or ColumnKind.PerSecond)
            && !names.Append("host").Contains(column.Name))];

    private static void Read(IEnumerable<Column<RunMetrics>> columns, JsonRecord record, RunMetrics run)
    {
        foreach (Column<RunMetrics> column in columns)
        {
            column.TryRead(record, run);
        }
    }

    /// <summary>A duration that can't be ends after ten years, or with the calendar.</summary>
    public static DateTime End(DateTime start, double duration)
    {
        TimeSpan left = DateTime.MaxValue - start;
        TimeSpan longest = left < s_longestRun ? left : s_longestRun;
        return duration < longest.TotalSeconds ? start.AddSeconds(duration) : start + longest;
    }
}
