using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using MdfMetrics.Configuration;
using MdfMetrics.Files;
using MdfMetrics.Journal.Lines;
using MdfMetrics.Processes;
using MdfMetrics.Records;
using MdfMetrics.Storage.Layout;

namespace MdfMetrics.Journal.Manifest;

/// <summary>
/// The file whose exclusive creation makes a run's id one's own. It tells enough of the run that a process which dies
/// right after it leaves a run that was begun, not an id that nobody can explain. It is what workers join by, until it
/// is closed.
/// </summary>
internal static class RunManifestFile
{
    /// <summary>How often a folder may be removed under a manifest by the run that had the id before.</summary>
    private const int MostAttempts = 10;

    /// <summary>How often one that is being written is looked at, and the time between.</summary>
    private const int MostLooks = 20;
    private static readonly TimeSpan s_pause = TimeSpan.FromMilliseconds(50);

    private const string OnStoreErrorName = "on_store_error";
    private const string ClosedName = "closed";
    private const string DiscardedName = "discarded";

    /// <summary>Claims the id of a run.</summary>
    /// <param name="folder">The run's journal folder, created where it is missing.</param>
    /// <param name="options">How it is recorded.</param>
    /// <exception cref="MetricsException">
    /// RunExists: the id is taken, by a live run or by what a dead one left.
    /// </exception>
    /// <exception cref="IOException">The store can't be written; the id is free.</exception>
    public static void Take(string folder, RunMetrics header, MetricsOptions options)
    {
        string path = Path.Combine(folder, JournalLayout.ManifestName);
        byte[] manifest = JsonRecordWriter.Object(json =>
        {
            json.Count("version", JournalLayout.Version);
            json.Text("run_id", header.run_id);
            json.Time("start_time", header.StartUtc);
            json.Text("pipeline_name", header.pipeline_name);
            ProcessLine.Write(json, ProcessIdentity.Current);
            json.Number("checkpoint_interval", options.CheckpointInterval.TotalSeconds);
            json.WriteBoolean("collect_custom_metrics", options.CollectCustomMetrics);
            json.Text(OnStoreErrorName, options.OnStoreError.ToString().ToLowerInvariant());
            OptionsLine.Write(json, options.ToWriterOptions());
        });

        // Nothing but the write comes after the creation: a manifest that is torn tells nothing.
        using FileStream file = Create(new StoreFolder(options.ToWriterOptions()), folder, path, header.run_id);
        try
        {
            file.Write(manifest);
            StoreFolder.Share(path);
        }
        catch (IOException)
        {
            JournalDirectory.Release(folder);
            throw;
        }
    }

    /// <summary>
    /// Lets no more workers join. One that joins at this moment has its journal in the folder before it looks at the
    /// manifest once more: so either it sees that, or whoever closed the manifest sees the journal.
    /// </summary>
    /// <param name="folder">The run's journal folder; without a manifest, or with a torn one, nobody can join.</param>
    /// <exception cref="IOException">Workers may join still.</exception>
    /// <exception cref="UnauthorizedAccessException">Workers may join still.</exception>
    public static void Close(string folder, TimeProvider time)
    {
        try
        {
            Note(folder, time, ClosedName);
        }
        catch (IOException e) when (DiskSpace.IsUsedUp(e))
        {
            // Nothing of what a worker that joins now does can be kept, and nothing is told twice of a full disk.
        }
    }

    /// <summary>
    /// Closes the manifest of a run that is not to be written: what workers yet tell of it is not restored.
    /// </summary>
    /// <inheritdoc cref="Close"/>
    public static void Discard(string folder, TimeProvider time) => Note(folder, time, ClosedName, DiscardedName);

    /// <summary>
    /// What a manifest tells of; null when there is none. One that is there and tells nothing may be about to be
    /// written: it is looked at again for a second.
    /// </summary>
    public static RunManifest? ReadPatiently(string folder)
    {
        RunManifest? manifest = Read(folder);
        for (int look = 1; manifest is null && look < MostLooks; look++)
        {
            if (!File.Exists(Path.Combine(folder, JournalLayout.ManifestName)))
            {
                return null;
            }

            Thread.Sleep(s_pause);
            manifest = Read(folder);
        }

        return manifest;
    }

    /// <summary>What a manifest tells of; null when there is none, or only a part of one.</summary>
    public static RunManifest? Read(string folder)
    {
        string path = Path.Combine(folder, JournalLayout.ManifestName);
        try
        {
            JsonRecord manifest = JsonLines.ReadWhole(path);
            WriterOptions options = OptionsLine.Read(manifest);
            return new RunManifest
            {
                Header = RunLine.ReadStart(manifest),
                Process = ProcessLine.Read(manifest),
                Options = options,
                Recording = new MetricsOptions
                {
                    CheckpointInterval = JournaledProcess.Interval(manifest),
                    CollectCustomMetrics = manifest.GetBoolean("collect_custom_metrics") ?? true,
                    Durable = options.Durable,
                    Redactor = options.Redactor,
                    OnStoreError = manifest.GetString(OnStoreErrorName) == "stop"
                        ? OnStoreError.Stop
                        : OnStoreError.Warn,
                },
                IsClosed = manifest.GetDateTime(ClosedName) is not null,
                IsDiscarded = manifest.GetDateTime(DiscardedName) is not null,
            };
        }
        catch (Exception e) when (
            e is FormatException or MetricsException or IOException or UnauthorizedAccessException)
        {
            return null;
        }
    }

    private static void Note(string folder, TimeProvider time, params string[] names)
    {
        string path = Path.Combine(folder, JournalLayout.ManifestName);
        try
        {
            if (JsonNode.Parse(File.ReadAllBytes(path)) is JsonObject manifest)
            {
                foreach (string name in names)
                {
                    manifest[name] = JsonRecordWriter.Text(time.GetUtcNow().UtcDateTime);
                }

                WholeFile.ReplaceShared(path, Encoding.UTF8.GetBytes(manifest.ToJsonString()));
            }
        }
        catch (Exception e) when (
            e is FileNotFoundException or DirectoryNotFoundException or JsonException
                or InvalidOperationException or ArgumentException)
        {
            // There is no manifest that anyone could join by: it is gone, or damaged, down to names that are no UTF-8 or
            // there twice.
        }
    }

    private static FileStream Create(StoreFolder folders, string folder, string path, string runId)
    {
        for (int attempt = 1; ; attempt++)
        {
            folders.Create(folder);
            try
            {
                return new FileStream(path, FileMode.CreateNew, FileAccess.Write, FileShare.Read, bufferSize: 0);
            }
            catch (IOException e) when (File.Exists(path))
            {
                throw new MetricsException(
                    MetricsError.RunExists,
                    $"A run '{runId}' is going on or was left unfinished (its journal is '{folder}'). Choose another "
                        + "id, or start a new attempt with -NewAttempt; Restore-MdfRun writes what a dead run left.",
                    runId,
                    e);
            }
            catch (IOException) when (attempt < MostAttempts)
            {
                // The run that had the id may just have been written, and its manifest or folder have gone meanwhile.
            }
        }
    }
}
