using System.Security.Cryptography;
using System.Text;
using MdfMetrics.Files;
using MdfMetrics.Progress;
using MdfMetrics.Reports.Pages;

namespace MdfMetrics.Reports.Sites;

/// <summary>Keeps a folder of pages: writes what is new or changed, takes away what is of runs that are gone.</summary>
/// <param name="folder">The full path of the site.</param>
internal sealed class SiteWriter(string folder, CancellationToken token)
{
    private readonly SiteManifest _manifest = new(folder);

    /// <summary>Follows the work.</summary>
    public WorkProgress Progress { get; init; } = WorkProgress.None;

    /// <returns>How many pages were written, and how many taken away.</returns>
    /// <exception cref="MetricsException">ReportNotWritable</exception>
    public (int Written, int Removed) Write(SiteMap map)
    {
        try
        {
            Directory.CreateDirectory(folder);
            Dictionary<string, string> known = _manifest.Read();
            var pages = new Dictionary<string, string>();
            int written = Replace(
                SitePaths.ECharts,
                Hash(Page.ECharts),
                known,
                pages,
                () => Encoding.UTF8.GetBytes(Page.ECharts));
            Progress.Begin("Writing", "pages", map.Count, left: 1);
            foreach (SitePage page in Progress.Follow(map.Pages()))
            {
                token.ThrowIfCancellationRequested();
                string echarts = SitePaths.Link(page.Path, SitePaths.ECharts);
                written += Replace(
                    page.Path,
                    Hash($"{page.Source}\n{map.Settings}\n{Page.Version}"),
                    known,
                    pages,
                    () => Page.Html(page.Make(), echarts));
            }

            string[] gone = [.. known.Keys.Where(path => !pages.ContainsKey(path))];
            Array.ForEach(gone, Remove);
            _manifest.Write(pages);
            return (written, gone.Length);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw ReportFile.NotWritable(folder, e);
        }
    }

    private int Replace(
        string path,
        string fingerprint,
        Dictionary<string, string> known,
        Dictionary<string, string> pages,
        Func<byte[]> content)
    {
        pages[path] = fingerprint;
        string file = Path.Combine(folder, path);
        if (known.GetValueOrDefault(path) == fingerprint && File.Exists(file))
        {
            return 0;
        }

        Directory.CreateDirectory(Path.GetDirectoryName(file)!);
        WholeFile.Replace(file, content());
        return 1;
    }

    private void Remove(string path)
    {
        string file = Path.Combine(folder, path);
        File.Delete(file);
        for (string parent = Path.GetDirectoryName(file)!;
            parent.Length > folder.Length && !Directory.EnumerateFileSystemEntries(parent).Any();
            parent = Path.GetDirectoryName(parent)!)
        {
            Directory.Delete(parent);
        }
    }

    private static string Hash(string text) => Convert.ToHexString(SHA256.HashData(Encoding.UTF8.GetBytes(text)));
}
