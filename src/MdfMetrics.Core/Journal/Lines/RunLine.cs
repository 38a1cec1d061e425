using System.Text.Json;
using MdfMetrics.Records;

namespace MdfMetrics.Journal.Lines;

/// <summary>The beginning and the end of a run in its journal.</summary>
internal static class RunLine
{
    private const int LongestError = 32 * 1024;

    private static readonly TimeSpan s_longestRun = TimeSpan.FromDays(3650);

    public static void WriteStart(Utf8JsonWriter json, RunMetrics header)
    {
        json.Text("run_id", header.run_id);
        json.Time("start_time", header.StartUtc);
        json.Map("config", header.config);
        json.Map("tags", header.tags);
        json.Map("context", header.context);
    }

    public static void WriteStop(Utf8JsonWriter json, RunMetrics run)
    {
        json.Text("status", run.status);
        json.Text("error", Beginning(run.error));
        json.Number("duration", run.duration);
        if (run.EndUtc is { } end)
        {
            json.Time("end_time", end);
        }

        json.Map("context", run.context);
    }

    /// <summary>The run as it began.</summary>
    /// <exception cref="FormatException">A value is missing or of a wrong type.</exception>
    /// <exception cref="MetricsException">InvalidRunId.</exception>
    public static RunMetrics ReadStart(JsonRecord record)
    {
        string id = record.Required("run_id");
        DateTime start = record.GetDateTime("start_time") ?? throw new FormatException("start_time is missing");
        RunId.Validate(id, start);
        return new RunMetrics
        {
            run_id = id,
            start_time = start,
            status = RunStatus.Running,
            host = record.GetString("host"),
            config = record.GetJson("config"),
            tags = record.GetJson("tags"),
            context = record.GetJson("context"),
        };
    }

    /// <summary>The run as it ended.</summary>
    /// <exception cref="FormatException">A value is missing or of a wrong type.</exception>
    public static RunMetrics ReadStop(JsonRecord record, RunMetrics started)
    {
        double duration = record.GetDouble("duration") is >= 0 and { } seconds
            ? seconds
            : throw new FormatException("duration is missing");
        return started with
        {
            status = record.GetString("status") is RunStatus.Completed ? RunStatus.Completed : RunStatus.Failed,
            error = record.GetString("error"),
            duration = duration,
            end_time = record.GetDateTime("end_time") ?? End(started.StartUtc, duration),
            context = record.GetJson("context") ?? started.context,
        };
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
