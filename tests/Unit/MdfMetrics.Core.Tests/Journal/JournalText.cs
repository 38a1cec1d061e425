using System.Text;
using MdfMetrics.Processes;

namespace MdfMetrics.Tests.Journal;

/// <summary>Lines of journals as any writer may write them.</summary>
internal static class JournalText
{
    public const string Stop =
        """{"event":"run_stopped","time":"2026-01-24T12:36:00Z","status":"completed","duration":60}""";

    /// <summary>No system gives a process this id.</summary>
    public static readonly ProcessIdentity DeadProcess =
        new(Environment.MachineName, int.MaxValue, new DateTime(2026, 1, 24, 12, 0, 0, DateTimeKind.Utc));

    public static string Start(string runId, ProcessIdentity process) => OneLine(
        $$"""
        {"event":"run_started","version":1,"time":"2026-01-24T12:35:00Z","run_id":"{{runId}}",
        "start_time":"2026-01-24T12:35:00Z",{{Process(process)}}}
        """);

    public static string Operator(string stage, string name, long input, string entry = "e1", long revision = 0) =>
        OneLine(
            $$"""
            {"event":"operator","stage_name":"{{stage}}","operator_name":"{{name}}","worker_id":"w",
            "timestamp":"2026-01-24T12:35:01Z","input_records":{{input}},"output_records":{{input}},
            "entry_id":"{{entry}}","revision":{{revision}}}
            """);

    public static byte[] Manifest(string runId, ProcessIdentity process) => Encoding.UTF8.GetBytes(
        $$"""{"version":1,"run_id":"{{runId}}","start_time":"2026-01-24T12:35:00Z",{{Process(process)}}}""");

    public static byte[] Bytes(params string[] lines) =>
        Encoding.UTF8.GetBytes(string.Concat(lines.Select(line => line + "\n")));

    private static string OneLine(string json) => json.ReplaceLineEndings(string.Empty);

    private static string Process(ProcessIdentity process) =>
        $"\"host\":\"{process.Host}\",\"process_id\":{process.ProcessId},"
        + $"\"process_start\":\"{process.StartedUtc:yyyy-MM-dd'T'HH:mm:ss.fff'Z'}\"";
}
