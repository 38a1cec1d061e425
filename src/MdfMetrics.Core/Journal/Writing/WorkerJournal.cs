using System.Globalization;
using MdfMetrics.Configuration;
using MdfMetrics.Files;
using MdfMetrics.Journal.Manifest;
using MdfMetrics.Journal.Lines;
using MdfMetrics.Storage.Layout;

namespace MdfMetrics.Journal.Writing;

/// <summary>The journal of a worker in a run that another process started.</summary>
internal static class WorkerJournal
{
    /// <summary>
    /// Begins a journal under the worker's name, or, where another process has or had that, under the next.
    /// </summary>
    /// <param name="folder">The run's journal folder, which is there.</param>
    /// <param name="workerId">The worker.</param>
    /// <param name="options">How to record.</param>
    /// <exception cref="IOException">The folder is gone, or can't be written.</exception>
    public static ProcessJournal Begin(string folder, string workerId, MetricsOptions options, TimeProvider time)
    {
        ProcessJournal lines = Create(folder, FileNames.Encode(workerId), options.Durable, time);
        lines.Write(JournalEvents.WorkerStarted, json => WorkerLine.Write(json, workerId, options.CheckpointInterval));
        return lines;
    }

    /// <summary>Ends it: the worker has nothing more to tell.</summary>
    public static void Stop(ProcessJournal lines)
    {
        lines.Write(JournalEvents.WorkerStopped, static _ => { });
        lines.Dispose();
    }

    /// <summary>Removes one that has ended, where its run is not to be written.</summary>
    /// <param name="folder">The run's journal folder.</param>
    /// <param name="name">The journal's name.</param>
    public static void RemoveDiscarded(string folder, string name)
    {
        try
        {
            if (RunManifestFile.Read(folder) is { IsDiscarded: true })
            {
                JournalDirectory.Delete(folder, journal => journal == name);
            }
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            // Restore-MdfRun and Clear-MdfMetrics remove it.
        }
    }

    private static ProcessJournal Create(string folder, string name, bool durable, TimeProvider time)
    {
        for (int n = 1; ; n++)
        {
            string candidate = n == 1 ? name : string.Create(CultureInfo.InvariantCulture, $"{name}-{n}");
            try
            {
                return new ProcessJournal(folder, candidate, durable, time, FileMode.CreateNew);
            }
            catch (IOException) when (File.Exists(JournalLayout.Journal(folder, candidate)))
            {
                // Another process has the name: of the same worker before it crashed, or one that was given the same
                // id.
            }
        }
    }
}
