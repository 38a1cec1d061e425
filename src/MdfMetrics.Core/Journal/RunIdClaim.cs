namespace MdfMetrics.Journal;

/// <summary>
/// The file whose exclusive creation makes a run's id one's own. It tells enough of the run that a process which dies
/// right after it leaves a run that was begun, not an id that nobody can explain.
/// </summary>
internal static class RunIdClaim
{
    /// <summary>How often a folder may be removed under a claim by the run that had the id before.</summary>
    private const int MostAttempts = 10;

    /// <summary>Claims the id of a run.</summary>
    /// <param name="folder">The run's journal folder, created where it is missing.</param>
    /// <param name="header">The run.</param>
    /// <exception cref="MetricsException">RunExists: the id is taken, by a live run or by what a dead one left.</exception>
    /// <exception cref="IOException">The store can't be written; the id is free.</exception>
    public static void Take(string folder, RunMetrics header)
    {
        string path = Path.Combine(folder, JournalLayout.ClaimName);
        byte[] claim = JournalJson.Object(json =>
        {
            json.Count("version", JournalLayout.Version);
            json.Text("run_id", header.run_id);
            json.Time("start_time", header.StartUtc);
            ProcessLine.Write(json, ProcessIdentity.Current);
        });

        // Nothing but the write comes after the creation: a claim that is torn tells nothing.
        using FileStream file = Create(folder, path, header.run_id);
        try
        {
            file.Write(claim);
        }
        catch (IOException)
        {
            JournalFolder.Release(folder);
            throw;
        }
    }

    /// <summary>
    /// The run and the process that a claim tells of; null when there is none, or only a part of one.
    /// </summary>
    public static (RunMetrics Header, JournaledProcess Process)? Read(string folder)
    {
        string path = Path.Combine(folder, JournalLayout.ClaimName);
        try
        {
            JournalRecord claim = JournalLines.ReadWhole(path);
            string name = Path.GetFileNameWithoutExtension(path);
            return (RunLine.ReadStart(claim), new JournaledProcess(name, ProcessLine.Read(claim)));
        }
        catch (Exception e) when (e is FormatException or MetricsException or IOException or UnauthorizedAccessException)
        {
            return null;
        }
    }

    private static FileStream Create(string folder, string path, string runId)
    {
        for (int attempt = 1; ; attempt++)
        {
            Directory.CreateDirectory(folder);
            try
            {
                return new FileStream(path, FileMode.CreateNew, FileAccess.Write, FileShare.Read, bufferSize: 0);
            }
            catch (IOException e) when (File.Exists(path))
            {
                throw new MetricsException(
                    MetricsError.RunExists,
                    $"A run '{runId}' is going on or was left unfinished (its journal is '{folder}'). Choose another id; "
                        + "Restore-MdfRun writes what a dead run left.",
                    runId,
                    e);
            }
            catch (IOException) when (attempt < MostAttempts)
            {
                // The run that had the id may just have been written, and its claim or folder have gone meanwhile.
            }
        }
    }
}
