using MdfMetrics.Journal.Replay;

namespace MdfMetrics.Maintenance.Retention;

/// <summary>A run that may be removed: written, or what a dead process left in journals.</summary>
/// <param name="Run">
/// The run, with its store; of one that is not written, what its journal tells of its beginning.
/// </param>
internal sealed record RunCandidate(RunMetrics Run)
{
    /// <summary>The key that all spellings of the id have in common.</summary>
    public string Key { get; } = MdfMetrics.RunId.Key(Run.run_id);

    /// <summary>Its journal without the rows; null where there is none.</summary>
    public JournaledRun? Journal { get; init; }

    /// <summary>The state of its journal before that was read.</summary>
    public (string Manifest, string Journals) JournalState { get; init; }

    /// <summary>Whether its rows are in files of the store.</summary>
    public bool IsWritten => Run.path is not null;

    /// <summary>How many files its journal has, and their bytes.</summary>
    public (int Files, long Bytes) MeasureJournal()
    {
        try
        {
            long[] lengths = Journal is null
                ? []
                : [.. new DirectoryInfo(Journal.Folder).EnumerateFiles().Select(file => file.Length)];
            return (lengths.Length, lengths.Sum());
        }
        catch (IOException)
        {
            // Someone else restored or removed it meanwhile.
            return (0, 0);
        }
    }
}
