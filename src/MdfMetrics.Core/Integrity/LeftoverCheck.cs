using System.Text.RegularExpressions;
using MdfMetrics.Files;
using MdfMetrics.Storage.Walking;
using MdfMetrics.Storage.Writing;
using MdfMetrics.Summaries.Tables;

namespace MdfMetrics.Integrity;

/// <summary>
/// Finds the temporary files and locks of writers that are gone: old ones, of no run that a writer holds the lock of.
/// </summary>
internal sealed partial class LeftoverCheck(string store, TimeProvider clock)
{
    public IEnumerable<StoreFinding> Findings()
    {
        IEnumerable<StoreEntry> files =
            StoreWalk.Entries(store).Where(entry => entry is { IsFolder: false, IsLink: false });
        foreach (StoreEntry entry in files)
        {
            string? message = entry.Name switch
            {
                var name when RunWriteLock.IsNamed(name) && !IsInUse(entry.Path, entry.Path) =>
                    "A writer that is gone left its lock on a run.",
                var name when DataName().Match(TemporaryFile.TargetOfUnique(name) ?? "") is { Success: true } data
                    && !IsInUse(entry.Path, RunWriteLock.FileOf(store, data.Groups["key"].Value)) =>
                    "A writer that is gone left a file unfinished; readers pass it over.",
                var name when IsOfJournal(name) && Age.IsIdle(entry.Path, clock) =>
                    "A process that is gone left a file of its journal unfinished.",
                _ => null,
            };
            if (message is not null)
            {
                yield return new StoreFinding
                {
                    kind = FindingKind.LeftoverFile,
                    path = entry.Path,
                    message = message + " Repair-MdfMetrics removes it.",
                    repair = FindingRepair.Remove,
                    store = store,
                };
            }
        }
    }

    private bool IsInUse(string path, string runLock) => !Age.IsIdle(path, clock) || RunWriteLock.IsHeld(runLock);

    /// <summary>Not of the summaries: without it the change that it belongs to could not be finished.</summary>
    private static bool IsOfJournal(string name) =>
        TemporaryFile.TargetOf(name) is { } target
        && target.EndsWith(".json", StringComparison.Ordinal)
        && !SummaryNote.IsReplaceable(target);

    [GeneratedRegex(
        @"\A(run|stages|operators|histograms|compacted)_(?<key>.+)\.parquet\z",
        RegexOptions.CultureInvariant)]
    private static partial Regex DataName();
}
