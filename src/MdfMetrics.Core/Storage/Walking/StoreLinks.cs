using MdfMetrics.Storage.Layout;

namespace MdfMetrics.Storage.Walking;

/// <summary>
/// The symbolic links of a store that lead out of it, or nowhere. Readers follow links, as the SQL engines do; what is
/// outside is neither checked nor ever moved or removed.
/// </summary>
internal sealed class StoreLinks
{
    private readonly string _store;
    private readonly Dictionary<string, string?> _targets = new(StringComparer.Ordinal);

    public StoreLinks(string store)
    {
        _store = store;
        foreach (StoreEntry link in StoreWalk.Entries(store).Where(entry => entry.IsLink))
        {
            string? target = Target(link);
            if (target is null || !IsIn(_store, target))
            {
                _targets[link.Path] = target;
            }
        }
    }

    /// <summary>The files that no such link leads to.</summary>
    public DatasetFile[] Within(IEnumerable<DatasetFile> files) => [.. files.Where(file => !Lead(file.Path))];

    /// <summary>Whether such a link leads to a file.</summary>
    public bool Lead(string path) => _targets.Keys.Any(link => path == link || IsIn(link, path));

    public IEnumerable<StoreFinding> Findings() => _targets.Select(link => new StoreFinding
    {
        kind = FindingKind.OutsideLink,
        path = link.Key,
        message = link.Value is { } target
            ? $"The link leads out of the store to '{target}', which is not checked. "
                + "Readers follow it; move the files into the store, or remove the link."
            : "The link leads nowhere. Remove it, or restore what it led to.",
        store = _store,
    });

    /// <summary>Whether a path lies in a folder, by their names.</summary>
    public static bool IsIn(string folder, string path) =>
        path.StartsWith(folder + Path.DirectorySeparatorChar, StringComparison.Ordinal);

    private static string? Target(StoreEntry link)
    {
        try
        {
            FileSystemInfo info = link.IsFolder ? new DirectoryInfo(link.Path) : new FileInfo(link.Path);
            return info.ResolveLinkTarget(returnFinalTarget: true) is { Exists: true } target ? target.FullName : null;
        }
        catch (IOException)
        {
            // It leads in a circle.
            return null;
        }
    }
}
