using System.Text;
using MdfMetrics.Files;

namespace MdfMetrics.Reports.Sites;

/// <summary>
/// What a site's pages were made of: a line for each with its fingerprint and its path. Only files that it lists are
/// ever taken away.
/// </summary>
/// <param name="folder">The full path of the site.</param>
internal sealed class SiteManifest(string folder)
{
    private const string FileName = ".mdf-site";
    private const char Separator = '\t';

    private readonly string _path = Path.Combine(folder, FileName);

    /// <summary>The fingerprints by path; none where there is no site yet.</summary>
    public Dictionary<string, string> Read() => !File.Exists(_path) ? [] : File.ReadLines(_path)
        .Select(line => line.Split(Separator))
        .Where(fields => fields.Length == 2 && IsInside(fields[1]))
        .DistinctBy(fields => fields[1])
        .ToDictionary(fields => fields[1], fields => fields[0]);

    public void Write(IReadOnlyDictionary<string, string> pages)
    {
        IEnumerable<string> lines = pages
            .OrderBy(page => page.Key, StringComparer.Ordinal)
            .Select(page => $"{page.Value}{Separator}{page.Key}\n");
        WholeFile.Replace(_path, Encoding.UTF8.GetBytes(string.Concat(lines)));
    }

    private bool IsInside(string path) => Path.GetFullPath(path, folder)
        .StartsWith(folder.TrimEnd(Path.DirectorySeparatorChar) + Path.DirectorySeparatorChar, StringComparison.Ordinal);
}
