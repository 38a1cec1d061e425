using System.IO.Enumeration;
using MdfMetrics.Files;
using MdfMetrics.Storage.Layout;
using MdfMetrics.Storage.Schema;
using MdfMetrics.Storage.Writing;

namespace MdfMetrics.Storage.Walking;

/// <summary>
/// What lies in the folders that a store is made of. Other folders beside them are someone else's; links are named, not
/// entered.
/// </summary>
internal static class StoreWalk
{
    private static readonly EnumerationOptions s_all = new() { AttributesToSkip = 0, IgnoreInaccessible = true };

    private static readonly HashSet<string> s_datasets = [.. MetricsSchema.All.Select(dataset => dataset.Name)];

    /// <summary>The entries of a store, a folder before what is in it.</summary>
    public static IEnumerable<StoreEntry> Entries(string store)
    {
        foreach (StoreEntry entry in Under(store).Where(entry => IsOfAStore(entry.Name)))
        {
            yield return entry;
            bool isDate = StoreLayout.IsDate(entry.Name);
            foreach (StoreEntry child in Inside(entry).Where(child => !isDate || s_datasets.Contains(child.Name)))
            {
                yield return child;
                foreach (StoreEntry grandchild in Inside(child))
                {
                    yield return grandchild;
                }
            }
        }
    }

    private static bool IsOfAStore(string name) =>
        s_datasets.Contains(name)
        || StoreLayout.IsDate(name)
        || name is JournalLayout.JournalsName or MaintenanceLayout.FolderName or StoreLayout.SummariesName
            or TemporaryFile.FolderName
        || RunWriteLock.IsNamed(name);

    private static StoreEntry[] Inside(StoreEntry entry) =>
        entry is { IsFolder: true, IsLink: false } ? Under(entry.Path) : [];

    private static StoreEntry[] Under(string folder)
    {
        try
        {
            return
            [
                .. new FileSystemEnumerable<StoreEntry>(
                    folder,
                    static (ref FileSystemEntry entry) => new StoreEntry(
                        entry.ToFullPath(),
                        entry.IsDirectory,
                        (entry.Attributes & FileAttributes.ReparsePoint) != 0),
                    s_all),
            ];
        }
        catch (DirectoryNotFoundException)
        {
            // Removed since it was listed.
            return [];
        }
    }
}
