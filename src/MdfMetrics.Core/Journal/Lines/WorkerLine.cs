using System.Text.Json;
using MdfMetrics.Processes;
using MdfMetrics.Records;
using MdfMetrics.Storage.Layout;

namespace MdfMetrics.Journal.Lines;

/// <summary>The first line of a worker that joined a run.</summary>
internal static class WorkerLine
{
    public static void Write(Utf8JsonWriter json, string workerId, TimeSpan checkpointInterval)
    {
        json.Count("version", JournalLayout.Version);
        json.Text("worker_id", workerId);
        ProcessLine.Write(json, ProcessIdentity.Current);
        json.Number("checkpoint_interval", checkpointInterval.TotalSeconds);
    }

    /// <summary>The worker; one that does not name its process is known by its heartbeat alone.</summary>
    /// <exception cref="FormatException">A value is of a wrong type.</exception>
    public static JournaledProcess Read(JsonRecord record, JournaledProcess process) => process with
    {
        WorkerId = record.GetString("worker_id") is { Length: > 0 } id ? id : process.WorkerId,
        Identity = record.GetString("host") is null ? null : ProcessLine.Read(record),
        CheckpointInterval = JournaledProcess.Interval(record),
    };
}
