using MdfMetrics.Files;

namespace MdfMetrics.Integrity;

/// <summary>
/// Where what can't be read is put: <c>_quarantine/(path in the store).bad</c>. The ending keeps it from patterns for
/// data: <c>*/runs/*.parquet</c>, of the layout by date, leads into this folder too.
/// </summary>
internal static class QuarantineCheck
{
    public const string Extension = ".bad";

    private static readonly EnumerationOptions s_withoutLinks = new()
    {
        AttributesToSkip = FileAttributes.ReparsePoint,
        IgnoreInaccessible = true,
        RecurseSubdirectories = true,
    };

    public static string FolderOf(string store) => Path.Combine(store, "_quarantine");

    /// <summary>What an earlier version put there under names of data.</summary>
    public static IEnumerable<StoreFinding> Findings(string store)
    {
        string folder = FolderOf(store);
        return !Directory.Exists(folder) || Links.LeadThrough(store, folder)
            ? []
            : Directory.EnumerateFiles(folder, "*.parquet", s_withoutLinks).Select(path => new StoreFinding
            {
                kind = FindingKind.QuarantinedFile,
                path = path,
                message = "An earlier version put it away under a name that patterns such as */runs/*.parquet find. "
                    + $"Rename it to '{Path.GetFileName(path)}{Extension}', or delete it.",
                store = store,
            });
    }
}
