using System.Text.Json;
using MdfMetrics.Records;

namespace MdfMetrics.Processes;

/// <summary>A process in a journal, so that others can see whether it still runs.</summary>
internal static class ProcessLine
{
    public static void Write(Utf8JsonWriter json, ProcessIdentity process)
    {
        json.Text("host", process.Host);
        json.Count("process_id", process.ProcessId);
        json.Time("process_start", process.StartedUtc);
    }

    /// <exception cref="FormatException">A value is missing or of a wrong type.</exception>
    public static ProcessIdentity Read(JsonRecord record) => new(
        record.Required("host"),
        record.GetInt64("process_id") is >= 0 and <= int.MaxValue and var id
            ? (int)id
            : throw new FormatException("process_id is missing"),
        record.GetDateTime("process_start") ?? throw new FormatException("process_start is missing"));
}
