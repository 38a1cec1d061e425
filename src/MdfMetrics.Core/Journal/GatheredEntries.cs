
namespace MdfMetrics.Journal;

/// <summary>
/// Which entries, in which revision, a run was written with. Noted before the files are published: with the run in the
/// store, what is not in here came late.
/// </summary>
internal static class GatheredEntries
{
    public static void Write(string folder, IEnumerable<OperatorMetrics> entries) => WholeFile.Replace(
        Path.Combine(folder, JournalLayout.GatheredName),
        JournalJson.Object(json =>
        {
            json.Count("version", JournalLayout.Version);
            json.WriteStartObject("entries");
            foreach (OperatorMetrics entry in entries.Where(entry => entry.entry_id is not null))
            {
                json.WriteNumber(entry.entry_id!, entry.revision);
            }

            json.WriteEndObject();
        }));

    /// <summary>The entries of a run that its files do not have.</summary>
    /// <exception cref="MetricsException">FileCorrupt: what the files have can't be told.</exception>
    public static IReadOnlyList<OperatorMetrics> Late(JournaledRun run)
    {
        string path = Path.Combine(run.Folder, JournalLayout.GatheredName);
        if (!File.Exists(path))
        {
            return run.Entries;
        }

        try
        {
            JournalRecord? gathered = JournalLines.ReadWhole(path).Object("entries");
            return [.. run.Entries.Where(entry => !(gathered?.Count(entry.entry_id!) >= entry.revision))];
        }
        catch (FormatException e)
        {
            throw new MetricsException(
                MetricsError.FileCorrupt,
                $"'{path}' can't be read: {e.Message}. The run is written, but nothing tells which rows came after that. "
                    + $"If none did, delete the folder '{run.Folder}'.",
                path,
                e);
        }
    }
}
